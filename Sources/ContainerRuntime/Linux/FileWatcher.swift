import CLinux
import Synchronization

/// Tells of changes to files and directories (inotify).
final class FileWatcher: Sendable {
    /// What is told: that a watched file was written to, or that a file in a watched directory is complete under its name.
    enum Event: Sendable { case modified, appeared }

    private struct State {
        var nextID = 0
        /// One file has one watch in the kernel, however often it is asked for.
        var handlers: [Int32: [Int: @Sendable (String) -> Void]] = [:]
    }

    private let inotify: Descriptor
    private let state = Mutex(State())
    private let registration = Mutex<Watch?>(nil)

    init(reactor: Reactor) throws {
        inotify = Descriptor(try check(cl_inotify_create(), "inotify_init"))
        let watch = try reactor.whenReadable(inotify) { [weak self] in self?.drain() }
        registration.withLock { $0 = watch }
    }

    deinit { registration.withLock { $0?.cancel() } }

    /// Calls the body with the changed file's name (empty for the watched file itself), until cancelled.
    func watch(_ path: String, _ event: Event, _ body: @escaping @Sendable (String) -> Void) throws -> Watch {
        let mask = Int32((event == .modified ? CL_WATCH_MODIFIED : CL_WATCH_APPEARED))
        let (watch, id) = try state.withLock { state throws(LinuxError) in
            let watch = try check(cl_inotify_add(inotify.raw, path, mask), "watch \(path)")
            state.nextID += 1
            state.handlers[watch, default: [:]][state.nextID] = body
            return (watch, state.nextID)
        }
        return Watch { [weak self] in self?.remove(id, of: watch) }
    }

    private func remove(_ id: Int, of watch: Int32) {
        state.withLock { state in
            state.handlers[watch]?[id] = nil
            guard let rest = state.handlers[watch], rest.isEmpty else { return }
            state.handlers[watch] = nil
            _ = cl_inotify_remove(inotify.raw, watch)
        }
    }

    private func drain() {
        // A watcher that cannot be read tells nothing more; its descriptor fails only if it is closed.
        while let bytes = try? inotify.read(upTo: 16384), !bytes.isEmpty {
            for (watch, name) in Self.events(in: bytes) {
                let handlers = state.withLock { $0.handlers[watch].map { Array($0.values) } ?? [] }
                for handler in handlers { handler(name) }
            }
        }
    }

    private static func events(in bytes: [UInt8]) -> [(Int32, String)] {
        bytes.withUnsafeBytes { buffer in
            var events: [(Int32, String)] = []
            var offset: Int32 = 0
            while offset < buffer.count {
                var watch: Int32 = -1
                var name: UnsafePointer<CChar>?
                offset = cl_inotify_event(buffer.baseAddress, offset, &watch, &name)
                if watch >= 0, let name { events.append((watch, String(cString: name))) }
            }
            return events
        }
    }
}
