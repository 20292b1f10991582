import KubernetesAPI
import KubernetesSchema
import SeededRandom

/// A tree with every field of a type set to a value of its own, in the schema's order. Inside others kinds are not named.
func sample(_ type: TypeDeclaration, isInner: Bool = false) -> JSONValue {
    var object = JSONObject()
    if type.hasTypeMeta, !isInner {
        object["kind"] = .string(type.kind)
        object["apiVersion"] = .string(type.apiVersion)
    }
    for field in type.fields { object[field.name] = sample(field.type, field) }
    return .object(object)
}

private func sample(_ type: FieldType, _ field: FieldDeclaration) -> JSONValue {
    switch type {
    case .string: .string("\(field.name)-\(field.number)")
    case .int32: .number(JSONNumber(-field.number - 1))
    case .int64: .number(JSONNumber(Int64(1) << 40 + Int64(field.number)))
    case .bool: true
    case .bytes: "AAH/"
    case .time: "2026-11-21T05:01:02Z"
    case .microTime: "2026-11-21T05:01:02.000003Z"
    case .quantity: "1500m"
    case .intOrString: field.number % 2 == 0 ? 8080 : "http"
    case .any, .fieldsV1: ["f:spec": ["f:x": [:]]]
    case .object(let name): sample(Schema.shared[name], isInner: true)
    case .list(let element): [sample(element, field), sample(element, field)]
    case .map(let element): ["a": sample(element, field), "b": sample(element, field)]
    }
}

/// Every kind whose values have `kind` and `apiVersion`.
let kinds: [TypeDeclaration] = Schema.shared.types.values.filter(\.hasTypeMeta).sorted { $0.name < $1.name }

extension [UInt8] {
    /// The bytes with a few random changes: bytes replaced, removed, doubled or put in from `alphabet`.
    func mutated(_ random: inout SeededRandom, alphabet: [UInt8]) -> [UInt8] {
        var bytes = self
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &random)
            let byte = alphabet.randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[index] = byte
            case 1: bytes[index] = UInt8.random(in: 0...255, using: &random)
            case 2: bytes.insert(byte, at: index)
            case 3: bytes.removeSubrange(index..<Swift.min(bytes.count, index + Int.random(in: 1...9, using: &random)))
            default: bytes.insert(contentsOf: bytes[index..<Swift.min(bytes.count, index + 20)], at: index)
            }
        }
        return bytes
    }
}
