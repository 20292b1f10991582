import Testing

@testable import ResourceStore

@Suite("Compaction") struct CompactionTests {
    @Test("Compacting forgets what was before and keeps what is current", arguments: StoreForm.allCases)
    func explicit(_ form: StoreForm) async throws {
        try await form.withStore { store in
            for number in 0..<200 { _ = try await store.create("/p/\(number)", text("x")) }
            for number in 0..<100 {
                _ = try await store.update("/p/\(number)", expecting: .init(number + 1), text("y"))
            }
            let at250 = try await store.all("/", at: 250)
            try await store.compact(before: 250)
            #expect(try await store.all("/", at: 250) == at250)
            await #expect(throws: StoreError.expired(requested: 249, oldest: 250)) { try await store.all("/", at: 249) }
            await #expect(throws: StoreError.expired(requested: 249, oldest: 250)) {
                try await store.watch(prefix: "/", after: 249)
            }
            #expect(try await store.watch(prefix: "/", after: 250).first(50).last?.object.revision == 300)
            try await store.compact(before: 100)
            try await store.compact(before: 300)
            #expect(try await store.all("/").count == 200)
            #expect(await store.currentRevision == 300)
        }
    }

    @Test("The history stays within its limits, by number and by bytes", arguments: StoreForm.allCases)
    func limits(_ form: StoreForm) async throws {
        for limits in [HistoryLimits(changes: 100, bytes: .max), HistoryLimits(changes: .max, bytes: 100 * 1024)] {
            try await form.withStore(history: limits) { store in
                var last = try await store.create("/a") { _ in [UInt8](repeating: 0, count: 1024) }
                for _ in 0..<500 {
                    last = try await store.update("/a", expecting: last.revision) { _ in
                        [UInt8](repeating: 0, count: 1024)
                    }
                }
                #expect(try await store.all("/", at: 501 - 80).count == 1)
                await #expect(throws: StoreError.self) { try await store.all("/", at: 501 - 102) }
            }
        }
    }

    @Test("A step names the versions nobody can see any more")
    func step() {
        var history = History()
        func object(_ key: String, _ revision: Revision) -> StoredObject {
            StoredObject(key: key, revision: revision, value: [0])
        }
        history.apply(StoreEvent(kind: .created, object: object("/a", 1)))
        history.apply(StoreEvent(kind: .created, object: object("/b", 2)))
        history.apply(StoreEvent(kind: .updated, object: object("/a", 3), previous: object("/a", 1)))
        history.apply(StoreEvent(kind: .deleted, object: object("/b", 4), previous: object("/b", 2)))
        let limits = HistoryLimits()
        #expect(history.compaction(limits: limits, target: nil, steps: 10) == nil)
        #expect(history.compaction(limits: limits, target: 2, steps: 10) == Compaction(upTo: 2))
        #expect(history.compaction(limits: limits, target: 4, steps: 3) == Compaction(upTo: 3, versions: [1]))
        #expect(history.compaction(limits: limits, target: 4, steps: 9) == Compaction(upTo: 4, versions: [1, 2, 4]))
        let few = HistoryLimits(changes: 3)
        #expect(history.compaction(limits: few, target: nil, steps: 9) == Compaction(upTo: 1))
        history.forget(upTo: 4)
        #expect(history.index["/a"]?.revision == 3)
        #expect(history.compaction(limits: few, target: 4, steps: 9) == nil)
    }
}
