import KubernetesAPI
import SeededRandom
import Testing

@Suite struct MergePatchTests {
    static let cases: [(JSONValue, JSONValue, JSONValue)] = [
        (["a": "b"], ["a": "c"], ["a": "c"]),
        (["a": "b"], ["b": "c"], ["a": "b", "b": "c"]),
        (["a": "b"], ["a": nil], [:]),
        (["a": "b", "b": "c"], ["a": nil], ["b": "c"]),
        (["a": ["b"]], ["a": "c"], ["a": "c"]),
        (["a": "c"], ["a": ["b"]], ["a": ["b"]]),
        (["a": ["b": "c"]], ["a": ["b": "d", "c": nil]], ["a": ["b": "d"]]),
        (["a": [["b": "c"]]], ["a": [1]], ["a": [1]]),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        (["a": "b"], ["c"], ["c"]),
        (["a": "foo"], nil, nil),
        (["a": "foo"], "bar", "bar"),
        (["e": nil], ["a": 1], ["e": nil, "a": 1]),
        ([1, 2], ["a": "b", "c": nil], ["a": "b"]),
        ([:], ["a": ["bb": ["ccc": nil]]], ["a": ["bb": [:]]]),
    ]

    @Test("a merge patch does what RFC 7386 shows", arguments: cases)
    func apply(target: JSONValue, patch: JSONValue, expected: JSONValue) {
        #expect(MergePatch.apply(patch, to: target) == expected)
    }

    @Test("a created merge patch turns one object into the other")
    func createTwoWay() {
        var random = SeededRandom(seed: 3)
        for _ in 0..<2_000 {
            let original = JSONValue.randomObject(depth: 3, using: &random)
            let modified = JSONValue.randomObject(depth: 3, using: &random)
            let patch = MergePatch.create(from: original, to: modified)
            #expect(MergePatch.apply(patch, to: original) == modified)
        }
    }

    @Test("a three-way merge patch deletes what was applied before and leaves what others have set")
    func createThreeWay() {
        let patch = MergePatch.create(
            original: ["a": 1, "b": 2, "m": ["x": 1, "y": 1]], modified: ["a": 1, "c": 3, "m": ["x": 2]],
            current: ["a": 1, "b": 2, "other": 9, "m": ["x": 1, "y": 1, "z": 1]])
        #expect(patch == ["b": nil, "c": 3, "m": ["x": 2, "y": nil]])
    }
}

extension JSONValue {
    /// An object without nulls, for patches that must be able to say everything.
    static func randomObject(depth: Int, using random: inout SeededRandom) -> JSONValue {
        var object = JSONObject()
        for key in ["a", "b", "c", "d"] where Bool.random(using: &random) {
            object[key] = randomValue(depth: depth - 1, using: &random)
        }
        return .object(object)
    }

    static func randomValue(depth: Int, using random: inout SeededRandom) -> JSONValue {
        switch Int.random(in: 0...(depth > 0 ? 4 : 2), using: &random) {
        case 0: .number(JSONNumber(Int.random(in: 0...3, using: &random)))
        case 1: .string(["x", "y", ""][Int.random(in: 0...2, using: &random)])
        case 2: .bool(Bool.random(using: &random))
        case 3:
            .array(
                (0..<Int.random(in: 0...3, using: &random)).map { _ in randomValue(depth: depth - 1, using: &random) })
        default: randomObject(depth: depth, using: &random)
        }
    }
}
