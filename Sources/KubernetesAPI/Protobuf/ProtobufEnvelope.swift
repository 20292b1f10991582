public import KubernetesSchema

/// The envelope in which Kubernetes sends protobuf: four bytes, then a `runtime.Unknown` with the object inside.
public struct ProtobufEnvelope: Sendable, Equatable {
    public var apiVersion: String
    public var kind: String
    /// The object's own message.
    public var message: [UInt8]

    public static let mediaType = "application/vnd.kubernetes.protobuf"
    static let prefix: [UInt8] = [0x6B, 0x38, 0x73, 0x00]

    /// Whether the bytes begin as an envelope does.
    public static func matches(_ bytes: [UInt8]) -> Bool { bytes.starts(with: prefix) }

    /// Throws ``ProtobufError``.
    public init(_ bytes: [UInt8]) throws(ProtobufError) {
        guard Self.matches(bytes) else { throw ProtobufError("the body does not begin with the prefix \"k8s\\0\"") }
        apiVersion = ""
        kind = ""
        message = []
        var reader = ProtobufReader(bytes[4...])
        while let (number, value) = try reader.next() {
            guard case .bytes(let content) = value else { continue }
            switch number {
            case 1:
                var typeMeta = ProtobufReader(content)
                while let (number, value) = try typeMeta.next() {
                    guard case .bytes(let text) = value else { continue }
                    if number == 1 { apiVersion = String(decoding: text, as: UTF8.self) }
                    if number == 2 { kind = String(decoding: text, as: UTF8.self) }
                }
            case 2: message = Array(content)
            case 3 where !content.isEmpty: throw ProtobufError("an encoded content is not supported")
            default: break
            }
        }
    }

    /// The object as a tree with `kind` and `apiVersion`, its zero values not yet dropped: see
    /// ``KubernetesSchema/Schema/canonical(_:as:)``. `type` overrides the kind that the envelope names. Throws ``ProtobufError``.
    public func tree(_ schema: Schema, as type: TypeDeclaration? = nil) throws(ProtobufError) -> JSONValue {
        guard let type = type ?? schema.kind(kind, apiVersion: apiVersion) else {
            throw ProtobufError("no kind \(quoted(kind)) is registered for version \(quoted(apiVersion))")
        }
        var result = JSONObject()
        if !kind.isEmpty { result.append(key: "kind", value: .string(kind)) }
        if !apiVersion.isEmpty { result.append(key: "apiVersion", value: .string(apiVersion)) }
        let decoder = ProtobufDecoder(schema: schema)
        try decoder.read(message[...], type, wrapper: nil, into: &result)
        return .object(result)
    }
}
