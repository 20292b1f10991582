import FoundationEssentials
import ResourceStore
import Testing

@Suite("Persistence") struct PersistenceTests {
    @Test("A store opened again has the same objects, revisions and history")
    func reopen() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/state.db"
            var store = try await SQLiteStore.open(path: path)
            _ = try await store.create("/a", text("a"))
            _ = try await store.create("/b") { _ in [] }
            _ = try await store.update("/a", expecting: 1, text("b"))
            _ = try await store.delete("/b", expecting: 2, text("c"))
            _ = try await store.create("/ü", text("d"))
            let events = try await store.watch(prefix: "/", after: 0).first(5)
            try await store.compact(before: 1)
            try await store.close()

            store = try await SQLiteStore.open(path: path)
            #expect(store.currentRevision == 5)
            #expect(try await store.all().map(\.text) == ["b@3", "d@5"])
            #expect(try await store.all(at: 2).map(\.revision) == [1, 2])
            #expect(try await store.watch(prefix: "/", after: 1).first(4) == Array(events.dropFirst()))
            #expect(throws: StoreError.expired(requested: 0, oldest: 1)) { try store.watch(prefix: "/", after: 0) }
            #expect(try await store.create("/c", text("x")).revision == 6)
            try await store.close()
        }
    }

    @Test("Revisions go on even when everything has been deleted and forgotten")
    func emptied() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/state.db"
            var store = try await SQLiteStore.open(path: path)
            _ = try await store.create("/a", text("a"))
            _ = try await store.delete("/a", expecting: 1, text("a"))
            try await store.compact(before: 2)
            try await store.close()
            store = try await SQLiteStore.open(path: path)
            #expect(store.currentRevision == 2)
            #expect(try await store.create("/a", text("a")).revision == 3)
            try await store.close()
        }
    }

    @Test("The log and the database stay bounded under many writes to few objects")
    func bounded() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/state.db"
            let store = try await SQLiteStore.open(path: path, history: HistoryLimits(changes: 100))
            var last = try await store.create("/a") { _ in [UInt8](repeating: 1, count: 8000) }
            for _ in 0..<2000 {
                last = try await store.update("/a", expecting: last.revision) { _ in [UInt8](repeating: 1, count: 8000)
                }
            }
            for (file, megabytes) in [(path, 4), ("\(path)-wal", 10)] {
                let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
                #expect(try #require(size) < megabytes << 20)
            }
            try await store.close()
            #expect(!FileManager.default.fileExists(atPath: "\(path)-wal"))
        }
    }

    @Test("Only the owner can read the database")
    func mode() async throws {
        try await withDirectory { directory in
            let store = try await SQLiteStore.open(path: "\(directory)/state.db")
            _ = try await store.create("/a", text("a"))
            for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(directory)/\(name)")
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
            try await store.close()
        }
    }
}
