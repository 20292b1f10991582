internal import KubernetesAPI
internal import KubernetesSchema

/// A body as a tree, whatever encoding it came in.
struct RequestBody: Sendable, Equatable {
    var value: JSONValue
    /// The bytes it was read from.
    let text: [UInt8]
    /// The paths of members that stand more than once in one object; the last of them counts.
    var duplicateFields: [String] = []
    /// The same for YAML, where it is lines: `line 3: key "a" already set in map`.
    var duplicateLines: [String] = []

    static let mediaTypes = ["application/json", "application/yaml", ProtobufEnvelope.mediaType]

    init(
        value: JSONValue, text: [UInt8] = [], duplicateFields: [String] = [], duplicateLines: [String] = []
    ) {
        self.value = value
        self.text = text
        self.duplicateFields = duplicateFields
        self.duplicateLines = duplicateLines
    }

    /// Parses the body by its Content-Type; without one it is JSON (`kubectl replace --raw` sends none). Throws 400 or 415.
    /// - Parameters:
    ///   - kind: what is expected, for messages.
    ///   - schemaType: its declaration in the schema, by which protobuf is read.
    init(_ request: APIRequest, as kind: String, schemaType: String) throws(StatusError) {
        let body = request.body
        do {
            switch MediaType(request.headers["Content-Type"] ?? "application/json").name {
            case "application/json", "":
                let (value, duplicates) = try JSONValue.parseFindingDuplicates(body)
                self.init(value: value, text: body, duplicateFields: duplicates)
            case "application/yaml":
                let (value, duplicates) = try Self.yaml(body)
                self.init(value: value, text: body, duplicateLines: duplicates)
            case ProtobufEnvelope.mediaType:
                let envelope = try ProtobufEnvelope(body)
                let isExpected = envelope.kind.isEmpty || envelope.kind == kind
                self.init(
                    value: try envelope.tree(.shared, as: isExpected ? Schema.shared[schemaType] : nil), text: body)
            default: throw StatusError.unsupportedMediaType(accepted: Self.mediaTypes)
            }
        } catch let error as StatusError {
            throw error
        } catch let error as YAMLParseError {
            throw .unrecognized(kind, "\(error)", body)
        } catch {
            throw .unrecognized(kind, "couldn't get version/kind; json parse error: \(error)", body)
        }
    }

    private static func yaml(_ body: [UInt8]) throws -> (JSONValue, duplicates: [String]) {
        guard let text = String(validating: body, as: UTF8.self) else {
            throw StatusError.badRequest("the body of the request is not UTF-8")
        }
        let (documents, duplicates) = try JSONValue.parseYAMLFindingDuplicates(text)
        guard documents.count <= 1 else {
            throw StatusError.badRequest("the body of the request has \(documents.count) YAML documents; send one")
        }
        return (documents.first ?? .null, duplicates)
    }
}

extension StatusError {
    /// 400 for a body in which no object can be found.
    static func unrecognized(_ kind: String, _ reason: String, _ body: [UInt8]) -> StatusError {
        .badRequest("the object provided is unrecognized (must be of type \(kind)): \(reason) (\(summary(body)))")
    }

    /// The beginning of a body, readable if it looks like JSON.
    private static func summary(_ body: [UInt8]) -> String {
        let start = body.prefix(30)
        let more = body.count > start.count ? " ..." : ""
        if body.isEmpty { return "<empty>" }
        if body[0] == UInt8(ascii: "{") { return String(decoding: start, as: UTF8.self) + more }
        let digits = Array("0123456789abcdef")
        return start.reduce(into: "") { text, byte in
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        } + more
    }
}
