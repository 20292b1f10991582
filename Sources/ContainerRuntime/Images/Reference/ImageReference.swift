/// The name of an image, read and completed as Docker does it (github.com/distribution/reference).
public struct ImageReference: Sendable, Hashable, CustomStringConvertible {
    /// `docker.io`, `localhost:5000`; empty in the rare form `a.b_c/d`, whose first part is no host name.
    public let domain: String
    /// `library/busybox`.
    public let path: String
    public let tag: String?
    /// `sha256:…`.
    public let digest: String?

    /// `docker.io/library/busybox`.
    public var repository: String { domain.isEmpty ? path : "\(domain)/\(path)" }

    /// Normalised, with the tag `latest` where neither tag nor digest was given.
    public var description: String {
        var text = repository
        if let tag = tag ?? (digest == nil ? "latest" : nil) { text += ":\(tag)" }
        if let digest { text += "@\(digest)" }
        return text
    }

    /// The repository as people write it: `busybox`, `user/app`, `quay.io/x/y`.
    public var familiarRepository: String { Self.familiar(repository) }

    /// Shortens a normalised name: `docker.io/library/busybox:1.36` becomes `busybox:1.36`.
    public static func familiar(_ name: String) -> String {
        for prefix in ["docker.io/library/", "docker.io/"] where name.hasPrefix(prefix) {
            return String(name.dropFirst(prefix.count))
        }
        return name
    }

    /// Reads a reference such as `busybox`, `localhost:5000/app:1` or `quay.io/a/b@sha256:…`.
    /// Throws ``ImageError`` of kind `.invalidReference` in the kubelet's words.
    public init(_ text: String) throws {
        do {
            self = try ReferenceGrammar.parse(text)
        } catch let fault as ReferenceGrammar.Fault {
            throw ImageError(.invalidReference, "couldn't parse image reference \"\(text)\": \(fault.message)")
        }
    }

    init(domain: String, path: String, tag: String?, digest: String?) {
        self.domain = domain
        self.path = path
        self.tag = tag
        self.digest = digest
    }

    /// The same repository with this digest and no tag.
    func with(digest: Digest) -> ImageReference {
        ImageReference(domain: domain, path: path, tag: nil, digest: digest.description)
    }

    /// True for `localhost`, 127.0.0.0/8 and `[::1]`, with or without a port: registries that may speak plain HTTP.
    var isOnLoopback: Bool {
        if domain.hasPrefix("[") { return domain.hasPrefix("[::1]") }
        let host = domain.split(separator: ":", maxSplits: 1).first ?? ""
        if host == "localhost" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
