internal import KubernetesSchema

/// Turns trees into messages, byte for byte as the marshallers that Kubernetes generates: fields in the order of their numbers,
/// zero values written where Go cannot tell them from absent ones, maps sorted by their keys. What a type does not declare is
/// left out.
struct ProtobufEncoder {
    var buffer = ProtobufBuffer()
    private let schema: Schema

    init(schema: Schema = .shared) { self.schema = schema }

    /// Writes the fields of an object.
    mutating func message(_ members: JSONObject, _ type: TypeDeclaration) throws(ProtobufError) {
        var values = [JSONValue?](repeating: nil, count: type.fields.count)
        for (key, value) in members.members {
            if let index = type.index(of: key) { values[index] = value }
        }
        for part in ProtobufPlan.of(type).parts {
            switch part {
            case .field(let index): try field(type.fields[index], values[index])
            case .inlined(let number, let fields):
                let end = buffer.count
                for index in fields { try field(type.fields[index], values[index]) }
                buffer.head(number, since: end)
            }
        }
    }

    private mutating func field(_ field: FieldDeclaration, _ value: JSONValue?) throws(ProtobufError) {
        guard field.number > 0 else { throw ProtobufError("the field \(field.name) has no number") }
        switch (field.type, value) {
        case (.list(let element), .array(let elements)?) where !field.isWrapped:
            for value in elements.reversed() { try self.value(value, element, field.number) }
        case (.map(let element), .object(let members)?):
            for member in members.sorted().members.reversed() {
                let end = buffer.count
                try self.value(member.value, element, 2)
                buffer.field(1, member.key)
                buffer.head(field.number, since: end)
            }
        case (.list, nil), (.list, .null?), (.map, nil), (.map, .null?), (.bytes, nil), (.bytes, .null?): break
        case (_, nil), (_, .null?): if !field.isOptional { try self.value(.null, field.type, field.number) }
        case (_, let value?): try self.value(value, field.type, field.number)
        }
    }

    /// Writes a field with its head; `null` stands for the type's zero value.
    private mutating func value(_ value: JSONValue, _ type: FieldType, _ number: Int) throws(ProtobufError) {
        let end = buffer.count
        switch type {
        case .bool:
            buffer.write(value.bool == true ? 1 : 0)
            return buffer.tag(number)
        case .int32, .int64:
            guard let int = value == .null ? 0 : value.int64 else { throw mismatch(value, "a number") }
            buffer.varint(UInt64(bitPattern: int))
            return buffer.tag(number)
        case .string: buffer.write(try text(value).utf8)
        case .bytes: buffer.write(try bytes(value))
        case .time: try time(value, precision: 1_000_000_000)
        case .microTime: try time(value, precision: 1000)
        case .quantity: buffer.field(1, value == .null ? "0" : try text(value))
        case .intOrString: try intOrString(value)
        case .any, .fieldsV1: if value != .null { buffer.field(1, value.encoded()) }
        case .object(let name): try message(value.object ?? JSONObject(), schema[name])
        case .list(let element):
            // A list that is a map's value, or wrapped, is a message whose field 1 repeats.
            for element in (value.array ?? []).reversed().map({ ($0, element) }) {
                try self.value(element.0, element.1, 1)
            }
        case .map: throw ProtobufError("a map of maps is not supported")
        }
        buffer.head(number, since: end)
    }

    private mutating func time(_ value: JSONValue, precision: Int32) throws(ProtobufError) {
        if value == .null { return }
        guard let time = Timestamp(try text(value)) else { throw mismatch(value, "a time") }
        buffer.varint(UInt64(time.nanoseconds - time.nanoseconds % precision))
        buffer.tag(2)
        buffer.varint(UInt64(bitPattern: time.seconds))
        buffer.tag(1)
    }

    private mutating func intOrString(_ value: JSONValue) throws(ProtobufError) {
        buffer.field(3, value.string ?? "")
        buffer.varint(UInt64(bitPattern: value.int64 ?? 0))
        buffer.tag(2)
        buffer.write(value.string == nil ? 0 : 1)
        buffer.tag(1)
    }

    private func text(_ value: JSONValue) throws(ProtobufError) -> String {
        if value == .null { return "" }
        guard let text = value.string else { throw mismatch(value, "a string") }
        return text
    }

    private func bytes(_ value: JSONValue) throws(ProtobufError) -> [UInt8] {
        do { return try Base64.decode(try text(value)) } catch { throw mismatch(value, "base64") }
    }

    private func mismatch(_ value: JSONValue, _ expected: String) -> ProtobufError {
        ProtobufError("\(String(decoding: value.encoded(), as: UTF8.self)) is not \(expected)")
    }
}
