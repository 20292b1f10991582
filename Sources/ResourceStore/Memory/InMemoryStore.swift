/// A store that lasts as long as the process.
public struct InMemoryStore: EngineStore {
    public let engine: StoreEngine

    public init(history limits: HistoryLimits = HistoryLimits()) {
        engine = StoreEngine(History(), journal: MemoryJournal(), limits: limits)
    }
}

/// Keeps nothing, so there is nothing to wait for: a write is done on its caller's thread.
private struct MemoryJournal: Journal, JournalSession {
    func perform(_ work: @escaping @Sendable (any JournalSession) -> Void) { work(self) }
    func commit(_ changes: [StoreEvent], _ compaction: Compaction?) {}
    func tidy() {}
    func close() {}
}
