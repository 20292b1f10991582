internal import KubernetesSchema

/// Turns messages into trees by the field numbers of the schema. Unknown fields are skipped, as protobuf has it.
struct ProtobufDecoder {
    let schema: Schema

    /// Reads the fields of a message; `wrapper` is the number of the inlined message that this is, nil for the type itself.
    func read(
        _ bytes: ArraySlice<UInt8>, _ type: TypeDeclaration, wrapper: Int?, into result: inout JSONObject
    ) throws(ProtobufError) {
        var reader = ProtobufReader(bytes)
        var maps: [String: JSONObjectBuilder] = [:]
        while let (number, value) = try reader.next() {
            if let field = type.fields.first(where: { $0.number == number && $0.inlinedIn == wrapper }) {
                if case .map(let element) = field.type {
                    let (key, value) = try entry(self.bytes(value), element)
                    maps[field.name, default: JSONObjectBuilder()].add(key, value)
                } else {
                    try read(value, field, into: &result)
                }
            } else if wrapper == nil, case .bytes(let content) = value,
                type.fields.contains(where: { $0.inlinedIn == number })
            {
                try read(content, type, wrapper: number, into: &result)
            }
        }
        for (name, builder) in maps { result[name] = .object(builder.object) }
    }

    private func read(
        _ value: ProtobufReader.Value, _ field: FieldDeclaration, into result: inout JSONObject
    ) throws(ProtobufError) {
        guard case .list(let element) = field.type, !field.isWrapped else {
            result[field.name] = try self.value(value, field.type)
            return
        }
        var elements = result[field.name]?.array ?? []
        result[field.name] = .null  // so that the list is appended to in place
        if element == .int32 || element == .int64, case .bytes(let packed) = value {
            var reader = ProtobufReader(packed)
            while !reader.isAtEnd { elements.append(try self.value(.varint(try reader.varint()), element)) }
        } else {
            elements.append(try self.value(value, element))
        }
        result[field.name] = .array(elements)
    }

    private func value(_ value: ProtobufReader.Value, _ type: FieldType) throws(ProtobufError) -> JSONValue {
        switch type {
        case .string: return .string(try text(value))
        case .bool: return .bool(try varint(value) != 0)
        case .int32: return .number(JSONNumber(Int32(truncatingIfNeeded: try varint(value))))
        case .int64: return .number(JSONNumber(Int64(bitPattern: try varint(value))))
        case .bytes: return .string(Base64.encode(try bytes(value)))
        case .time: return try time(value).map { .string($0.description) } ?? .null
        case .microTime: return try time(value).map { .string($0.microseconds) } ?? .null
        case .quantity: return try quantity(value)
        case .intOrString: return try intOrString(value)
        case .any, .fieldsV1: return try json(value)
        case .object(let name):
            var result = JSONObject()
            try read(try bytes(value), schema[name], wrapper: nil, into: &result)
            return .object(result)
        case .list(let element): return try list(value, element)
        case .map: throw ProtobufError("a map of maps is not supported")
        }
    }

    /// A list that is a map's value, or wrapped, is a message whose field 1 repeats.
    private func list(_ value: ProtobufReader.Value, _ element: FieldType) throws(ProtobufError) -> JSONValue {
        var elements: [JSONValue] = []
        var reader = ProtobufReader(try bytes(value))
        while let (number, value) = try reader.next() {
            if number == 1 { elements.append(try self.value(value, element)) }
        }
        return .array(elements)
    }

    private func entry(_ bytes: ArraySlice<UInt8>, _ type: FieldType) throws(ProtobufError) -> (String, JSONValue) {
        var key = ""
        var result: JSONValue?
        var reader = ProtobufReader(bytes)
        while let (number, value) = try reader.next() {
            if number == 1 { key = try text(value) }
            if number == 2 { result = try self.value(value, type) }
        }
        return (key, result ?? .null)
    }

    private func time(_ value: ProtobufReader.Value) throws(ProtobufError) -> Timestamp? {
        let content = try bytes(value)
        guard !content.isEmpty else { return nil }
        var time = Timestamp(seconds: 0)
        var reader = ProtobufReader(content)
        while let (number, value) = try reader.next() {
            if number == 1 { time.seconds = Int64(bitPattern: try varint(value)) }
            if number == 2 { time.nanoseconds = Int32(truncatingIfNeeded: try varint(value)) }
        }
        // The years 1 to 9999, which RFC 3339 can write.
        guard (-62_135_596_800..<253_402_300_800).contains(time.seconds), (0..<1_000_000_000).contains(time.nanoseconds)
        else { throw ProtobufError("a time is out of range") }
        return time
    }

    private func quantity(_ value: ProtobufReader.Value) throws(ProtobufError) -> JSONValue {
        var result = "0"
        var reader = ProtobufReader(try bytes(value))
        while let (number, value) = try reader.next() {
            if number == 1 { result = try text(value) }
        }
        return .string(result)
    }

    private func intOrString(_ value: ProtobufReader.Value) throws(ProtobufError) -> JSONValue {
        var isString = false
        var number: Int32 = 0
        var string = ""
        var reader = ProtobufReader(try bytes(value))
        while let (field, value) = try reader.next() {
            switch field {
            case 1: isString = try varint(value) == 1
            case 2: number = Int32(truncatingIfNeeded: try varint(value))
            case 3: string = try text(value)
            default: break
            }
        }
        return isString ? .string(string) : .number(JSONNumber(number))
    }

    /// JSON inside a message of which it is field 1.
    private func json(_ value: ProtobufReader.Value) throws(ProtobufError) -> JSONValue {
        var reader = ProtobufReader(try bytes(value))
        var text: ArraySlice<UInt8>?
        while let (number, value) = try reader.next() {
            if number == 1 { text = try bytes(value) }
        }
        guard let text else { return .null }
        do {
            return try JSONValue.parse(text)
        } catch {
            throw ProtobufError("\(error)")
        }
    }

    private func varint(_ value: ProtobufReader.Value) throws(ProtobufError) -> UInt64 {
        guard case .varint(let number) = value else { throw ProtobufError("a number has the wrong wire type") }
        return number
    }

    private func bytes(_ value: ProtobufReader.Value) throws(ProtobufError) -> ArraySlice<UInt8> {
        guard case .bytes(let content) = value else { throw ProtobufError("a message has the wrong wire type") }
        return content
    }

    private func text(_ value: ProtobufReader.Value) throws(ProtobufError) -> String {
        guard let text = String(validating: try bytes(value), as: UTF8.self) else {
            throw ProtobufError("a text is not UTF-8")
        }
        return text
    }
}
