extension JSONValue {
    /// How deep arrays and objects may nest in a document that is read, as JSON or as YAML.
    public static let maximumDepth = 100

    /// Reads one JSON document (RFC 8259, UTF-8). Of members with the same key the last one wins, in the first one's place.
    /// Throws ``JSONParseError``.
    public static func parse(_ bytes: some Collection<UInt8>) throws -> JSONValue {
        if let result = try bytes.withContiguousStorageIfAvailable({ try parse(buffer: $0) }) { return result }
        return try Array(bytes).withUnsafeBufferPointer { try parse(buffer: $0) }
    }

    /// The same, and the paths of members that stand more than once in an object: `spec.containers[0].name`.
    public static func parseFindingDuplicates(
        _ bytes: some Collection<UInt8>
    ) throws -> (value: JSONValue, duplicateFields: [String]) {
        try Array(bytes).withUnsafeBufferPointer { buffer in
            var parser = JSONParser(bytes: buffer)
            parser.path = FieldPath()
            let value = try parser.document()
            return (value, parser.duplicateFields)
        }
    }

    private static func parse(buffer: UnsafeBufferPointer<UInt8>) throws -> JSONValue {
        var parser = JSONParser(bytes: buffer)
        return try parser.document()
    }
}

/// A recursive-descent parser over bytes; recursion ends at ``JSONValue/maximumDepth``.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    private var depth = 0
    /// The way to the current value; nil where duplicates are not asked for.
    var path: FieldPath?
    private(set) var duplicateFields: [String] = []

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func document() throws(JSONParseError) -> JSONValue {
        let result = try value()
        skipSpace()
        guard position == bytes.count else { throw unexpected("after top-level value") }
        return result
    }

    private mutating func value() throws(JSONParseError) -> JSONValue {
        skipSpace()
        guard position < bytes.count else { throw unexpected("") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try nested { parser throws(JSONParseError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(JSONParseError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), 0x30...0x39: return .number(try number())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: throw unexpected("looking for beginning of value")
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(JSONParseError) -> JSONValue
    ) throws(JSONParseError) -> JSONValue {
        depth += 1
        defer { depth -= 1 }
        guard depth <= JSONValue.maximumDepth else { throw JSONParseError("exceeded max depth", offset: position) }
        position += 1
        return try body(&self)
    }

    private mutating func array() throws(JSONParseError) -> JSONValue {
        var elements: [JSONValue] = []
        if try peek() == UInt8(ascii: "]") {
            position += 1
            return .array(elements)
        }
        while true {
            path?.steps.append(.index(elements.count))
            elements.append(try value())
            path?.steps.removeLast()
            switch try peek() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return .array(elements)
            default: throw unexpected("after array element")
            }
        }
    }

    private mutating func object() throws(JSONParseError) -> JSONValue {
        var builder = JSONObjectBuilder()
        if try peek() == UInt8(ascii: "}") {
            position += 1
            return .object(builder.object)
        }
        while true {
            guard try peek() == UInt8(ascii: "\"") else {
                throw unexpected("looking for beginning of object key string")
            }
            let key = try string()
            guard try peek() == UInt8(ascii: ":") else { throw unexpected("after object key") }
            position += 1
            path?.steps.append(.member(key))
            if builder.add(key, try value()), let path { duplicateFields.append("\(path)") }
            path?.steps.removeLast()
            switch try peek() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return .object(builder.object)
            default: throw unexpected("after object key:value pair")
            }
        }
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONParseError) -> JSONValue {
        for index in 0..<text.utf8CodeUnitCount {
            let expected = text.utf8Start[index]
            guard position < bytes.count, bytes[position] == expected else {
                throw unexpected("in literal \(text) (expecting '\(Character(Unicode.Scalar(expected)))')")
            }
            position += 1
        }
        return value
    }

    private mutating func number() throws(JSONParseError) -> JSONNumber {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        if position < bytes.count, bytes[position] == UInt8(ascii: "0") {
            position += 1
        } else {
            try digits("in numeric literal")
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            try digits("after decimal point in numeric literal")
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
                position += 1
            }
            try digits("in exponent of numeric literal")
        }
        return JSONNumber(text: String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func digits(_ place: String) throws(JSONParseError) {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        guard position > start else { throw unexpected(place) }
    }

    mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func peek() throws(JSONParseError) -> UInt8 {
        skipSpace()
        guard position < bytes.count else { throw unexpected("") }
        return bytes[position]
    }

    /// The error for the byte at the current position, or for the end of input.
    func unexpected(_ place: String) -> JSONParseError {
        guard position < bytes.count else { return JSONParseError("unexpected end of JSON input", offset: position) }
        // Go takes the byte for a character and shows it with other quotes.
        let character = String(Unicode.Scalar(bytes[position]))
        let shown =
            switch character {
            case "'": "\\'"
            case "\"": character
            default: String(quoted(character).dropFirst().dropLast())
            }
        return JSONParseError("invalid character '\(shown)' \(place)", offset: position)
    }
}
