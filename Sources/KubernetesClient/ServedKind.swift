public import KubernetesAPI

/// A kind that a server serves, as its discovery tells of it.
public struct ServedKind: Sendable, Hashable {
    /// `v1` or `GROUP/VERSION`.
    public var apiVersion: String
    public var kind: String
    /// The plural: `pods`.
    public var resource: String
    public var singular: String
    public var shortNames: [String]
    public var namespaced: Bool
    public var verbs: [String]
    public var categories: [String]

    public var group: String { apiVersion.contains("/") ? String(apiVersion.prefix { $0 != "/" }) : "" }

    /// Reads an entry of an `APIResourceList`; nil for subresources.
    public init?(apiVersion: String, discovered entry: JSONValue) {
        guard let name = entry["name"]?.string, !name.contains("/"), let kind = entry["kind"]?.string else {
            return nil
        }
        func strings(_ member: String) -> [String] { (entry[member]?.array ?? []).compactMap(\.string) }
        let singular = entry["singularName"]?.string ?? ""
        self.apiVersion = apiVersion
        self.kind = kind
        resource = name
        self.singular = singular.isEmpty ? kind.lowercased() : singular
        shortNames = strings("shortNames")
        namespaced = entry["namespaced"]?.bool ?? false
        verbs = strings("verbs")
        categories = strings("categories")
    }

    /// The path of the collection, or of one of its objects. The namespace counts only for kinds that are in one.
    public func path(namespace: String? = nil, name: String? = nil) -> String {
        resourcePath(
            apiVersion: apiVersion, resource: resource, namespace: namespaced ? namespace : nil, name: name)
    }
}

extension KubernetesClient {
    /// Every kind the server serves, the preferred versions first.
    public func servedKinds() async throws -> [ServedKind] {
        var versions = ["v1"]
        let groups = try await json(APIRequest(.get, "/apis"))
        for group in groups["groups"]?.array ?? [] {
            let preferred = group["preferredVersion", "groupVersion"]?.string
            let all = (group["versions"]?.array ?? []).compactMap { $0["groupVersion"]?.string }
            versions += [preferred].compactMap { $0 } + all.filter { $0 != preferred }
        }
        var kinds: [ServedKind] = []
        for version in versions {
            let path = version.contains("/") ? "/apis/\(version)" : "/api/\(version)"
            let list = try await json(APIRequest(.get, path))
            kinds += (list["resources"]?.array ?? []).compactMap { ServedKind(apiVersion: version, discovered: $0) }
        }
        return kinds
    }
}
