import KubernetesAPI
import SeededRandom
import Testing

@Suite struct JSONPatchTests {
    static let cases: [(JSONValue, JSONValue, JSONValue)] = [
        (["foo": "bar"], [["op": "add", "path": "/baz", "value": "qux"]], ["baz": "qux", "foo": "bar"]),
        (["foo": ["bar", "baz"]], [["op": "add", "path": "/foo/1", "value": "qux"]], ["foo": ["bar", "qux", "baz"]]),
        (["foo": ["bar"]], [["op": "add", "path": "/foo/-", "value": ["abc"]]], ["foo": ["bar", ["abc"]]]),
        (["foo": []], [["op": "add", "path": "/foo/-", "value": 1]], ["foo": [1]]),
        (["foo": [1]], [["op": "add", "path": "/foo/1", "value": 2]], ["foo": [1, 2]]),
        (["baz": "qux", "foo": "bar"], [["op": "remove", "path": "/baz"]], ["foo": "bar"]),
        (["foo": ["bar", "qux", "baz"]], [["op": "remove", "path": "/foo/1"]], ["foo": ["bar", "baz"]]),
        (["baz": "qux"], [["op": "replace", "path": "/baz", "value": "boo"]], ["baz": "boo"]),
        (["l": [1, 2]], [["op": "replace", "path": "/l/0", "value": 3]], ["l": [3, 2]]),
        (
            ["foo": ["bar": "baz", "waldo": "fred"], "qux": ["corge": "grault"]],
            [["op": "move", "from": "/foo/waldo", "path": "/qux/thud"]],
            ["foo": ["bar": "baz"], "qux": ["corge": "grault", "thud": "fred"]]
        ),
        (["foo": [1, 2, 3]], [["op": "move", "from": "/foo/0", "path": "/foo/2"]], ["foo": [2, 3, 1]]),
        (["a": ["b": 1]], [["op": "copy", "from": "/a", "path": "/c"]], ["a": ["b": 1], "c": ["b": 1]]),
        (["a": 1], [["op": "test", "path": "/a", "value": 1], ["op": "remove", "path": "/a"]], [:]),
        (["a": 1], [["op": "test", "path": "/b", "value": nil]], ["a": 1]),
        (
            ["/": 9, "~1": 10], [["op": "test", "path": "/~01", "value": 10], ["op": "remove", "path": "/~1"]],
            ["~1": 10]
        ),
        (["": 1], [["op": "replace", "path": "/", "value": 2]], ["": 2]),
        (["a": 1], [["op": "replace", "path": "/b", "value": 2]], ["a": 1, "b": 2]),
        (["a": 1], [["op": "add", "path": "/b"]], ["a": 1, "b": nil]),
        (["a": 1], [["op": "copy", "from": "/c", "path": "/b"]], ["a": 1, "b": nil]),
        (["a": [1, 2]], [["op": "remove", "path": "/a/-1"]], ["a": [1]]),
        (["a": [1, 2]], [["op": "add", "path": "/a/-1", "value": 3]], ["a": [1, 2, 3]]),
        (["a": [1, 2]], [["op": "replace", "path": "/a/01", "value": 3]], ["a": [1, 3]]),
        (["a": [["b": 1]]], [["op": "replace", "path": "/a/0/b", "value": 2]], ["a": [["b": 2]]]),
        (["a": nil], [["op": "add", "path": "/a", "value": 1]], ["a": 1]),
        (["a": 1], [], ["a": 1]),
    ]

    @Test("a JSON patch does what RFC 6902 says, and what Kubernetes makes of it", arguments: cases)
    func apply(document: JSONValue, patch: JSONValue, expected: JSONValue) throws {
        #expect(try JSONPatch(patch).applied(to: document) == expected)
    }

    static let refusals: [(JSONValue, JSONValue, Int)] = [
        ([:], ["op": "add"], 400), ([:], ["x"], 400), ([:], "x", 400),
        ([:], [["op": "frob", "path": "/a"]], 422), ([:], [["path": "/a"]], 422), ([:], [["op": "remove"]], 422),
        ([:], [["op": "add", "path": "", "value": [:]]], 422), ([:], [["op": "add", "path": "a", "value": 1]], 422),
        ([:], [["op": "add", "path": "/a/b", "value": 1]], 422), ([:], [["op": "remove", "path": "/a"]], 422),
        (["a": [1]], [["op": "replace", "path": "/a/1", "value": 1]], 422),
        (["a": [1]], [["op": "add", "path": "/a/2", "value": 1]], 422),
        (["a": [1]], [["op": "add", "path": "/a/-3", "value": 1]], 422),
        (["a": [1]], [["op": "add", "path": "/a/x", "value": 1]], 422),
        (["a": [1]], [["op": "remove", "path": "/a/-"]], 422), (["a": [1]], [["op": "remove", "path": "/a/1"]], 422),
        (["a": 1], [["op": "test", "path": "/a", "value": 2]], 422),
        (["a": 1], [["op": "test", "path": "/b", "value": 2]], 422),
        (["a": ["b": 1]], [["op": "move", "from": "/a", "path": "/a/b"]], 422),
        (["a": 1], [["op": "copy", "path": "/b"]], 422), (["a": 1], [["op": "add", "path": "/~2", "value": 1]], 422),
        (["a": 1], [["op": "add", "path": "/a/b", "value": 1]], 422),
    ]

    @Test("a JSON patch that cannot be is refused, malformed ones with 400, others with 422", arguments: refusals)
    func refuse(document: JSONValue, patch: JSONValue, code: Int) {
        let error = #expect(throws: PatchError.self) { try JSONPatch(patch).applied(to: document) }
        #expect(error?.code == code)
    }

    @Test("too many operations and copies that grow without bound are refused")
    func limits() throws {
        let many = JSONValue.array(Array(repeating: ["op": "test", "path": "/a", "value": nil], count: 10_001))
        #expect(throws: PatchError.tooLarge("The allowed maximum operations in a JSON patch is 10000, got 10001")) {
            try JSONPatch(many)
        }
        let doubling = JSONValue.array(Array(repeating: ["op": "copy", "from": "/a", "path": "/a/-"], count: 64))
        #expect(throws: PatchError.unprocessable("the patch copies too much")) {
            try JSONPatch(doubling).applied(to: ["a": [1, 2, 3]])
        }
    }

    @Test("the top-level keys of a patch are the first steps of its paths")
    func keys() throws {
        let patch = try JSONPatch([
            ["op": "add", "path": "/ephemeralContainers/-", "value": [:]],
            ["op": "test", "path": "/metadata/uid", "value": "u"],
        ])
        #expect(patch.topLevelKeys == ["ephemeralContainers", "metadata"])
    }

    @Test("random operations never do more than throw their error")
    func fuzz() {
        var random = SeededRandom(seed: 4)
        let paths = ["", "/a", "/b", "/a/0", "/a/-", "/b/c", "/a/b/c", "/c/1/a", "/~", "x"]
        let names = ["add", "remove", "replace", "move", "copy", "test"]
        for _ in 0..<10_000 {
            let document = JSONValue.randomObject(depth: 3, using: &random)
            let operations = (0..<3).map { _ in
                JSONValue.object([
                    "op": .string(names[Int.random(in: 0..<6, using: &random)]),
                    "path": .string(paths[Int.random(in: 0..<10, using: &random)]),
                    "from": .string(paths[Int.random(in: 0..<10, using: &random)]),
                    "value": .randomValue(depth: 2, using: &random),
                ])
            }
            do {
                _ = try JSONPatch(.array(operations)).applied(to: document)
            } catch {
                #expect(error.code == 422)
            }
        }
    }
}
