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
    func servedKinds() async throws -> [ResourceKind] { try await client.servedKinds().map { ResourceKind($0) } }
}

extension ResourceKind {
    init(_ served: ServedKind) {
        self.init(
            apiVersion: served.apiVersion, kind: served.kind, resource: served.resource, singular: served.singular,
            shortNames: served.shortNames, namespaced: served.namespaced, verbs: served.verbs,
            categories: served.categories)
    }
}
