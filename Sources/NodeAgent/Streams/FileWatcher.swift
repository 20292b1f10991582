@preconcurrency internal import Dispatch
internal import Glibc
internal import Synchronization

/// Tells of writes to files through inotify: one descriptor for all, no thread and no timer of its own.
final class FileWatcher: Sendable {
    private struct State {
        var next = 0
        /// By watch descriptor.
        var listeners: [Int32: [Int: AsyncStream<Void>.Continuation]] = [:]
    }

    private let descriptor: Int32
    private let state = Mutex(State())
    private let source: any DispatchSourceRead

    init() throws {
        let descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard descriptor >= 0 else { throw FileError("inotify_init", "") }
        self.descriptor = descriptor
        source = DispatchSource.makeReadSource(
            fileDescriptor: descriptor, queue: DispatchQueue(label: "mayfly.file-watcher"))
        source.setEventHandler { [weak self] in self?.drain() }
        source.setCancelHandler { close(descriptor) }
        source.activate()
    }

    deinit { source.cancel() }

    /// Yields to the continuation whenever the file was written to, closed by its writer or moved. Returns what ends that.
    func watch(_ path: String, _ continuation: AsyncStream<Void>.Continuation) throws -> @Sendable () -> Void {
        let mask = UInt32(IN_MODIFY) | UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVE_SELF) | UInt32(IN_DELETE_SELF)
        let (watch, key) = try state.withLock { state in
            let watch = inotify_add_watch(descriptor, path, mask)
            guard watch >= 0 else { throw FileError("watch", path) }
            state.next += 1
            state.listeners[watch, default: [:]][state.next] = continuation
            return (watch, state.next)
        }
        return { [weak self] in self?.remove(watch, key) }
    }

    private func remove(_ watch: Int32, _ key: Int) {
        state.withLock { state in
            state.listeners[watch]?[key] = nil
            if state.listeners[watch]?.isEmpty == true {
                state.listeners[watch] = nil
                inotify_rm_watch(descriptor, watch)
            }
        }
    }

    private func drain() {
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return }
            var offset = 0
            var watches: Set<Int32> = []
            buffer.withUnsafeBytes { raw in
                while offset + MemoryLayout<inotify_event>.size <= count {
                    let event = raw.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                    watches.insert(event.wd)
                    offset += MemoryLayout<inotify_event>.size + Int(event.len)
                }
            }
            let woken = state.withLock { state in watches.flatMap { Array((state.listeners[$0] ?? [:]).values) } }
            for continuation in woken { continuation.yield() }
        }
    }
}
