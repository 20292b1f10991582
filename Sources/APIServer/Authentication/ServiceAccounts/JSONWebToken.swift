internal import Crypto
internal import FoundationEssentials
internal import KubernetesAPI

/// JSON Web Tokens (RFC 7519) signed with ES256 and nothing else: a token that names another algorithm is none.
struct JSONWebTokenKey: Sendable {
    private let key: P256.Signing.PrivateKey
    /// What tokens name the key by: the hash of its public half, as in Kubernetes.
    let identifier: String

    /// Throws where the text is no P-256 private key in PEM.
    init(pem: String) throws {
        key = try P256.Signing.PrivateKey(pemRepresentation: pem)
        identifier = Base64URL.encode(SHA256.hash(data: key.publicKey.derRepresentation))
    }

    func sign(_ claims: JSONValue) throws -> String {
        let header: JSONValue = ["alg": "ES256", "kid": .string(identifier), "typ": "JWT"]
        let text = Base64URL.encode(header.encoded()) + "." + Base64URL.encode(claims.encoded())
        return text + "." + Base64URL.encode(try key.signature(for: Data(text.utf8)).rawRepresentation)
    }

    /// The claims of a token that this key has signed; nil for any other text.
    func claims(of token: some StringProtocol) -> JSONValue? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.json(parts[0]), header["alg"] == "ES256",
            header["kid"]?.string == identifier, let bytes = Base64URL.decode(parts[2]),
            let signature = Self.signature(bytes),
            key.publicKey.isValidSignature(signature, for: Data("\(parts[0]).\(parts[1])".utf8))
        else { return nil }
        return Self.json(parts[1])
    }

    /// The public half as a JSON Web Key (RFC 7517).
    var publicKey: JSONValue {
        // The uncompressed point: 4, then both coordinates.
        let point = Array(key.publicKey.x963Representation)
        return [
            "use": "sig", "kty": "EC", "kid": .string(identifier), "crv": "P-256", "alg": "ES256",
            "x": .string(Base64URL.encode(point[1..<33])), "y": .string(Base64URL.encode(point[33..<65])),
        ]
    }

    // Tokens are any text a client likes to send: what cannot be read is no token.

    private static func signature(_ bytes: [UInt8]) -> P256.Signing.ECDSASignature? {
        do { return try P256.Signing.ECDSASignature(rawRepresentation: bytes) } catch { return nil }
    }

    private static func json(_ part: some StringProtocol) -> JSONValue? {
        guard let bytes = Base64URL.decode(part) else { return nil }
        do { return try JSONValue.parse(bytes) } catch { return nil }
    }
}

/// Base64 in the alphabet for addresses, without padding (RFC 4648, section 5).
enum Base64URL {
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        guard text.utf8.allSatisfy(alphabet.contains) else { return nil }
        let standard = String(text).replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        return Data(base64Encoded: standard + padding).map { Array($0) }
    }

    /// Where what cannot be decoded begins, as Go tells it: at the first byte that is none of base64's, else at the last, which
    /// stands alone.
    static func faultOffset(_ text: String) -> Int {
        Array(text.utf8).firstIndex { !alphabet.contains($0) } ?? max(0, text.utf8.count - 1)
    }

    private static let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
}
