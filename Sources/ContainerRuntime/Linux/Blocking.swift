import CLinux
import Dispatch

/// Runs calls that may block away from the threads that Swift's tasks share.
enum Blocking {
    static func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .userInitiated).async { continuation.resume(with: Result(catching: body)) }
        }
    }

    /// Starts work nobody waits for; it must be harmless at any later moment.
    static func later(_ body: @escaping @Sendable () -> Void) {
        DispatchQueue.global(qos: .utility).async(execute: body)
    }

    /// Runs on a thread that ends afterwards, for calls such as `unshare` that leave their thread changed.
    static func onOwnThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try startThread { continuation.resume(with: Result(catching: body)) }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    static func startThread(_ body: @escaping @Sendable () -> Void) throws(LinuxError) {
        let context = Unmanaged.passRetained(Body(body))
        let outcome = cl_thread(
            { pointer in
                guard let pointer else { return }
                Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run()
            }, context.toOpaque())
        if outcome < 0 { context.release() }
        try check(outcome, "start a thread")
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
