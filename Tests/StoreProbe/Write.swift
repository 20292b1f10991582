import Glibc
import ResourceStore

/// Small enough that the writers compact all the time.
private let limits = HistoryLimits(changes: 200, bytes: 1 << 20)

/// Sixteen writers, each with a key of its own, that create, update and delete for ever.
func write(to path: String) async throws {
    let store = try await SQLiteStore.open(path: path, history: limits)
    tell("ready \(store.currentRevision)")
    try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<16 { group.addTask { try await writer("/pods/default/writer-\(number)", store) } }
        try await group.waitForAll()
    }
}

private func writer(_ key: String, _ store: SQLiteStore) async throws {
    while true {
        let done: StoredObject
        guard let current = store.get(key) else {
            tell("try create \(key)")
            done = try await store.create(key, encode)
            tell("done create \(key) \(done.revision)")
            continue
        }
        let operation = Int.random(in: 0..<5) == 0 ? "delete" : "update"
        tell("try \(operation) \(key)")
        done =
            operation == "delete"
            ? try await store.delete(key, expecting: current.revision, encode)
            : try await store.update(key, expecting: current.revision, encode)
        tell("done \(operation) \(key) \(done.revision)")
    }
}

/// The revision, then some weight that spans pages.
@Sendable private func encode(_ revision: Revision) -> [UInt8] {
    Array("\(revision) ".utf8) + [UInt8](repeating: 0x2E, count: Int.random(in: 0..<6000))
}

/// One line in one system call, so that a kill cannot cut it or lose it in a buffer.
private func tell(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = Glibc.write(STDOUT_FILENO, bytes, bytes.count)
}
