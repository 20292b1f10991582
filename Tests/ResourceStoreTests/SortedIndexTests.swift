import Testing

@testable import ResourceStore

@Suite("Sorted index") struct SortedIndexTests {
    @Test("It behaves as a dictionary that is sorted by the keys' bytes")
    func model() {
        var index = SortedIndex()
        var model: [String: StoredObject] = [:]
        for step in 0..<6000 {
            let key = "/\(["a", "b", "é"].randomElement() ?? "")x/\(Int.random(in: 0..<1500))"
            if Int.random(in: 0..<3) == 0 {
                index.remove(key)
                model[key] = nil
            } else {
                let object = StoredObject(key: key, revision: Revision(step), value: [])
                index.set(object)
                model[key] = object
            }
            #expect(index[key] == model[key])
        }
        for prefix in ["", "/", "/a", "/b", "/bx/1", "/none", "/é"] {
            let expected = model.values.filter { $0.key.lies(under: prefix) }.sorted { $0.key.precedes($1.key) }
            let start = index.lowerBound(prefix)
            let count = index.count(from: start, to: index.end(of: prefix))
            #expect(count == expected.count)
            #expect(index.objects(from: start, count: count) == expected)
            if let middle = expected.dropFirst(expected.count / 2).first {
                let behind = index.upperBound(middle.key)
                #expect(index.count(from: behind, to: index.end(of: prefix)) == expected.count - expected.count / 2 - 1)
            }
        }
    }

    @Test(
        "Keys are ordered by bytes and lie under prefixes by bytes",
        arguments: [
            ("", "a", true, false), ("a", "a", false, true), ("a", "ab", true, false), ("ab", "a", false, true),
            ("/p/x", "/p0", true, false), ("/p/\u{301}", "/p/", false, true), ("a", "", false, true),
        ])
    func order(_ left: String, _ right: String, _ precedes: Bool, _ liesUnder: Bool) {
        #expect(left.precedes(right) == precedes)
        #expect(left.lies(under: right) == liesUnder)
    }
}
