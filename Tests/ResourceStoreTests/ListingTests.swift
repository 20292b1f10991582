import ResourceStore
import Testing

@Suite("Listing") struct ListingTests {
    @Test("A list has the objects under its prefix, in key order", arguments: StoreForm.allCases)
    func prefix(_ form: StoreForm) async throws {
        try await form.withStore { store in
            for key in ["/pods/b/1", "/pods/a/2", "/pods", "/podsets/a", "/pods/a/10", "/nodes/a", "/pods/b/\u{301}x"] {
                _ = try await store.create(key, text(key))
            }
            let expected = ["/pods/a/10", "/pods/a/2", "/pods/b/1", "/pods/b/\u{301}x"]
            let page = try await store.list(prefix: "/pods/", after: nil, limit: nil, at: nil)
            #expect(page.objects.map(\.key) == expected)
            #expect(page.revision == 7)
            #expect(page.continueAfter == nil)
            #expect(page.remaining == 0)
            #expect(try await store.all("").count == 7)
            #expect(try await store.all("/none/").isEmpty)
        }
    }

    @Test("Pages continue at the revision of the first, whatever is written between", arguments: StoreForm.allCases)
    func pages(_ form: StoreForm) async throws {
        try await form.withStore { store in
            for number in 10..<20 { _ = try await store.create("/p/\(number)", text("\(number)")) }
            let before = try await store.all("/p/")
            var page = try await store.list(prefix: "/p/", after: nil, limit: 4, at: nil)
            #expect(page.remaining == 6)
            var collected = page.objects
            _ = try await store.create("/p/145", text("new"))
            _ = try await store.delete("/p/15", expecting: 6, text("gone"))
            _ = try await store.update("/p/18", expecting: 9, text("changed"))
            _ = try await store.create("/q/1", text("elsewhere"))
            while let next = page.continueAfter {
                page = try await store.list(prefix: "/p/", after: next, limit: 4, at: page.revision)
                collected += page.objects
            }
            #expect(collected == before)
            #expect(page.revision == 10)
            let now = try await store.all("/p/").map(\.key)
            #expect(now == ["10", "11", "12", "13", "14", "145", "16", "17", "18", "19"].map { "/p/\($0)" })
        }
    }

    @Test("Every kept revision can be read as it was", arguments: StoreForm.allCases)
    func everyRevision(_ form: StoreForm) async throws {
        try await form.withStore { store in
            var model: [String: StoredObject] = [:]
            var states: [Revision: [StoredObject]] = [0: []]
            for _ in 0..<300 {
                let key = "/m/\(Int.random(in: 0..<40))"
                if let current = model[key], Int.random(in: 0..<3) == 0 {
                    _ = try await store.delete(key, expecting: current.revision, text(key))
                    model[key] = nil
                } else if let current = model[key] {
                    model[key] = try await store.update(key, expecting: current.revision, text(key))
                } else {
                    model[key] = try await store.create(key, text(key))
                }
                states[await store.currentRevision] = model.values.sorted { $0.key < $1.key }
            }
            for (revision, state) in states {
                #expect(try await store.all("/m/", at: revision) == state)
                let page = try await store.list(prefix: "/m/", after: "/m/2", limit: 5, at: revision)
                let behind = state.filter { $0.key > "/m/2" }
                #expect(page.objects == Array(behind.prefix(5)))
                #expect(page.remaining == max(0, behind.count - 5))
            }
        }
    }

    @Test("Names that only look the same are different keys", arguments: StoreForm.allCases)
    func exactKeys(_ form: StoreForm) async throws {
        try await form.withStore { store in
            async let composed = store.create("/é", text("composed"))
            async let decomposed = store.create("/e\u{301}", text("decomposed"))
            _ = try await (composed, decomposed)
            #expect(try await store.get("/é")?.text.hasPrefix("composed") == true)
            let before = try await store.all()
            for object in before { _ = try await store.delete(object.key, expecting: object.revision, text("x")) }
            #expect(try await store.all(at: 2) == before)
        }
    }

    @Test("A revision that has not happened is refused", arguments: StoreForm.allCases)
    func future(_ form: StoreForm) async throws {
        try await form.withStore { store in
            _ = try await store.create("/a", text("a"))
            await #expect(throws: StoreError.future(requested: 2, current: 1)) { try await store.all("/", at: 2) }
            await #expect(throws: StoreError.future(requested: 2, current: 1)) {
                try await store.watch(prefix: "/", after: 2)
            }
            await #expect(throws: StoreError.future(requested: 2, current: 1)) { try await store.compact(before: 2) }
        }
    }
}
