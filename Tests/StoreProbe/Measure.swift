import ResourceStore

private let body = [UInt8](repeating: 0x2E, count: 1024)

func measure(_ path: String) async throws {
    let clock = ContinuousClock()
    var store = try await SQLiteStore.open(path: path + "-empty")
    try await store.close()
    let opening = try await clock.measure { store = try await SQLiteStore.open(path: path) }
    print("open, new database: \(opening)")
    try await measureCommits(store, clock)
    try await measureReads(store, clock)
    try await store.close()
    let reopening = try await clock.measure { store = try await SQLiteStore.open(path: path) }
    print("open, \(try store.list(prefix: "/", after: nil, limit: nil, at: nil).objects.count) objects: \(reopening)")
    try await measureWatches(InMemoryStore(), watchers: 1000, writes: 100, clock)
    try await store.close()
}

private func measureCommits(_ store: SQLiteStore, _ clock: ContinuousClock) async throws {
    var each: [Duration] = []
    for number in 0..<2000 {
        each.append(try await clock.measure { _ = try await store.create("/alone/\(number)") { _ in body } })
    }
    each.sort()
    let total = each.reduce(.zero, +)
    print("create alone: p50 \(each[1000]), p99 \(each[1980]), \(Int(2000 / (total / .seconds(1)))) a second")
    let together = try await clock.measure {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<32 {
                group.addTask {
                    for number in 0..<250 {
                        _ = try await store.create("/together/\(writer)/\(number)") { _ in body }
                    }
                }
            }
            try await group.waitForAll()
        }
    }
    print("create, 32 writers: \(Int(8000 / (together / .seconds(1)))) a second")
}

private func measureReads(_ store: SQLiteStore, _ clock: ContinuousClock) async throws {
    let get = clock.measure { for number in 0..<10_000 { _ = store.get("/alone/\(number % 2000)") } }
    print("get: \(get / 10_000)")
    let list = try clock.measure { _ = try store.list(prefix: "/", after: nil, limit: nil, at: nil) }
    print("list of 10000: \(list)")
}

private func measureWatches(_ store: InMemoryStore, watchers: Int, writes: Int, _ clock: ContinuousClock) async throws {
    let duration = try await clock.measure {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<watchers {
                group.addTask {
                    var seen: Revision = 0
                    for try await event in try store.watch(prefix: "/pods/", after: 0) {
                        precondition(event.object.revision == seen + 1, "an event is lost or doubled")
                        seen += 1
                        if seen == writes { return }
                    }
                }
            }
            for number in 0..<writes {
                _ = try await store.create("/pods/\(number)") { _ in body }
                await Task.yield()
            }
            try await group.waitForAll()
        }
    }
    print(
        "\(writes) events to \(watchers) watchers: \(duration), \(duration / (writes * watchers)) an event and watcher")
}
