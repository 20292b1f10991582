/// Base64 as JSON carries bytes (RFC 4648, section 4, with padding).
public enum Base64 {
    /// Why a text is not base64, in Go's words.
    public struct Error: Swift.Error, CustomStringConvertible {
        var offset: Int
        public var description: String { "illegal base64 data at input byte \(offset)" }
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    /// The value of each byte, 255 for one that is not of the alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    /// The text that stands for bytes.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        let bytes = Array(bytes)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            let group = (0..<3).reduce(0) { $0 << 8 | ($1 < count ? Int(bytes[start + $1]) : 0) }
            for index in 0..<4 {
                text.append(index <= count ? alphabet[group >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Line breaks are ignored, as in Go.
    public static func decode(_ text: String) throws(Error) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 4 * 3)
        var group = 0
        var digits = 0
        var padding = 0
        var offset = 0
        for byte in text.utf8 {
            defer { offset += 1 }
            if byte == 0x0A || byte == 0x0D { continue }
            if byte == UInt8(ascii: "="), digits + padding >= 2, digits + padding < 4, digits > 0 {
                padding += 1
                continue
            }
            let value = values[Int(byte)]
            guard value < 64, padding == 0 else { throw Error(offset: offset) }
            group = group << 6 | Int(value)
            digits += 1
            if digits == 4 {
                bytes += [UInt8(group >> 16 & 255), UInt8(group >> 8 & 255), UInt8(group & 255)]
                group = 0
                digits = 0
            }
        }
        switch (digits, padding) {
        case (0, 0): break
        case (2, 2): bytes.append(UInt8(group >> 4 & 255))
        case (3, 1): bytes += [UInt8(group >> 10 & 255), UInt8(group >> 2 & 255)]
        // What lacks digits is wrong from its last group on.
        default: throw Error(offset: padding == 0 ? offset - digits : offset)
        }
        return bytes
    }
}
