import FoundationEssentials
import ResourceStore
import Subprocess
import SystemPackage
import Testing

@Suite("Crash") struct CrashTests {
    @Test("B12: a kill at any moment loses no acknowledged write, and revisions never go back")
    func kill() async throws {
        let rounds = ProcessInfo.processInfo.environment["MAYFLY_CRASH_ROUNDS"].flatMap(Int.init) ?? 15
        try await withDirectory { directory in
            var model = Model()
            for _ in 0..<rounds {
                try await runAndKill("\(directory)/state.db", after: Int.random(in: 1...600)) { try model.take($0) }
                let store = try await SQLiteStore.open(path: "\(directory)/state.db")
                try model.compare(with: try await store.all(), at: store.currentRevision)
                try await store.close()
            }
            #expect(model.acknowledged > 0)
        }
    }

    @Test("A server in another process keeps the database to itself, as long as it lives")
    func lock() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/state.db"
            try await runAndKill(path, after: 1) { line in
                // What follows is read when the process is no more.
                guard line == "ready 0" else { return }
                await #expect {
                    try await SQLiteStore.open(path: path)
                } throws: { error in
                    guard case StoreError.unusable(let text) = error else { return false }
                    return text.contains("in use by another server")
                }
            }
            try await SQLiteStore.open(path: path).close()
        }
    }

    /// Starts writers in a process of their own, kills it after some lines of its output, and hands over all of them.
    private func runAndKill(_ path: String, after count: Int, _ take: (Substring) async throws -> Void) async throws {
        let binaries = FilePath(try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            .removingLastComponent()
        _ = try await run(
            .path(binaries.appending("store-probe")), arguments: ["write", path], input: .none, output: .sequence,
            error: .discarded
        ) { execution in
            var lines = 0
            for try await line in execution.standardOutput.strings() {
                let text = line.prefix { !$0.isNewline }
                lines += 1
                if lines <= count { try await take(text) }
                if lines == count { try execution.send(signal: .kill) }
                if lines > count { try await take(text) }
            }
        }
    }
}

/// What a store may hold, given what its writers said.
private struct Model {
    /// The revision of each object after its last acknowledged write, nil for a deletion.
    private var objects: [String: Revision] = [:]
    /// What each writer was about to do when it fell silent.
    private var intents: [String: Substring] = [:]
    private var newest: Revision = 0
    private(set) var acknowledged = 0

    mutating func take(_ line: Substring) throws {
        let words = line.split(separator: " ")
        switch words.first {
        case "ready":
            #expect(Revision(words[1]) == newest)
        case "try":
            intents[String(words[2])] = words[1]
        case "done":
            let key = String(words[2])
            let revision = try #require(Revision(words[3]))
            #expect(revision > objects[key] ?? 0)
            objects[key] = words[1] == "delete" ? nil : revision
            intents[key] = nil
            newest = max(newest, revision)
            acknowledged += 1
        default:
            Issue.record("the writer said: \(line)")
        }
    }

    /// Compares, and takes over what was done without having been acknowledged.
    mutating func compare(with stored: [StoredObject], at revision: Revision) throws {
        #expect(revision >= newest)
        let found = Dictionary(uniqueKeysWithValues: stored.map { ($0.key, $0.revision) })
        for key in Set(objects.keys).union(found.keys) {
            let isAsAcknowledged = found[key] == objects[key]
            switch intents[key] {
            case "delete": #expect(isAsAcknowledged || found[key] == nil)
            case "create", "update": #expect(isAsAcknowledged || found[key] ?? 0 > objects[key] ?? 0)
            default: #expect(isAsAcknowledged, "\(key) is at \(String(describing: found[key]))")
            }
        }
        for object in stored {
            #expect(String(decoding: object.value, as: UTF8.self).hasPrefix("\(object.revision) "))
        }
        objects = found
        intents = [:]
        newest = revision
    }
}
