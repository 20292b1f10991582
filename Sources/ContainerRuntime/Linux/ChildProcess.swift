import CLinux
import Glibc
import Synchronization

/// A process that we started. It is reaped when it ends, whether somebody waits or not.
final class ChildProcess: Sendable {
    let pid: Int32
    private let descriptor: Descriptor
    private let state = Mutex(State())

    private struct State {
        var code: Int32?
        var observers: [@Sendable (Int32) -> Void] = []
        var watch: Watch?
    }

    /// What a process is started with. `descriptors[i]` becomes its descriptor i; it inherits nothing else.
    struct Request {
        var path: String
        var arguments: [String]
        var environment: [String] = []
        var directory: String?
        var descriptors: [Descriptor]
        var controllingTerminal = false
    }

    init(_ request: Request, reactor: Reactor) throws {
        var pidfd: Int32 = -1
        pid = try check(Self.spawn(request, &pidfd), "start \(request.path)")
        descriptor = Descriptor(pidfd)
        // The handler keeps this alive until the process has ended: nobody else would reap it.
        let watch = try reactor.whenReadable(descriptor) { self.reap() }
        state.withLock { $0.watch = $0.code == nil ? watch : nil }
        if state.withLock({ $0.code }) != nil { watch.cancel() }
    }

    private static func spawn(_ request: Request, _ pidfd: inout Int32) -> Int32 {
        withCStrings([request.path] + request.arguments) { argv in
            withCStrings(request.environment) { envp in
                let descriptors = request.descriptors.map(\.raw)
                return descriptors.withUnsafeBufferPointer { descriptors in
                    request.path.withCString { path in
                        withOptionalCString(request.directory) { directory in
                            var spawn = cl_spawn_request(
                                path: path, argv: argv, envp: envp, directory: directory,
                                descriptors: descriptors.baseAddress, descriptor_count: Int32(descriptors.count),
                                controlling_terminal: request.controllingTerminal ? 1 : 0)
                            return cl_spawn(&spawn, &pidfd)
                        }
                    }
                }
            }
        }
    }

    /// The reactor calls this until its watch is cancelled, so again where the process has ended before the watch was stored here:
    /// a second look would find no child, and take that for its end.
    func reap() {
        if exitCode != nil { return }
        let code = cl_reap(descriptor.raw)
        if code == -EAGAIN { return }
        let (watch, observers) = state.withLock { state in
            // A child that somebody else reaped (ECHILD) counts as killed: its code is gone.
            state.code = code < 0 ? 137 : code
            defer { (state.watch, state.observers) = (nil, []) }
            return (state.watch, state.observers)
        }
        watch?.cancel()
        for observer in observers { observer(code < 0 ? 137 : code) }
    }

    /// Calls the body once with the exit code (128 + signal for a killed process): now, if it has ended.
    func whenEnded(_ body: @escaping @Sendable (Int32) -> Void) {
        let code = state.withLock { state in
            if state.code == nil { state.observers.append(body) }
            return state.code
        }
        if let code { body(code) }
    }

    var exitCode: Int32? { state.withLock { $0.code } }

    func wait() async -> Int32 {
        await withCheckedContinuation { continuation in whenEnded { continuation.resume(returning: $0) } }
    }

    /// Succeeds if it has ended already.
    func signal(_ signal: Int32) { _ = cl_pidfd_send_signal(descriptor.raw, signal) }
}

private func withOptionalCString<R>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> R) -> R {
    guard let text else { return body(nil) }
    return text.withCString(body)
}

private func withCStrings<R>(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
) -> R {
    var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    pointers.append(nil)
    return pointers.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("a list that ends in NULL is never empty") }
        return body(base)
    }
}
