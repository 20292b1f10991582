import FoundationEssentials
import GRDB
import ResourceStore
import Testing

/// A database that must be refused: how it comes about, and what the refusal says.
private struct Unusable: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var says: [String]
    /// Makes it at the given path.
    var make: @Sendable (String) async throws -> Void

    init(_ name: String, says: [String], make: @escaping @Sendable (String) async throws -> Void) {
        testDescription = name
        self.says = says
        self.make = make
    }

    static let all = [
        Unusable("a text file", says: ["not an SQLite database", "move it away"]) { path in
            try Data("Hello, this is no database at all.\n".utf8).write(to: URL(filePath: path))
        },
        Unusable("a directory", says: ["is not a file", "move it away"]) { path in
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            try Data("x".utf8).write(to: URL(filePath: "\(path)/inside"))
        },
        Unusable("another program's database", says: ["belongs to another program"]) { path in
            try execute("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('x')", path)
        },
        Unusable("another program's database with a log", says: ["belongs to another program"]) { path in
            try await withDirectory { directory in
                let copy = "\(directory)/copy"
                let queue = try DatabaseQueue(path: copy)
                try await queue.writeWithoutTransaction { db in
                    try db.execute(sql: "PRAGMA journal_mode = WAL; CREATE TABLE notes (text TEXT)")
                    try FileManager.default.copyItem(atPath: copy, toPath: path)
                    try FileManager.default.copyItem(atPath: "\(copy)-wal", toPath: "\(path)-wal")
                }
                try queue.close()
            }
        },
        Unusable("a newer schema", says: ["newer version of Mayfly", "schema 99"]) { path in
            try await fill(path)
            try execute("PRAGMA user_version = 99", path)
        },
        Unusable("a damaged page", says: ["is damaged", "restore it from a backup"]) { path in
            try await fill(path)
            try overwrite(path, at: 4096 * 5, count: 4096)
        },
        Unusable("a damaged schema", says: ["is damaged"]) { path in
            try await fill(path)
            try overwrite(path, at: 100, count: 200)
        },
        Unusable("a truncated file", says: ["is damaged"]) { path in
            try await fill(path)
            let whole = try Data(contentsOf: URL(filePath: path))
            try whole.prefix(whole.count / 2).write(to: URL(filePath: path))
        },
        Unusable("a missing change", says: ["is damaged", "missing"]) { path in
            try await fill(path)
            try execute("DELETE FROM versions WHERE revision = 50", path)
        },
        Unusable("a log without its database", says: ["is empty or missing", "-wal"]) { path in
            try Data(repeating: 7, count: 5000).write(to: URL(filePath: "\(path)-wal"))
        },
        Unusable("a missing directory", says: ["No such file or directory", "create its directory"]) { path in
            try FileManager.default.removeItem(atPath: URL(filePath: path).deletingLastPathComponent().path)
        },
    ]

    private static func fill(_ path: String) async throws {
        let store = try await SQLiteStore.open(path: path)
        for number in 0..<100 {
            _ = try await store.create("/p/\(number)") { _ in [UInt8](repeating: 1, count: 1000) }
        }
        try await store.close()
    }

    private static func execute(_ sql: String, _ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    private static func overwrite(_ path: String, at offset: Int, count: Int) throws {
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes.replaceSubrange(offset..<offset + count, with: repeatElement(0xA5, count: count))
        try bytes.write(to: URL(filePath: path))
    }
}

@Suite("Opening") struct OpeningTests {
    @Test("An unusable database is refused in one sentence and left as it is", arguments: Unusable.all)
    private func refused(_ database: Unusable) async throws {
        try await withDirectory { outer in
            let directory = "\(outer)/data"
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
            let path = "\(directory)/state.db"
            try await database.make(path)
            let before = try contents(outer)
            await #expect {
                try await SQLiteStore.open(path: path)
            } throws: { error in
                guard case StoreError.unusable(let text) = error else { return false }
                return text.hasPrefix("the database \(path) ") && !text.contains("\n")
                    && database.says.allSatisfy { text.contains($0) }
            }
            #expect(try contents(outer) == before)
        }
    }

    @Test("A second server on the same database is refused, and the first goes on")
    func second() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/state.db"
            let first = try await SQLiteStore.open(path: path)
            _ = try await first.create("/a", text("a"))
            await #expect {
                try await SQLiteStore.open(path: path)
            } throws: { error in
                guard case StoreError.unusable(let text) = error else { return false }
                return text.contains("in use by another server")
            }
            #expect(try await first.create("/b", text("b")).revision == 2)
            try await first.close()
            let next = try await SQLiteStore.open(path: path)
            #expect(next.currentRevision == 2)
            try await next.close()
        }
    }

    @Test("A file left empty by a start that was killed is a new database")
    func empty() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/state.db"
            try Data().write(to: URL(filePath: path))
            let store = try await SQLiteStore.open(path: path)
            #expect(store.currentRevision == 0)
            try await store.close()
        }
    }

    /// Every file with its bytes.
    private func contents(_ directory: String) throws -> [String: Data] {
        var result: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: directory) {
            var isDirectory = false
            _ = FileManager.default.fileExists(atPath: "\(directory)/\(name)", isDirectory: &isDirectory)
            result[name] = isDirectory ? Data() : try Data(contentsOf: URL(filePath: "\(directory)/\(name)"))
        }
        return result
    }
}
