import ResourceStore
import Testing

@Suite("Watching") struct WatchingTests {
    @Test("A watch gives the history, then what happens, with the versions before", arguments: StoreForm.allCases)
    func historyThenLive(_ form: StoreForm) async throws {
        try await form.withStore { store in
            let first = try await store.create("/pods/a", text("a"))
            _ = try await store.create("/nodes/a", text("n"))
            let second = try await store.update("/pods/a", expecting: 1, text("b"))
            let watch = try await store.watch(prefix: "/pods/", after: 1)
            let last = try await store.delete("/pods/a", expecting: 3, text("c"))
            _ = try await store.create("/pods/b", text("d"))
            let events = try await watch.first(3)
            #expect(events[0] == StoreEvent(kind: .updated, object: second, previous: first))
            #expect(events[1] == StoreEvent(kind: .deleted, object: last, previous: second))
            #expect(last.text == "c@4")
            #expect(events[2].kind == .created)
            #expect(events[2].previous == nil)
        }
    }

    @Test("No watch loses, doubles or reorders a change, wherever it starts", arguments: StoreForm.allCases)
    func complete(_ form: StoreForm) async throws {
        try await form.withStore { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for watcher in 0..<40 {
                    group.addTask {
                        let prefix = watcher % 2 == 0 ? "/even/" : "/"
                        let start = await store.currentRevision
                        var seen: [StoreEvent] = []
                        for try await event in try await store.watch(prefix: prefix, after: start) {
                            seen.append(event)
                            if event.object.key == "/even/end" { break }
                            if watcher % 10 == 0 { await Task.yield() }
                        }
                        let expected = try await store.all(prefix).filter { $0.revision > start }
                        #expect(seen.map(\.object) == expected.sorted { $0.revision < $1.revision })
                    }
                }
                group.addTask { try await Self.write(to: store) }
                try await group.waitForAll()
            }
        }
    }

    private static func write(to store: any ResourceStore) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                let prefix = writer % 2 == 0 ? "/even" : "/odd"
                group.addTask {
                    for number in 0..<100 { _ = try await store.create("\(prefix)/\(writer)-\(number)", text("x")) }
                }
            }
            try await group.waitForAll()
        }
        _ = try await store.create("/even/end", text("end"))
    }

    @Test(
        "A watch that falls behind the kept history is expired, one that keeps up is not", arguments: StoreForm.allCases
    )
    func slow(_ form: StoreForm) async throws {
        try await form.withStore(history: HistoryLimits(changes: 20)) { store in
            _ = try await store.create("/p/0", text("x"))
            var slow = try await store.watch(prefix: "/p/", after: 0).makeAsyncIterator()
            var quick = try await store.watch(prefix: "/p/", after: 1).makeAsyncIterator()
            let idle = try await store.watch(prefix: "/none/", after: 1)
            #expect(try await slow.next()?.object.revision == 1)
            async let one = idle.first(1)
            _ = try await store.create("/elsewhere", text("x"))
            while idle.progress < 2 { await Task.yield() }
            for number in 1..<100 {
                _ = try await store.create("/p/\(number)", text("x"))
                #expect(try await quick.next()?.object.key == "/p/\(number)")
            }
            await #expect(throws: StoreError.self) { try await slow.next() }
            await #expect { try await store.watch(prefix: "/", after: 5) } throws: { error in
                guard case StoreError.expired(requested: 5, let oldest) = error else { return false }
                return oldest >= 80
            }
            _ = try await store.create("/none/x", text("x"))
            #expect(try await one.first?.object.key == "/none/x")
        }
    }

    @Test(
        "Progress follows what has been handled, and other changes once the watch has seen all",
        arguments: StoreForm.allCases)
    func progress(_ form: StoreForm) async throws {
        try await form.withStore { store in
            for number in 1...3 { _ = try await store.create("/p/\(number)", text("x")) }
            _ = try await store.create("/other/1", text("x"))
            let watch = try await store.watch(prefix: "/p/", after: 1)
            var iterator = watch.makeAsyncIterator()
            #expect(watch.progress == 1)
            #expect(try await iterator.next()?.object.revision == 2)
            #expect(watch.progress == 1)
            #expect(try await iterator.next()?.object.revision == 3)
            #expect(watch.progress == 2)
            let waiting = Task { [iterator] in
                var iterator = iterator
                return try await iterator.next()
            }
            while watch.progress < 4 { await Task.yield() }
            _ = try await store.create("/other/2", text("x"))
            #expect(watch.progress == 5)
            _ = try await store.create("/p/6", text("x"))
            #expect(try await waiting.value?.object.key == "/p/6")
            #expect(watch.progress < 6)
        }
    }

    @Test("Cancelling the task ends its watch", arguments: StoreForm.allCases)
    func cancel(_ form: StoreForm) async throws {
        try await form.withStore { store in
            for _ in 0..<100 {
                let watch = try await store.watch(prefix: "/", after: 0)
                let task = Task {
                    var count = 0
                    for try await _ in watch { count += 1 }
                    return count
                }
                if Bool.random() { await Task.yield() }
                task.cancel()
                #expect(try await task.value == 0)
            }
        }
    }

    @Test("A watch ended from outside ends, whether it waits or is about to", arguments: StoreForm.allCases)
    func end(_ form: StoreForm) async throws {
        try await form.withStore { store in
            _ = try await store.create("/p/1", text("x"))
            for round in 0..<100 {
                let watch = try await store.watch(prefix: "/p/", after: 1)
                async let events = watch.first(1)
                if round % 2 == 0 { await Task.yield() }
                watch.end()
                #expect(try await events.isEmpty)
            }
        }
    }

    @Test("Who asks without waiting is called once there is something, or the end", arguments: StoreForm.allCases)
    func polling(_ form: StoreForm) async throws {
        try await form.withStore(history: HistoryLimits(changes: 20)) { store in
            _ = try await store.create("/p/1", text("x"))
            let watch = try await store.watch(prefix: "/p/", after: 0)
            var iterator = watch.makeAsyncIterator()
            let (calls, call) = AsyncStream<Void>.makeStream()
            var waits = calls.makeAsyncIterator()
            func poll() throws -> Poll<Revision> {
                switch try iterator.poll(orCall: { call.yield() }) {
                case .ready(let event): .ready(event.object.revision)
                case .pending: .pending
                case .finished: .finished
                }
            }
            #expect(try poll() == .ready(1))
            #expect(try poll() == .pending)
            // A watch that waits is not expired, however much happens elsewhere.
            for number in 0..<100 { _ = try await store.create("/q/\(number)", text("x")) }
            #expect(watch.progress == 101)
            #expect(try poll() == .pending)
            _ = try await store.create("/p/2", text("x"))
            await waits.next()
            #expect(try poll() == .ready(102))
            #expect(watch.progress == 101)
            #expect(try poll() == .pending)
            watch.wake()
            await waits.next()
            #expect(try poll() == .pending)
            _ = try await store.create("/p/3", text("x"))
            watch.end()
            await waits.next()
            // What was handed out before the end is still had.
            #expect(try poll() == .ready(103))
            #expect(try poll() == .finished)
        }
    }

    @Test("A thousand watchers each get every change once")
    func many() async throws {
        let store = InMemoryStore()
        try await withThrowingTaskGroup(of: [Revision].self) { group in
            for _ in 0..<1000 {
                group.addTask { try await store.watch(prefix: "/p/", after: 0).first(20).map(\.object.revision) }
            }
            for number in 1...20 {
                _ = try await store.create("/p/\(number)", text("x"))
                await Task.yield()
            }
            for try await revisions in group { #expect(revisions == Array(1...20)) }
        }
    }
}

extension Poll where Element: Equatable {
    static func == (left: Poll, right: Poll) -> Bool {
        switch (left, right) {
        case (.ready(let left), .ready(let right)): left == right
        case (.pending, .pending), (.finished, .finished): true
        default: false
        }
    }
}
