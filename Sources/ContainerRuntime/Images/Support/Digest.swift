import Crypto

/// A SHA-256 digest as OCI writes it: `sha256:` and 64 lower-case hexadecimal digits.
struct Digest: Hashable, Sendable, CustomStringConvertible {
    let hex: String

    var description: String { "sha256:\(hex)" }

    /// Nil where the text is anything else.
    init?(_ text: some StringProtocol) {
        guard text.hasPrefix("sha256:") else { return nil }
        self.init(hex: text.dropFirst(7))
    }

    init?(hex: some StringProtocol) {
        let isHex = hex.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard hex.utf8.count == 64, isHex else { return nil }
        self.hex = String(hex)
    }

    init(of bytes: [UInt8]) { self.init(SHA256.hash(data: bytes)) }

    init(_ hash: SHA256.Digest) {
        let digits = Array("0123456789abcdef".utf8)
        hex = String(decoding: hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The name of a stack of layers, by the OCI image specification: the digest of the one below and the one on top.
    static func chain(_ below: Digest?, _ top: Digest) -> Digest {
        guard let below else { return top }
        return Digest(of: Array("\(below) \(top)".utf8))
    }
}
