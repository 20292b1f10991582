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
        guard let bytes = Base64URL.decode(text) else {
            throw Self.invalid("illegal base64 data at input byte \(Base64URL.faultOffset(text))")
        }
        let json: JSONValue
        do { json = try JSONValue.parse(bytes) } catch { throw Self.invalid("\(error)") }
        let version = json["v"]?.string ?? ""
        guard version == "meta.k8s.io/v1" else {
            throw Self.invalid("server does not recognize this encoded version \(quoted(version))")
        }
        guard let revision = json["rv"]?.int64, revision >= -1, revision != 0 else {
            throw Self.invalid("incorrect encoded start resourceVersion (version \(version))")
        }
        guard let start = json["start"]?.string, !start.isEmpty else {
            throw Self.invalid("encoded start key empty (version \(version))")
        }
        // A key that leads out of the prefix is not one that this server has given.
        guard
            !start.split(separator: "/", omittingEmptySubsequences: false).contains(where: {
                ["", ".", ".."].contains($0)
            })
        else { throw Self.invalid(start) }
        self.init(revision: revision < 0 ? nil : revision, after: start)
    }

    var text: String {
        let json: JSONValue = [
            "v": "meta.k8s.io/v1", "rv": .number(JSONNumber(revision ?? -1)), "start": .string(after),
        ]
        return Base64URL.encode(json.encoded())
    }

    private static func invalid(_ why: String) -> StatusError {
        .badRequest("invalid continue token: continue key is not valid: \(why)")
    }
}
