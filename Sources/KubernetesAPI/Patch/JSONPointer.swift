/// A path into a JSON document (RFC 6901).
struct JSONPointer: Sendable, Equatable {
    var tokens: [String]

    /// Throws ``PatchError`` where the text neither is empty nor begins with `/`, or has an escape other than `~0` and `~1`.
    init(_ text: String) throws(PatchError) {
        guard !text.isEmpty else {
            tokens = []
            return
        }
        guard text.utf8.first == UInt8(ascii: "/") else {
            throw .unprocessable("a JSON pointer must begin with '/', got \(quoted(text))")
        }
        var tokens: [String] = []
        for part in text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            tokens.append(try Self.unescaped(part, in: text))
        }
        self.tokens = tokens
    }

    /// Whether `other` lies at or below this path.
    func contains(_ other: JSONPointer) -> Bool { other.tokens.starts(with: tokens) }

    private static func unescaped(_ part: Substring.UTF8View, in text: String) throws(PatchError) -> String {
        var bytes: [UInt8] = []
        var escaped = false
        for byte in part {
            switch (escaped, byte) {
            case (true, UInt8(ascii: "0")): bytes.append(UInt8(ascii: "~"))
            case (true, UInt8(ascii: "1")): bytes.append(UInt8(ascii: "/"))
            case (true, _): throw .unprocessable("bad escape in the JSON pointer \(quoted(text))")
            case (false, UInt8(ascii: "~")): break
            default: bytes.append(byte)
            }
            escaped = !escaped && byte == UInt8(ascii: "~")
        }
        if escaped { throw .unprocessable("bad escape in the JSON pointer \(quoted(text))") }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The place in an array of `count` that a token stands for, nil if there is none. Negative ones count from the end, as
/// Kubernetes' library has it.
func arrayIndex(_ token: String, _ count: Int) -> Int? {
    guard let number = Int(token), (-count..<count).contains(number) else { return nil }
    return number < 0 ? number + count : number
}
