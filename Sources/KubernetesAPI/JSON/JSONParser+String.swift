extension JSONParser {
    /// Reads a string whose opening quote is at the current position. Lone surrogate escapes become U+FFFD, as in Go.
    mutating func string() throws(JSONParseError) -> String {
        position += 1
        let start = position
        var combined: UInt8 = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                defer { position += 1 }
                // ASCII needs no check, and decoding is several times faster than validating.
                if combined < 0x80 { return String(decoding: bytes[start..<position], as: UTF8.self) }
                return try text(bytes[start..<position], offset: start)
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            guard byte >= 0x20 else { throw unexpected("in string literal") }
            combined |= byte
            position += 1
        }
        throw unexpected("")
    }

    /// Goes on with a string that has an escape at the current position.
    private mutating func escapedString(from start: Int) throws(JSONParseError) -> String {
        var buffer = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return try buffer.withUnsafeBufferPointer { pointer throws(JSONParseError) in
                    try text(pointer[...], offset: start)
                }
            case UInt8(ascii: "\\"):
                position += 1
                try escape(into: &buffer)
            case 0..<0x20: throw unexpected("in string literal")
            default:
                buffer.append(byte)
                position += 1
            }
        }
        throw unexpected("")
    }

    private mutating func escape(into buffer: inout [UInt8]) throws(JSONParseError) {
        guard position < bytes.count else { throw unexpected("") }
        switch bytes[position] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(bytes[position])
        case UInt8(ascii: "b"): buffer.append(0x08)
        case UInt8(ascii: "f"): buffer.append(0x0C)
        case UInt8(ascii: "n"): buffer.append(0x0A)
        case UInt8(ascii: "r"): buffer.append(0x0D)
        case UInt8(ascii: "t"): buffer.append(0x09)
        case UInt8(ascii: "u"):
            position += 1
            buffer.append(contentsOf: Array(String(try unicodeEscape()).utf8))
            return
        default: throw unexpected("in string escape code")
        }
        position += 1
    }

    /// Reads the digits behind `\u`, and the low half where they are a high surrogate.
    private mutating func unicodeEscape() throws(JSONParseError) -> Character {
        let replacement: Character = "\u{FFFD}"
        let first = try hexadecimal()
        guard (0xD800..<0xE000).contains(first) else {
            return Unicode.Scalar(UInt32(first)).map { Character($0) } ?? replacement
        }
        guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return replacement }
        let rewind = position
        position += 2
        let second = try hexadecimal()
        guard (0xDC00..<0xE000).contains(second) else {
            position = rewind
            return replacement
        }
        let scalar = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        return Unicode.Scalar(scalar).map { Character($0) } ?? replacement
    }

    private mutating func hexadecimal() throws(JSONParseError) -> UInt16 {
        var result: UInt16 = 0
        for _ in 0..<4 {
            guard position < bytes.count else { throw unexpected("") }
            let digit: UInt8
            switch bytes[position] {
            case 0x30...0x39: digit = bytes[position] - 0x30
            case 0x41...0x46: digit = bytes[position] - 0x41 + 10
            case 0x61...0x66: digit = bytes[position] - 0x61 + 10
            default: throw unexpected("in \\u hexadecimal character escape")
            }
            result = result << 4 | UInt16(digit)
            position += 1
        }
        return result
    }

    private func text(_ slice: Slice<UnsafeBufferPointer<UInt8>>, offset: Int) throws(JSONParseError) -> String {
        guard let text = String(validating: UnsafeBufferPointer(rebasing: slice), as: UTF8.self) else {
            throw JSONParseError("invalid UTF-8 in string", offset: offset)
        }
        return text
    }
}
