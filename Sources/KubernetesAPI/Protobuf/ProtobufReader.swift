/// Why bytes are not the protobuf message they should be.
public struct ProtobufError: Error, Sendable, Equatable, CustomStringConvertible {
    public var message: String
    public var description: String { "protobuf: \(message)" }

    init(_ message: String) { self.message = message }
}

/// Reads the fields of one protobuf message one after the other.
struct ProtobufReader {
    enum Value {
        case varint(UInt64)
        case bytes(ArraySlice<UInt8>)
        /// Of 32 or 64 bits; Kubernetes has no field of such a type.
        case fixed
    }

    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// The next field's number and value, nil at the end.
    mutating func next() throws(ProtobufError) -> (number: Int, value: Value)? {
        guard position < bytes.endIndex else { return nil }
        let tag = try varint()
        guard let number = Int(exactly: tag >> 3), number > 0 else { throw ProtobufError("a field has the number 0") }
        switch tag & 7 {
        case 0: return (number, .varint(try varint()))
        case 1:
            try skip(8)
            return (number, .fixed)
        case 2:
            let count = try varint()
            let start = position
            guard let count = Int(exactly: count) else { throw ProtobufError("unexpected end of message") }
            try skip(count)
            return (number, .bytes(bytes[start..<position]))
        case 5:
            try skip(4)
            return (number, .fixed)
        default: throw ProtobufError("wire type \(tag & 7) is not supported")
        }
    }

    private mutating func skip(_ count: Int) throws(ProtobufError) {
        guard count <= bytes.endIndex - position else { throw ProtobufError("unexpected end of message") }
        position += count
    }

    mutating func varint() throws(ProtobufError) -> UInt64 {
        var result: UInt64 = 0
        for shift in stride(from: 0, to: 70, by: 7) {
            guard position < bytes.endIndex else { throw ProtobufError("unexpected end of message") }
            let byte = bytes[position]
            position += 1
            if shift == 63, byte > 1 { break }
            result |= UInt64(byte & 0x7F) << UInt64(shift)
            if byte < 0x80 { return result }
        }
        throw ProtobufError("a number has more than 64 bits")
    }

    var isAtEnd: Bool { position == bytes.endIndex }
}
