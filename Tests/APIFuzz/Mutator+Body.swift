import KubernetesAPI
import KubernetesSchema

extension Mutator {
    /// Changes one place of a body that is JSON; others lose or change some bytes.
    mutating func bendTree(_ request: inout RawRequest) {
        // A body that is no JSON is bent as bytes.
        guard let tree = try? JSONValue.parse(request.body) else { return bendBytes(&request.body) }
        request.body = bent(tree, depth: 0).encoded()
    }

    /// Walks down at random, and changes where it stops.
    private mutating func bent(_ value: JSONValue, depth: Int) -> JSONValue {
        if depth < 12, !random.once(in: 4) {
            if var elements = value.array, !elements.isEmpty {
                let index = Int.random(in: 0..<elements.count, using: &random)
                elements[index] = bent(elements[index], depth: depth + 1)
                return .array(elements)
            }
            if var members = value.object, let key = random.pick(members.keys), let member = members[key] {
                members[key] = bent(member, depth: depth + 1)
                return .object(members)
            }
        }
        return changed(value)
    }

    private mutating func changed(_ value: JSONValue) -> JSONValue {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return random.pick(Self.extremes) ?? .null
        case 1:
            var members = value.object ?? [:]
            members[random.pick(seeds.members) ?? ""] = random.pick(seeds.values) ?? .null
            return .object(members)
        case 2:
            var members = value.object ?? [:]
            if let key = random.pick(members.keys) { members[key] = nil }
            return .object(members)
        case 3:
            let elements = value.array ?? [value]
            return .array(elements + elements)
        case 4: return .array([value])
        case 5:
            // Deeper than anybody writes, and than a server should follow.
            let depth = random.pick([5, 60, 300, 20_000]) ?? 5
            guard depth > 300 else { return (0..<depth).reduce(value) { inner, _ in .array([inner]) } }
            return .string(String(repeating: "[", count: depth))
        default: return random.pick(seeds.values) ?? .null
        }
    }

    private static let extremes: [JSONValue] = [
        .null, true, false, 0, -1, "", [], [:], [nil], [[:]], "é\u{0}", .number(JSONNumber(text: "1e400")),
        .number(JSONNumber(text: "99999999999999999999")), .number(JSONNumber(text: "-0.5")),
        .number(JSONNumber(text: "9223372036854775807")), .string(String(repeating: "a", count: 300)),
        .string(String(repeating: "b", count: 70_000)), "9999999999999999Gi", "1e-99", "1970-01-01T00:00:00Z",
        .array(Array(repeating: ["name": "a"], count: 2000)),
    ]

    /// Says the same in another encoding, if it can be said: as YAML, or as protobuf.
    mutating func recode(_ request: inout RawRequest) {
        // A body that is no JSON stays as it is.
        guard let tree = try? JSONValue.parse(request.body) else { return }
        let type = request.headers.first { $0.name.lowercased() == "content-type" }?.value ?? ""
        if random.once(in: 2) {
            request.body = Array(tree.yaml().utf8)
            if !type.contains("patch") { setType("application/yaml", of: &request) }
            return
        }
        guard let kind = tree["kind"]?.string, let version = tree["apiVersion"]?.string,
            let declaration = Schema.shared.kind(kind, apiVersion: version),
            // What does not fit the type cannot be said in protobuf.
            let bytes = try? ProtobufEnvelope.encode(tree, as: declaration)
        else { return }
        request.body = bytes
        setType("application/vnd.kubernetes.protobuf", of: &request)
        if random.once(in: 2) { bendBytes(&request.body) }
    }

    private func setType(_ type: String, of request: inout RawRequest) {
        request.headers.removeAll { $0.name.lowercased() == "content-type" }
        request.headers.append(("Content-Type", type))
    }

    mutating func bendBytes(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else {
            bytes = (0..<Int.random(in: 1...40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            return
        }
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            guard !bytes.isEmpty else { return }
            let index = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.removeSubrange(index...)
            case 2: bytes.insert(contentsOf: bytes[index...].prefix(64), at: index)
            default: bytes.remove(at: index)
            }
        }
    }
}
