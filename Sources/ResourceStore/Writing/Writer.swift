import Synchronization

typealias WriteContinuation = CheckedContinuation<StoredObject, any Error>

/// The one place where revisions are given out. A write that comes alone is committed at once; those that come while a
/// commit is under way go together in the next one and share its fsync.
final class Writer: Sendable {
    private let core: StoreCore
    private let journal: any Journal
    private let limits: HistoryLimits
    private let queue = Mutex(Queue())

    private struct Queue {
        var writes: [(WriteRequest, WriteContinuation)] = []
        var compactions: [(Revision, CheckedContinuation<Void, any Error>)] = []
        var isRunning = false
        /// Set once no more writes can be taken.
        var end: StoreError?
    }

    /// The most writes of one transaction, so that the first of a great crowd need not wait for the last.
    private static let batchSize = 256
    /// The fewest changes forgotten at a time: a run of neighbouring rows costs about the pages of one.
    private static let compactionStep = 64

    init(core: StoreCore, journal: any Journal, limits: HistoryLimits) {
        self.core = core
        self.journal = journal
        self.limits = limits
    }

    /// The writes that wait for the commit under way.
    var waitingWrites: Int { queue.withLock { $0.writes.count } }

    func write(_ request: WriteRequest) async throws -> StoredObject {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(orFail: { continuation.resume(throwing: $0) }) { $0.writes.append((request, continuation)) }
        }
    }

    func compact(to revision: Revision) async throws {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(orFail: { continuation.resume(throwing: $0) }) { $0.compactions.append((revision, continuation)) }
        }
    }

    /// Takes no more writes, finishes those it has, and closes the journal.
    func close() async throws {
        queue.withLock { $0.end = $0.end ?? .unusable("the store is closed; start the server again to use it") }
        let journal = journal
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            journal.perform { _ in continuation.resume() }
        }
        try journal.close()
    }

    private func enqueue(orFail fail: (StoreError) -> Void, _ add: (inout Queue) -> Void) {
        let (isFirst, end) = queue.withLock { queue -> (Bool, StoreError?) in
            if let end = queue.end { return (false, end) }
            add(&queue)
            defer { queue.isRunning = true }
            return (!queue.isRunning, nil)
        }
        if let end { fail(end) }
        if isFirst { journal.perform { self.drain($0) } }
    }

    private func drain(_ session: any JournalSession) {
        while let (writes, target) = takeWork() {
            commit(writes, target, session)
            session.tidy()
        }
    }

    /// The next writes, and how far compaction is asked for; nil, and the writer rests, when there is nothing to do.
    private func takeWork() -> ([(WriteRequest, WriteContinuation)], Revision?)? {
        queue.withLock { queue in
            guard !queue.writes.isEmpty || !queue.compactions.isEmpty else {
                queue.isRunning = false
                return nil
            }
            let writes = Array(queue.writes.prefix(Self.batchSize))
            queue.writes.removeFirst(writes.count)
            return (writes, queue.compactions.map(\.0).max())
        }
    }

    private func commit(
        _ writes: [(WriteRequest, WriteContinuation)], _ target: Revision?, _ session: any JournalSession
    ) {
        var batch = Batch(after: core.revision)
        let results = writes.map { request, _ in
            Result { try batch.add(request, committed: core.object) }
        }
        let steps = max(Self.compactionStep, 2 * batch.changes.count)
        let compaction = core.compaction(limits: limits, target: target, steps: steps)
        do {
            if !batch.changes.isEmpty || compaction != nil { try session.commit(batch.changes, compaction) }
        } catch {
            return fail(writes, error)
        }
        // Published before it is answered: whoever has the answer also reads the write.
        let concerned = core.publish(batch.changes, compaction)
        for ((_, continuation), result) in zip(writes, results) { continuation.resume(with: result) }
        // Behind the answers: a crowd of watchers would keep the writers waiting.
        for (watches, delivery) in concerned {
            for watch in watches.values { watch.deliver(delivery) }
        }
        if target != nil { answerCompactions() }
    }

    private func answerCompactions() {
        let done = queue.withLock { queue in
            let done = queue.compactions.filter { isCompacted(to: $0.0) }
            queue.compactions.removeAll { isCompacted(to: $0.0) }
            return done
        }
        for (_, continuation) in done { continuation.resume() }
    }

    private func isCompacted(to revision: Revision) -> Bool { core.oldestRevision >= revision }

    /// Fails these writes, even those that were refused: the refusal may rest on a write that now has not happened.
    private func fail(_ writes: [(WriteRequest, WriteContinuation)], _ error: JournalError) {
        let reason = StoreError.unusable(error.reason)
        let (waiting, compactions) = queue.withLock { queue in
            defer { queue.compactions = [] }
            guard error.isFinal else { return (writes, queue.compactions) }
            queue.end = queue.end ?? reason
            defer { queue.writes = [] }
            return (writes + queue.writes, queue.compactions)
        }
        for (_, continuation) in waiting { continuation.resume(throwing: reason) }
        for (_, continuation) in compactions { continuation.resume(throwing: reason) }
    }
}
