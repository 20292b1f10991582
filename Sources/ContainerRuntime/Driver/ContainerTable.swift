import Synchronization

/// The containers this server knows, and who waits for their ends.
final class ContainerTable: Sendable {
    struct Entry: Sendable {
        var record: ContainerRecord
        var spec: ContainerSpec
        var runtime: RuntimeBinary
        /// The container's first process, created or running, until it has ended: its pid, and what tells it from a later one.
        var pid: Int32?
        var process: Descriptor?
        /// conmon's end.
        var monitorWatch: Watch?
        /// The end was brought about by us before it was ever started; nobody is told.
        var isAbandoned = false

        var hasEnded: Bool {
            switch record.state {
            case .created, .running: false
            case .exited, .lost: true
            }
        }
    }

    private struct State {
        var entries: [ContainerID: Entry] = [:]
        var observers: [ContainerID: [Int: @Sendable (ContainerRecord?) -> Void]] = [:]
        var nextObserver = 0
    }

    private let state = Mutex(State())
    let exits: AsyncStream<ContainerRecord>
    private let exitsContinuation: AsyncStream<ContainerRecord>.Continuation

    init() { (exits, exitsContinuation) = AsyncStream.makeStream() }

    subscript(id: ContainerID) -> Entry? { state.withLock { $0.entries[id] } }

    var all: [Entry] { state.withLock { Array($0.entries.values) } }

    func insert(_ entry: Entry) { state.withLock { $0.entries[entry.record.id] = entry } }

    func update<R: Sendable>(_ id: ContainerID, _ body: (inout Entry) -> R) -> R? {
        state.withLock { state in
            guard var entry = state.entries[id] else { return nil }
            defer { state.entries[id] = entry }
            return body(&entry)
        }
    }

    /// Notes the end of a container and tells everybody, the first time.
    func finish(_ id: ContainerID, _ end: ContainerRecord.State) {
        let (record, observers, watch) = state.withLock { state in
            guard var entry = state.entries[id], !entry.hasEnded, !entry.isAbandoned else {
                return (nil as ContainerRecord?, [] as [@Sendable (ContainerRecord?) -> Void], nil as Watch?)
            }
            entry.record.state = end
            let watch = entry.monitorWatch
            entry.monitorWatch = nil
            (entry.pid, entry.process) = (nil, nil)
            state.entries[id] = entry
            return (entry.record, state.observers.removeValue(forKey: id).map { Array($0.values) } ?? [], watch)
        }
        watch?.cancel()
        guard let record else { return }
        for observer in observers { observer(record) }
        exitsContinuation.yield(record)
    }

    /// Forgets a container; who still waits for its end is told that it is gone.
    func remove(_ id: ContainerID) {
        let (entry, observers) = state.withLock { state in
            (state.entries.removeValue(forKey: id), state.observers.removeValue(forKey: id)?.values.map { $0 } ?? [])
        }
        entry?.monitorWatch?.cancel()
        for observer in observers { observer(nil) }
    }

    /// Calls the body once when the container ends: now, if it has; with nil if it is unknown or gets removed.
    func whenEnded(_ id: ContainerID, _ body: @escaping @Sendable (ContainerRecord?) -> Void) -> Watch {
        let (observer, ended): (Int?, ContainerRecord?) = state.withLock { state in
            guard let entry = state.entries[id] else { return (nil, nil) }
            if entry.hasEnded { return (nil, entry.record) }
            state.nextObserver += 1
            state.observers[id, default: [:]][state.nextObserver] = body
            return (state.nextObserver, nil)
        }
        guard let observer else {
            body(ended)
            return Watch {}
        }
        return Watch { [weak self] in self?.state.withLock { _ = $0.observers[id]?.removeValue(forKey: observer) } }
    }

    /// Waits for the end; nil when the container is unknown or gets removed.
    func end(of id: ContainerID) async -> ContainerRecord? {
        let (ends, continuation) = AsyncStream<ContainerRecord?>.makeStream()
        let watch = whenEnded(id) {
            continuation.yield($0)
            continuation.finish()
        }
        defer { watch.cancel() }
        for await end in ends { return end }
        return nil
    }
}
