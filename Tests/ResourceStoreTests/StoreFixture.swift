import FoundationEssentials
import ResourceStore
import Testing

/// The two forms of the store, for tests that hold for both.
enum StoreForm: CaseIterable, Sendable, CustomTestStringConvertible {
    case memory, sqlite

    var testDescription: String { self == .memory ? "in memory" : "SQLite" }

    /// Runs the body with a new, empty store.
    func withStore<Result>(
        history: HistoryLimits = HistoryLimits(), _ body: (any ResourceStore) async throws -> Result
    ) async throws -> Result {
        switch self {
        case .memory: return try await body(InMemoryStore(history: history))
        case .sqlite:
            return try await withDirectory { directory in
                let store = try await SQLiteStore.open(path: "\(directory)/state.db", history: history)
                let result = try await body(store)
                try await store.close()
                return result
            }
        }
    }
}

/// Runs the body with a new directory and removes it afterwards.
func withDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    do {
        let result = try await body(directory)
        try FileManager.default.removeItem(atPath: directory)
        return result
    } catch {
        try FileManager.default.removeItem(atPath: directory)
        throw error
    }
}

/// An encoding that says what it is a version of, and which.
func text(_ text: String) -> Encode { { revision in Array("\(text)@\(revision)".utf8) } }

extension ResourceStore {
    func all(_ prefix: String = "/", at revision: Revision? = nil) async throws -> [StoredObject] {
        try await list(prefix: prefix, after: nil, limit: nil, at: revision).objects
    }
}

extension StoredObject {
    var text: String { String(decoding: value, as: UTF8.self) }
}

extension StoreWatch {
    /// The next `count` events.
    func first(_ count: Int) async throws -> [StoreEvent] {
        var result: [StoreEvent] = []
        for try await event in self {
            result.append(event)
            if result.count == count { break }
        }
        return result
    }
}
