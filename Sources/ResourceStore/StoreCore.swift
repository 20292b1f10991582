import Synchronization

/// The committed state and those who wait for it to change. Its lock is held for moments only, never over I/O.
final class StoreCore: Sendable {
    private let state: Mutex<State>

    private struct State {
        var history: History
        var waiting = WaitingWatches()
        var isClosed = false
    }

    /// The most changes a watch is handed at once.
    private static let deliverySize = 256

    init(_ history: History) { state = Mutex(State(history: history)) }

    var revision: Revision { state.withLock { $0.history.revision } }

    var oldestRevision: Revision { state.withLock { $0.history.compacted } }

    func object(_ key: String) -> StoredObject? { state.withLock { $0.history.index[key] } }

    func snapshot(prefix: String, at revision: Revision?) throws(StoreError) -> Snapshot {
        try state.withLock { state throws(StoreError) in try state.history.snapshot(prefix: prefix, at: revision) }
    }

    func check(_ revision: Revision) throws(StoreError) {
        try state.withLock { state throws(StoreError) in try state.history.check(revision) }
    }

    func compaction(limits: HistoryLimits, target: Revision?, steps: Int) -> Compaction? {
        state.withLock { $0.history.compaction(limits: limits, target: target, steps: steps) }
    }

    /// Makes what has been committed visible.
    /// - Returns: the watches that are to be told, and what.
    func publish(_ changes: [StoreEvent], _ compaction: Compaction?) -> [(WaitingWatches.Group, WatchDelivery)] {
        state.withLock { state in
            for change in changes { state.history.apply(change) }
            if let compaction { state.history.forget(upTo: compaction.upTo) }
            return state.waiting.take(for: changes, upTo: state.history.revision)
        }
    }

    /// Ends all watches once they have seen what is there.
    func close() {
        let (waiting, revision) = state.withLock { state in
            state.isClosed = true
            return (state.waiting.takeAll(), state.history.revision)
        }
        for watch in waiting { watch.end(havingSeen: revision) }
    }
}

extension StoreCore {
    /// The newest revision if the watch waits, having seen all of it.
    func revision(ifWaiting watch: WatchCursor) -> Revision? {
        state.withLock { $0.waiting.contains(watch) ? $0.history.revision : nil }
    }

    /// The next changes of a watch after `position`; where there are none it is added to those that wait.
    func changes(after position: Revision, orAdd watch: WatchCursor) throws(StoreError) -> Poll<WatchDelivery> {
        try state.withLock { state throws(StoreError) in
            let found = try state.history.changes(under: watch.prefix, after: position, limit: Self.deliverySize)
            if !found.events.isEmpty { return .ready(found) }
            if state.isClosed { return .finished }
            state.waiting.add(watch)
            return .pending
        }
    }

    /// - Returns: the newest revision if the watch has been waiting, having seen all of it.
    func stopWaiting(_ watch: WatchCursor) -> Revision? {
        state.withLock { state in
            guard state.waiting.contains(watch) else { return nil }
            state.waiting.remove(watch)
            return state.history.revision
        }
    }
}
