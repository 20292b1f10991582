/// Where commits are made to last.
protocol Journal: Sendable {
    /// Runs `work` on the journal's own thread, or here and now if it never blocks. Works run one at a time, in order.
    func perform(_ work: @escaping @Sendable (any JournalSession) -> Void)

    /// Waits for the works and lets go of the storage.
    func close() throws
}

/// The journal, as it is seen from inside a work.
protocol JournalSession {
    /// Makes the changes last and drops what the compaction names, all or nothing. On return they are on disk.
    func commit(_ changes: [StoreEvent], _ compaction: Compaction?) throws(JournalError)

    /// Called after a commit has been answered: the place for upkeep that nobody should wait for.
    func tidy()
}

/// Why a commit failed.
struct JournalError: Error {
    var reason: String
    /// What is on disk is no longer certain, so that nothing may be written until a start has read it again.
    var isFinal: Bool
}
