internal import KubernetesAPI

/// An OpenAPI 2 document in the protobuf form that kubectl asks for (gnostic's `openapi.v2.Document`), made from its JSON. Only the
/// members that ``OpenAPIWriter`` writes are known here. The numbers are those of gnostic's OpenAPIv2.proto.
enum GnosticDocument {
    /// Clients ask with an at sign, which is no character of a media type (RFC 6838); answers have a dot in its place.
    static let contentType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"
    static let acceptedTypes = [contentType, "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"]

    static func encode(_ swagger: JSONValue) -> [UInt8] {
        var document = ProtobufWriter()
        document.string(1, swagger["swagger"]?.string)
        document.message(2) { info in
            info.string(1, swagger["info"]?["title"]?.string)
            info.string(2, swagger["info"]?["version"]?.string)
        }
        document.message(8) { paths in
            paths.named(2, swagger["paths"]) { item, value in self.item(value, &item) }
        }
        document.message(9) { definitions in
            definitions.named(1, swagger["definitions"]) { schema, value in self.schema(value, &schema) }
        }
        return document.bytes
    }

    private static let methods = ["get": 2, "put": 3, "post": 4, "delete": 5, "options": 6, "head": 7, "patch": 8]

    private static func item(_ json: JSONValue, _ item: inout ProtobufWriter) {
        for (name, value) in json.object?.members ?? [] {
            if let field = methods[name] { item.message(field) { operation(value, &$0) } }
        }
        parameters(9, json["parameters"], &item)
    }

    private static func operation(_ json: JSONValue, _ operation: inout ProtobufWriter) {
        for tag in json["tags"]?.array ?? [] { operation.string(1, tag.string) }
        operation.string(5, json["operationId"]?.string)
        for type in json["produces"]?.array ?? [] { operation.string(6, type.string) }
        for type in json["consumes"]?.array ?? [] { operation.string(7, type.string) }
        parameters(8, json["parameters"], &operation)
        operation.message(9) { responses in
            responses.named(1, json["responses"]) { value, json in
                value.message(1) { response in
                    response.string(1, json["description"]?.string)
                    if let schema = json["schema"] {
                        response.message(2) { $0.message(1) { self.schema(schema, &$0) } }
                    }
                }
            }
        }
        extensions(13, json, &operation)
    }

    private static func parameters(_ field: Int, _ json: JSONValue?, _ writer: inout ProtobufWriter) {
        for parameter in json?.array ?? [] {
            writer.message(field) { $0.message(1) { self.parameter(parameter, &$0) } }
        }
    }

    private static func parameter(_ json: JSONValue, _ writer: inout ProtobufWriter) {
        let name = json["name"]?.string
        let place = json["in"]?.string
        let required = json["required"]?.bool ?? false
        switch place {
        case "body":
            writer.message(1) { body in
                body.string(2, name)
                body.string(3, place)
                body.bool(4, required)
                if let schema = json["schema"] { body.message(5) { self.schema(schema, &$0) } }
            }
        case "path":
            writer.message(2) {
                $0.message(4) { path in
                    path.bool(1, required)
                    path.string(2, place)
                    path.string(4, name)
                    path.string(5, json["type"]?.string)
                }
            }
        default:
            writer.message(2) {
                $0.message(3) { query in
                    query.bool(1, required)
                    query.string(2, place)
                    query.string(4, name)
                    query.string(6, json["type"]?.string)
                }
            }
        }
    }

    private static func schema(_ json: JSONValue, _ schema: inout ProtobufWriter) {
        schema.string(1, json["$ref"]?.string)
        schema.string(2, json["format"]?.string)
        schema.string(4, json["description"]?.string)
        for name in json["required"]?.array ?? [] { schema.string(19, name.string) }
        if let element = json["additionalProperties"] {
            schema.message(21) { $0.message(1) { self.schema(element, &$0) } }
        }
        if let type = json["type"]?.string { schema.message(22) { $0.string(1, type) } }
        if let element = json["items"] { schema.message(23) { $0.message(1) { self.schema(element, &$0) } } }
        if let properties = json["properties"] {
            schema.message(25) { $0.named(1, properties) { property, value in self.schema(value, &property) } }
        }
        extensions(31, json, &schema)
    }

    /// Extensions are carried as YAML, of which JSON is a part.
    private static func extensions(_ field: Int, _ json: JSONValue, _ writer: inout ProtobufWriter) {
        for (name, value) in json.object?.members ?? [] where name.hasPrefix("x-") {
            writer.message(field) { named in
                named.string(1, name)
                named.message(2) { $0.string(2, String(decoding: value.encoded(), as: UTF8.self)) }
            }
        }
    }
}

/// Writes protobuf messages.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    mutating func string(_ field: Int, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        lengthDelimited(field, Array(value.utf8))
    }

    mutating func bool(_ field: Int, _ value: Bool) {
        guard value else { return }
        varint(UInt64(field) << 3)
        bytes.append(1)
    }

    mutating func message(_ field: Int, _ write: (inout ProtobufWriter) -> Void) {
        var inner = ProtobufWriter()
        write(&inner)
        lengthDelimited(field, inner.bytes)
    }

    /// The members of an object as a list of pairs of name and message.
    mutating func named(_ field: Int, _ object: JSONValue?, _ write: (inout ProtobufWriter, JSONValue) -> Void) {
        for (name, value) in object?.object?.members ?? [] {
            message(field) { pair in
                pair.string(1, name)
                pair.message(2) { write(&$0, value) }
            }
        }
    }

    private mutating func lengthDelimited(_ field: Int, _ content: [UInt8]) {
        varint(UInt64(field) << 3 | 2)
        varint(UInt64(content.count))
        bytes += content
    }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
