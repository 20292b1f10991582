internal import KubernetesAPI
internal import KubernetesClient

extension ClusterSession {
    /// The kind that a word of the command line means. Throws a ``CommandFailure`` in kubectl's words where there is none.
    func kind(named word: String) async throws -> ResourceKind {
        if let known = ResourceKind.known.first(where: { $0.answers(to: word) }) { return known }
        if let found = try await servedKinds().first(where: { $0.answers(to: word) }) { return found }
        throw CommandFailure("error: the server doesn't have a resource type \"\(word)\"")
    }

    /// The kind of a manifest. Throws a ``CommandFailure`` in kubectl's words where the server has none such.
    func kind(apiVersion: String, kind: String) async throws -> ResourceKind {
        func matches(_ candidate: ResourceKind) -> Bool { candidate.apiVersion == apiVersion && candidate.kind == kind }
        if let known = ResourceKind.known.first(where: matches) { return known }
        if let found = try await servedKinds().first(where: matches) { return found }
        throw CommandFailure(
            "error: resource mapping not found: no matches for kind \"\(kind)\" in version \"\(apiVersion)\"\nensure CRDs are installed first"
        )
    }

    /// Every kind the server serves, the preferred versions first.
    func servedKinds() async throws -> [ResourceKind] {
        var versions = ["v1"]
        let groups = try await client.json(APIRequest(.get, "/apis"))
        for group in groups["groups"]?.array ?? [] {
            let preferred = group["preferredVersion", "groupVersion"]?.string
            let all = (group["versions"]?.array ?? []).compactMap { $0["groupVersion"]?.string }
            versions += [preferred].compactMap { $0 } + all.filter { $0 != preferred }
        }
        var kinds: [ResourceKind] = []
        for version in versions {
            let path = version.contains("/") ? "/apis/\(version)" : "/api/\(version)"
            let list = try await client.json(APIRequest(.get, path))
            kinds += (list["resources"]?.array ?? []).compactMap { ResourceKind(apiVersion: version, discovered: $0) }
        }
        return kinds
    }
}

extension ResourceKind {
    /// Reads an entry of an `APIResourceList`; nil for subresources.
    init?(apiVersion: String, discovered entry: JSONValue) {
        guard let name = entry["name"]?.string, !name.contains("/"), let kind = entry["kind"]?.string else {
            return nil
        }
        func strings(_ member: String) -> [String] { (entry[member]?.array ?? []).compactMap(\.string) }
        let singular = entry["singularName"]?.string ?? ""
        self.init(
            apiVersion: apiVersion, kind: kind, resource: name,
            singular: singular.isEmpty ? kind.lowercased() : singular,
            shortNames: strings("shortNames"), namespaced: entry["namespaced"]?.bool ?? false, verbs: strings("verbs"),
            categories: strings("categories"))
    }
}
