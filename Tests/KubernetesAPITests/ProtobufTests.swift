import KubernetesAPI
import KubernetesSchema
import SeededRandom
import Testing

@Suite("Protobuf")
struct ProtobufTests {
    @Test("what kubectl sends for `auth can-i` is read")
    func selfSubjectAccessReview() throws {
        // k8s\0, Unknown{typeMeta{apiVersion, kind}, raw{metadata{creationTimestamp{}}, spec{resourceAttributes{…}}, status{…}}}
        let attributes = field(1, "default") + field(2, "create") + field(5, "pods")
        let message =
            field(1, field(8, [])) + field(2, field(1, attributes)) + field(3, [8, 0] + field(2, "") + [0x20, 0])
        let body = envelope("authorization.k8s.io/v1", "SelfSubjectAccessReview", message)
        let envelope = try ProtobufEnvelope(body)
        let tree = try Schema.shared.canonical(try envelope.tree(.shared), as: "SelfSubjectAccessReview").value
        #expect(
            tree == [
                "kind": "SelfSubjectAccessReview", "apiVersion": "authorization.k8s.io/v1", "metadata": [:],
                "spec": ["resourceAttributes": ["namespace": "default", "verb": "create", "resource": "pods"]],
                "status": ["allowed": false],
            ])
    }

    @Test(
        "every field of every kind comes back from its message",
        arguments: kinds.filter { $0.fields.allSatisfy { $0.number > 0 } })
    func everyField(_ type: TypeDeclaration) throws {
        let tree = sample(type)
        let read = try ProtobufEnvelope(ProtobufEnvelope.encode(tree, as: type)).tree(.shared)
        let canonical = try Schema.shared.canonical(read, as: type).value
        #expect(String(decoding: canonical.encoded(), as: UTF8.self) == String(decoding: tree.encoded(), as: UTF8.self))
    }

    @Test(
        "any part of an object comes back from its message", arguments: ["Pod", "Node", "Secret", "Event", "PodList"])
    func parts(_ kind: String) throws {
        let type = Schema.shared[kind]
        var random = SeededRandom(seed: UInt64(kind.utf8.count))
        for _ in 0..<40 {
            let tree = try Schema.shared.canonical(thinned(sample(type), &random), as: type).value
            let envelope = try ProtobufEnvelope(ProtobufEnvelope.encode(tree, as: type))
            let read = try Schema.shared.canonical(envelope.tree(.shared, as: type), as: type).value
            #expect(read == tree)
        }
    }

    @Test(
        "what is no message of the kind is refused",
        arguments: [
            ([], "the body does not begin with the prefix \"k8s\\0\""),
            (Array("k8s\0".utf8) + [0x0A, 5, 1], "unexpected end of message"),
            (Array("k8s\0".utf8) + [0x12, 1, 0x0A], #"no kind "" is registered for version """#),
            (envelope("v1", "Pod", [0x0A]), "unexpected end of message"),
            (envelope("v1", "Pod", [0x08, 1]), "a message has the wrong wire type"),
            (envelope("v1", "Pod", [0x0B]), "wire type 3 is not supported"),
            (envelope("v1", "Pod", field(1, field(1, [0xFF]))), "a text is not UTF-8"),
            (envelope("v1", "Pod", [UInt8](repeating: 0xFF, count: 11)), "a number has more than 64 bits"),
            (envelope("v1", "Pod", field(1, field(8, [8] + varint(.max >> 1)))), "a time is out of range"),
        ] as [([UInt8], String)])
    func refusals(_ body: [UInt8], _ message: String) {
        let error = #expect(throws: ProtobufError.self) { try ProtobufEnvelope(body).tree(.shared) }
        #expect(error?.message == message)
    }

    @Test("packed numbers and unknown fields are read")
    func leniency() throws {
        let message =
            field(2, field(14, field(4, [1, 0x80, 0x01]) + [0x78, 1])) + field(99, "x") + [0xFD, 0x07, 0, 0, 0, 0]
        let tree = try ProtobufEnvelope(envelope("v1", "Pod", message)).tree(.shared)
        #expect(tree["spec", "securityContext", "supplementalGroups"] == [1, 128])
    }
}

private func envelope(_ apiVersion: String, _ kind: String, _ message: [UInt8]) -> [UInt8] {
    Array("k8s\0".utf8) + field(1, field(1, apiVersion) + field(2, kind)) + field(2, message) + field(3, "")
        + field(4, "")
}

private func varint(_ value: UInt64) -> [UInt8] {
    value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + varint(value >> 7)
}

private func field(_ number: Int, _ content: [UInt8]) -> [UInt8] {
    varint(UInt64(number) << 3 | 2) + varint(UInt64(content.count)) + content
}

private func field(_ number: Int, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }

/// A tree without some of its members and elements.
private func thinned(_ tree: JSONValue, _ random: inout SeededRandom) -> JSONValue {
    switch tree {
    case .object(let object):
        var kept = JSONObject()
        for (key, value) in object.members where ["kind", "apiVersion"].contains(key) || Bool.random(using: &random) {
            kept[key] = thinned(value, &random)
        }
        return .object(kept)
    case .array(let elements):
        return .array(elements.filter { _ in Bool.random(using: &random) }.map { thinned($0, &random) })
    default: return tree
    }
}
