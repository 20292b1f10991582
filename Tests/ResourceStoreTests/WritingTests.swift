import ResourceStore
import Testing

@Suite("Writing") struct WritingTests {
    @Test("A created object has the next revision, in its bytes too", arguments: StoreForm.allCases)
    func create(_ form: StoreForm) async throws {
        try await form.withStore { store in
            #expect(await store.currentRevision == 0)
            let first = try await store.create("/pods/a", text("a"))
            let second = try await store.create("/pods/b", text("b"))
            #expect(first == StoredObject(key: "/pods/a", revision: 1, value: Array("a@1".utf8)))
            #expect(second.text == "b@2")
            #expect(await store.currentRevision == 2)
            #expect(try await store.get("/pods/a") == first)
            #expect(try await store.get("/pods") == nil)
        }
    }

    @Test("An object that is there cannot be created again, but can after its deletion", arguments: StoreForm.allCases)
    func createTwice(_ form: StoreForm) async throws {
        try await form.withStore { store in
            let first = try await store.create("/a", text("a"))
            await #expect(throws: StoreError.alreadyExists(key: "/a")) { try await store.create("/a", text("b")) }
            #expect(await store.currentRevision == 1)
            let deleted = try await store.delete("/a", expecting: first.revision, text("last"))
            #expect(deleted.text == "last@2")
            #expect(try await store.get("/a") == nil)
            #expect(try await store.create("/a", text("c")).text == "c@3")
        }
    }

    @Test("An update and a deletion name the version they expect", arguments: StoreForm.allCases)
    func guards(_ form: StoreForm) async throws {
        try await form.withStore { store in
            _ = try await store.create("/a", text("a"))
            let current = try await store.update("/a", expecting: 1, text("b"))
            #expect(current.revision == 2)
            await #expect(throws: StoreError.conflict(current: current)) {
                try await store.update("/a", expecting: 1, text("c"))
            }
            await #expect(throws: StoreError.conflict(current: current)) {
                try await store.delete("/a", expecting: 1, text("c"))
            }
            await #expect(throws: StoreError.notFound(key: "/x")) {
                try await store.update("/x", expecting: 1, text("x"))
            }
            await #expect(throws: StoreError.notFound(key: "/x")) {
                try await store.delete("/x", expecting: 1, text("x"))
            }
            #expect(await store.currentRevision == 2)
        }
    }

    @Test("An encoding that throws fails its own write only and uses up no revision", arguments: StoreForm.allCases)
    func throwingEncode(_ form: StoreForm) async throws {
        struct Refused: Error {}
        try await form.withStore { store in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        let isBad = number % 5 == 0
                        do {
                            _ = try await store.create("/\(number)") { _ in
                                if isBad { throw Refused() } else { return [1] }
                            }
                            #expect(!isBad)
                        } catch {
                            #expect(isBad && error is Refused)
                        }
                    }
                }
            }
            #expect(await store.currentRevision == 40)
            let all = try await store.all()
            #expect(all.count == 40)
        }
    }

    @Test("Concurrent writers of one object: each version is replaced once", arguments: StoreForm.allCases)
    func contention(_ form: StoreForm) async throws {
        try await form.withStore { store in
            _ = try await store.create("/counter") { _ in [0] }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var done = 0
                        while done < 10 {
                            let current = try #require(try await store.get("/counter"))
                            do {
                                _ = try await store.update("/counter", expecting: current.revision) { _ in
                                    [current.value[0] + 1]
                                }
                                done += 1
                            } catch StoreError.conflict {}
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await store.get("/counter")?.value == [80])
            #expect(await store.currentRevision == 81)
        }
    }

    @Test("After close, writes are refused and reads go on", arguments: [InMemoryStore()])
    func close(_ store: InMemoryStore) async throws {
        _ = try await store.create("/a", text("a"))
        let watch = try store.watch(prefix: "/", after: 0)
        try await store.close()
        await #expect(throws: StoreError.self) { try await store.create("/b", text("b")) }
        #expect(store.get("/a")?.revision == 1)
        #expect(try await watch.first(2).count == 1)
    }
}
