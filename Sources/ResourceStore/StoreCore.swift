import Synchronization

/// The committed state and those who wait for it to change. Its lock is held for moments only, never over I/O.
final class StoreCore: Sendable {
    private let state: Mutex<State>

    private struct State {
        var history: History
        var waiting = WaitingWatches()
        var lastTicket: UInt64 = 0
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
    /// - Returns: the watches that are to be told.
    func publish(_ changes: [StoreEvent], _ compaction: Compaction?) -> [(WatchContinuation, WatchDelivery)] {
        state.withLock { state in
            for change in changes { state.history.apply(change) }
            if let compaction { state.history.forget(upTo: compaction.upTo) }
            return state.waiting.take(for: changes, upTo: state.history.revision)
        }
    }

    /// Ends all watches once they have seen what is there.
    func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            return state.waiting.takeAll()
        }
        for continuation in waiting { continuation.resume(returning: nil) }
    }
}

extension StoreCore {
    func newTicket() -> WatchTicket {
        state.withLock { state in
            state.lastTicket += 1
            return WatchTicket(number: state.lastTicket)
        }
    }

    /// The newest revision if the watch waits, having seen all of it.
    func revision(ifWaiting ticket: WatchTicket) -> Revision? {
        state.withLock { $0.waiting.contains(ticket) ? $0.history.revision : nil }
    }

    /// The next changes under `prefix` after `position`, as soon as there are any; nil once cancelled, closed or ended.
    /// - Parameter isEnded: whether the watch has been ended; if it is so later, ``stopWaiting(_:)`` is called.
    func changes(
        under prefix: String, after position: Revision, _ ticket: WatchTicket, isolation: isolated (any Actor)?,
        isEnded: () -> Bool
    ) async throws -> WatchDelivery? {
        try await withTaskCancellationHandler(
            operation: {
                try await withCheckedThrowingContinuation(isolation: isolation) { continuation in
                    wait(prefix, position, ticket, continuation, isEnded)
                }
            }, onCancel: { self.stopWaiting(ticket) }, isolation: isolation)
    }

    private func wait(
        _ prefix: String, _ position: Revision, _ ticket: WatchTicket, _ continuation: WatchContinuation,
        _ isEnded: () -> Bool
    ) {
        let isCancelled = Task.isCancelled
        let answer: Result<WatchDelivery?, any Error>? = state.withLock { state in
            if isCancelled { return .success(nil) }
            do {
                let found = try state.history.changes(under: prefix, after: position, limit: Self.deliverySize)
                if !found.events.isEmpty { return .success(found) }
            } catch { return .failure(error) }
            if state.isClosed { return .success(nil) }
            state.waiting.add(ticket, prefix: prefix, continuation)
            return nil
        }
        if let answer {
            continuation.resume(with: answer)
        } else if Task.isCancelled || isEnded() {
            // Cancelled or ended between the look and the wait: the handler may have come too early to find it.
            stopWaiting(ticket)
        }
    }

    func stopWaiting(_ ticket: WatchTicket) {
        state.withLock { $0.waiting.remove(ticket) }?.resume(returning: nil)
    }
}
