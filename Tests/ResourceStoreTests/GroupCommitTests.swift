import Dispatch
import Synchronization
import Testing

@testable import ResourceStore

/// A journal on a queue of its own that records its commits, waits where it is told to, and fails where it is told to.
private final class TestJournal: Journal, JournalSession {
    private let queue = DispatchQueue(label: "test-journal")
    private let state = Mutex(State())
    let started = AsyncStream.makeStream(of: Void.self)
    let gate = DispatchSemaphore(value: 0)

    struct State {
        var commits: [[Revision]] = []
        var failures: [JournalError?] = []
    }

    init(failures: [JournalError?] = []) { state.withLock { $0.failures = failures } }

    var commits: [[Revision]] { state.withLock { $0.commits } }

    func perform(_ work: @escaping @Sendable (any JournalSession) -> Void) { queue.async { work(self) } }

    func commit(_ changes: [StoreEvent], _ compaction: Compaction?) throws(JournalError) {
        started.continuation.yield()
        gate.wait()
        let failure = state.withLock { state -> JournalError? in
            state.commits.append(changes.map(\.object.revision))
            return state.failures.isEmpty ? nil : state.failures.removeFirst()
        }
        if let failure { throw failure }
    }

    func tidy() {}
    func close() {}
}

private struct TestStore: EngineStore { let engine: StoreEngine }

@Suite("Group commit") struct GroupCommitTests {
    @Test("A lone write is committed at once; those that come meanwhile go together in the next commit")
    func grouping() async throws {
        let journal = TestJournal()
        let store = TestStore(engine: StoreEngine(History(), journal: journal, limits: HistoryLimits()))
        try await withThrowingTaskGroup(of: StoredObject.self) { group in
            group.addTask { try await store.create("/first", text("x")) }
            var started = journal.started.stream.makeAsyncIterator()
            await started.next()
            for number in 0..<20 { group.addTask { try await store.create("/\(number)", text("x")) } }
            while store.engine.writer.waitingWrites < 20 { await Task.yield() }
            // Not published before it is committed.
            #expect(store.currentRevision == 0)
            #expect(store.get("/first") == nil)
            for _ in 0..<2 { journal.gate.signal() }
            try await group.waitForAll()
        }
        #expect(journal.commits == [[1], Array(2...21)])
    }

    @Test("Writes of one commit see each other: the second update of a version is refused")
    func staging() throws {
        var batch = Batch(after: 7)
        let old = StoredObject(key: "/a", revision: 3, value: [])
        let committed = { (key: String) in key == "/a" ? old : nil }
        func add(_ key: String, _ operation: WriteRequest.Operation) throws -> Revision {
            let request = WriteRequest(key: key, operation: operation, encode: text("x"))
            return try batch.add(request, committed: committed).revision
        }
        #expect(try add("/a", .update(expecting: 3)) == 8)
        #expect(throws: StoreError.self) { try add("/a", .update(expecting: 3)) }
        #expect(try add("/a", .delete(expecting: 8)) == 9)
        #expect(throws: StoreError.notFound(key: "/a")) { try add("/a", .update(expecting: 9)) }
        #expect(try add("/a", .create) == 10)
        #expect(try add("/b", .create) == 11)
        #expect(batch.changes.map(\.previous?.revision) == [3, 8, nil, nil])
    }

    @Test("A failed commit fails all its writes, leaves nothing behind, and the next may succeed")
    func failure() async throws {
        let journal = TestJournal(failures: [JournalError(reason: "full", isFinal: false)])
        let store = TestStore(engine: StoreEngine(History(), journal: journal, limits: HistoryLimits()))
        for _ in 0..<2 { journal.gate.signal() }
        await #expect(throws: StoreError.unusable("full")) { try await store.create("/a", text("x")) }
        #expect(store.currentRevision == 0)
        #expect(try await store.create("/a", text("x")).revision == 1)
    }

    @Test("After a failure that leaves the disk uncertain, every write is refused")
    func finalFailure() async throws {
        let journal = TestJournal(failures: [nil, JournalError(reason: "broken", isFinal: true)])
        let store = TestStore(engine: StoreEngine(History(), journal: journal, limits: HistoryLimits()))
        for _ in 0..<2 { journal.gate.signal() }
        _ = try await store.create("/a", text("x"))
        for key in ["/b", "/c"] {
            await #expect(throws: StoreError.unusable("broken")) { try await store.create(key, text("x")) }
        }
        #expect(store.get("/a")?.revision == 1)
        #expect(journal.commits.count == 2)
    }
}
