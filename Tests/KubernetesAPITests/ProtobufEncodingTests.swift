import KubernetesAPI
import KubernetesSchema
import Testing

/// The bytes were worked out by hand from the rules of Kubernetes' generated marshallers.
@Suite("Protobuf encoding")
struct ProtobufEncodingTests {
    /// ObjectMeta of an object without a name: five texts, generation and creationTimestamp are written though they are zero.
    static let emptyMetadata = "0a00 1200 1a00 2200 2a00 3200 3800 4200"

    @Test(
        "fields are written in the order of their numbers, and where Go cannot tell zero from absent always",
        arguments: [
            ("ConfigMap", "{}", "0a10 \(emptyMetadata)"),
            (
                "ConfigMap", #"{"data":{"b":"2","a":""}}"#,
                "0a10 \(emptyMetadata) 1205 0a0161 1200 1206 0a0162 120132"
            ),
            (
                "ConfigMap", #"{"binaryData":{"a":"AP8="},"immutable":false}"#,
                "0a10 \(emptyMetadata) 1a07 0a0161 120200ff 2000"
            ),
            (
                "ConfigMap", #"{"metadata":{"generation":-1}}"#,
                "0a19 0a00 1200 1a00 2200 2a00 3200 38ffffffffffffffffff01 4200"
            ),
            (
                "ConfigMap", #"{"metadata":{"creationTimestamp":"2026-11-21T05:01:02Z","labels":{"a":"b"}}}"#,
                "0a20 0a00 1200 1a00 2200 2a00 3200 3800 4208 088ecb84d806 1000 5a06 0a0161 120162"
            ),
            (
                "Lease", #"{"spec":{"renewTime":"1970-01-01T00:00:01.000002Z"}}"#,
                "0a10 \(emptyMetadata) 1207 2205 0801 10d00f"
            ),
            ("Namespace", "{}", "0a10 \(emptyMetadata) 1200 1a02 0a00"),
        ])
    func objects(_ kind: String, _ json: String, _ expected: String) throws {
        #expect(try message(json, kind) == bytes(expected))
    }

    @Test("the envelope names the object, and its content encoding and type are there and empty")
    func envelope() throws {
        let tree: JSONValue = ["kind": "Preconditions", "apiVersion": "v1"]
        let body = try ProtobufEnvelope.encode(tree, as: Schema.shared["Preconditions"])
        #expect(body == bytes("6b387300 0a13 0a027631 120d") + Array("Preconditions".utf8) + bytes("1200 1a00 2200"))
    }

    @Test("a frame of a watch has its length before it")
    func frame() {
        #expect(ProtobufEnvelope.watchFrame("ADDED", [7, 8]) == bytes("0000000d 0a05 4144444544 1204 0a02 0708"))
    }

    @Test("what has no field numbers, or is not of its type, is refused")
    func refusals() {
        #expect(throws: ProtobufError.self) { try message("{}", "Table") }
        #expect(throws: ProtobufError.self) { try message(#"{"data":{"a":1}}"#, "ConfigMap") }
        #expect(throws: ProtobufError.self) { try message(#"{"binaryData":{"a":"?"}}"#, "ConfigMap") }
        #expect(throws: ProtobufError.self) { try message(#"{"metadata":{"creationTimestamp":"x"}}"#, "ConfigMap") }
    }

    private func message(_ json: String, _ kind: String) throws -> [UInt8] {
        let tree = try JSONValue.parse(json.utf8)
        return try ProtobufEnvelope(ProtobufEnvelope.encode(tree, as: Schema.shared[kind])).message
    }
}

/// Bytes from hexadecimal digits; spaces part them for the reader.
private func bytes(_ digits: String) -> [UInt8] {
    let digits = digits.filter { $0 != " " }.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
