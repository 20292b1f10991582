internal import KubernetesAPI
internal import ResourceStore

/// One page of a list.
struct ListResult: Sendable {
    var objects: [StoredObject]
    /// What clients watch from.
    var revision: Revision
    var continueToken: ContinueToken?
    var remaining: Int?
}

extension ResourceRegistry {
    /// - Parameter notOlderThan: the revision that must have been reached, from the request's resourceVersion.
    func get(_ name: String, namespace: String, notOlderThan: Revision? = nil) async throws -> StoredObject {
        if let notOlderThan { try await checkReached(notOlderThan) }
        guard let object = try await store.get(key(name, namespace: namespace)) else { throw notFound(name) }
        return object
    }

    func list(_ query: ListQuery) async throws -> ListResult {
        let root = prefix()
        var after = query.continueToken.map { root + $0.after }
        let revision = try await revision(for: query)
        var result = ListResult(objects: [], revision: 0)
        if let name = query.selection.name, let key = exactKey(name, query) {
            return try await single(key, query, at: revision)
        }
        let prefix = prefix(namespace: definition.namespaced ? query.selection.namespace ?? query.namespace : "")
        repeat {
            let wanted = query.limit.map { $0 - result.objects.count }
            let page = try await page(prefix, after, wanted, at: result.revision == 0 ? revision : result.revision)
            result.revision = page.revision
            result.objects +=
                query.selection.isEverything
                ? page.objects : try page.objects.filter { query.selection.matches(try cache.tree($0)) }
            after = page.continueAfter
            result.remaining = query.selection.isEverything ? page.remaining : nil
        } while after != nil && result.objects.count < query.limit ?? .max
        result.continueToken = after.map {
            ContinueToken(revision: result.revision, after: String($0.dropFirst(root.count)))
        }
        if after == nil { result.remaining = nil }
        return result
    }

    /// A list that can hold one object at most: one look-up.
    private func single(_ key: String, _ query: ListQuery, at revision: Revision?) async throws -> ListResult {
        let page = try await page(key, nil, 1, at: revision)
        let found = try page.objects.filter { try $0.key == key && query.selection.matches(cache.tree($0)) }
        return ListResult(objects: found, revision: page.revision)
    }

    /// The key of the only object that a selection by name can mean; nil across namespaces.
    func exactKey(_ name: String, _ query: ListQuery) -> String? {
        guard definition.namespaced else { return key(name, namespace: "") }
        let namespace = query.namespace.isEmpty ? query.selection.namespace ?? "" : query.namespace
        if !query.namespace.isEmpty, let other = query.selection.namespace, other != namespace { return nil }
        return namespace.isEmpty ? nil : key(name, namespace: namespace)
    }

    /// The revision a list is to be read at; nil for the newest.
    private func revision(for query: ListQuery) async throws -> Revision? {
        if let token = query.continueToken { return token.revision }
        guard let revision = query.revision, revision > 0 else { return nil }
        // Without a match, a limit makes it exact; that is how the first clients with pages used it.
        if query.match == .exact || query.match == nil && query.limit != nil {
            try await checkReached(revision)
            return revision
        }
        try await checkReached(revision)
        return nil
    }

    func checkReached(_ revision: Revision) async throws {
        let current = await store.currentRevision
        if revision > current { throw StatusError.tooLargeResourceVersion(revision, current: current) }
    }

    private func page(_ prefix: String, _ after: String?, _ limit: Int?, at revision: Revision?) async throws
        -> StorePage
    {
        do {
            return try await store.list(prefix: prefix, after: after, limit: limit, at: revision)
        } catch StoreError.expired {
            throw expiredList(after)
        }
    }

    /// 410 for a list whose revision is no longer kept; a continued one gets a token with which it can go on regardless.
    private func expiredList(_ after: String?) -> StatusError {
        guard let after else { return .expired("The resourceVersion for the provided list is too old.") }
        var error = StatusError.expired(
            "The provided continue parameter is too old to display a consistent list result. You can start a new list "
                + "without the continue parameter, or use the continue token in this response to retrieve the remainder "
                + "of the results. Continuing with the provided token results in an inconsistent list - objects that were "
                + "created, modified, or deleted between the time the first chunk was returned and now may show up in "
                + "the list.")
        error.status.metadata.continue =
            ContinueToken(revision: nil, after: String(after.dropFirst(prefix().count))).text
        return error
    }
}
