import KubernetesAPI
import KubernetesSchema
import SeededRandom
import Testing

/// Thousands of broken inputs, the same ones each time: nothing may crash, and what is read must be read the same again.
@Suite("Broken input")
struct FuzzTests {
    private static let pod = sample(Schema.shared["Pod"])

    @Test("JSON is read to a value that is written and read the same, or refused", arguments: 0..<8)
    func json(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let document = Array(#"{"a":[1,-2.5e3,"x\u00e9\ud83d\ude00\n",true,null,{"b":{}}],"日本":"é"}"#.utf8)
        for _ in 0..<1500 {
            let bytes = document.mutated(&random, alphabet: Array(#"{}[],:"\u0aeE.+-tfn "#.utf8))
            guard let value = try? JSONValue.parse(bytes) else { continue }
            #expect(try JSONValue.parse(value.encoded()) == value)
            #expect(try JSONValue.parse(value.encoded(pretty: true)) == value)
        }
    }

    @Test("YAML is read to values that are written and read the same, or refused", arguments: 0..<8)
    func yaml(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let document = Array(
            "a: &x\n- 1\n- 'q'\n- {b: \"c\\n\", ? d : e}\n- |\n  f\n  g\nh: *x\n<<: {i: ~}\n---\n- - j # k\n".utf8)
        for _ in 0..<700 {
            let bytes = document.mutated(&random, alphabet: Array("{}[],:-?&*!|>'\"%@ \n\t#<~01".utf8))
            guard let text = String(validating: bytes, as: UTF8.self), let values = try? JSONValue.parseYAML(text)
            else {
                continue
            }
            for value in values {
                #expect(try JSONValue.parseYAML(value.yaml()) == [value])
            }
        }
    }

    @Test(
        "a tree is brought into a canonical form that stays and that the struct gives back, or refused",
        arguments: 0..<8)
    func canonical(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<60 {
            var tree = Self.pod
            for _ in 0..<Int.random(in: 1...3, using: &random) { tree = mutated(tree, &random, chance: 300) }
            guard let once = try? Schema.shared.canonical(tree, as: "Pod") else { continue }
            let twice = try Schema.shared.canonical(once.value, as: "Pod")
            #expect(twice.value.encoded() == once.value.encoded())
            #expect(twice.faults == [])
            #expect(try Pod(json: once.value).json == once.value)
            var defaulted = once.value
            Schema.shared.applyDefaults(to: &defaulted, as: "Pod")
            #expect(try Schema.shared.canonical(defaulted, as: "Pod").value == defaulted)
        }
    }

    @Test("protobuf is read to a tree or refused", arguments: 0..<8)
    func protobuf(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var body = Array("k8s\0".utf8) + [0x0A, 9, 0x0A, 2] + Array("v1".utf8) + [0x12, 3] + Array("Pod".utf8)
        body += [
            0x12, 30, 0x0A, 4, 0x0A, 2, 0x61, 0x62, 0x12, 22, 0x12, 10, 0x0A, 1, 0x61, 0x32, 5, 0x18, 80, 0x22, 1, 0x54,
        ]
        body += [0x20, 30, 0x3A, 6, 0x0A, 1, 0x6B, 0x12, 1, 0x76]
        _ = try ProtobufEnvelope(body).tree(.shared)
        for _ in 0..<3000 {
            let bytes = body.mutated(&random, alphabet: [0, 1, 2, 8, 10, 18, 0x7F, 0x80, 0xFF])
            guard let tree = try? ProtobufEnvelope(bytes).tree(.shared, as: Schema.shared["Pod"]) else { continue }
            _ = try? Schema.shared.canonical(tree, as: "Pod")
        }
    }

    /// The tree with, on average, every `chance`th value in it replaced, left out or put in.
    private func mutated(_ tree: JSONValue, _ random: inout SeededRandom, chance: Int) -> JSONValue {
        if Int.random(in: 0..<chance, using: &random) == 0 {
            let others: [JSONValue] = [
                nil, true, false, 0, -1, 1_000_000_000_000, "", "x", "1", [], [nil], ["x"], [:], ["name": "x"],
            ]
            return others.randomElement(using: &random) ?? nil
        }
        switch tree {
        case .array(let elements): return .array(elements.map { mutated($0, &random, chance: chance) })
        case .object(let object):
            var result = JSONObject()
            for member in object.members {
                let fate = Int.random(in: 0..<chance, using: &random)
                if fate == 1 { continue }
                result[fate == 2 ? member.key + "x" : member.key] = mutated(member.value, &random, chance: chance)
            }
            return .object(result)
        default: return tree
        }
    }
}
