internal import KubernetesAPI
internal import ResourceStore

/// Where a list in pages goes on: behind a key, at a revision. Opaque to clients: JSON in base64, as in Kubernetes.
struct ContinueToken: Sendable, Equatable {
    /// Nil: at whatever is the newest, so that the pages do not fit together (offered when the first revision has expired).
    var revision: Revision?
    /// The last key that has been seen, behind the resource's prefix.
    var after: String

    init(revision: Revision?, after: String) {
        self.revision = revision
        self.after = after
    }

    /// Reads a token that this server has given. Throws 400.
    init(_ text: String) throws(StatusError) {
        guard let bytes = Base64URL.decode(text), let json = Self.parse(bytes),
            json["v"]?.string == "meta.k8s.io/v1", let revision = json["rv"]?.int64, revision >= -1, revision != 0,
            let start = json["start"]?.string, !start.isEmpty
        else { throw .badRequest("continue key is not valid") }
        self.init(revision: revision < 0 ? nil : revision, after: start)
    }

    var text: String {
        let json: JSONValue = [
            "v": "meta.k8s.io/v1", "rv": .number(JSONNumber(revision ?? -1)), "start": .string(after),
        ]
        return Base64URL.encode(json.encoded())
    }

    /// A token is any text a client likes to send: what is no JSON is no token.
    private static func parse(_ bytes: [UInt8]) -> JSONValue? {
        do { return try JSONValue.parse(bytes) } catch { return nil }
    }
}
