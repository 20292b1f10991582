internal import KubernetesAPI
internal import ResourceStore

/// How the objects of a kind are stored that has another kind's objects in a form of its own.
struct StoredForm: Sendable {
    /// The group of the kind that is stored, whose resource has the same name.
    var group: String
    /// From the kind's own form to the stored one.
    var encode: @Sendable (JSONValue) throws -> JSONValue
    /// Back.
    var decode: @Sendable (JSONValue) throws -> JSONValue
}

/// A store seen in another form: who uses it reads and writes only that one. Each reading converts anew, so this is for kinds
/// that are mostly read in the form they are stored in.
struct ConvertedStore: ResourceStore {
    let base: any ResourceStore
    let form: StoredForm

    var currentRevision: Revision { get async { await base.currentRevision } }

    func get(_ key: String) async throws -> StoredObject? { try await base.get(key).map(decoded) }

    func list(prefix: String, after: String?, limit: Int?, at revision: Revision?) async throws -> StorePage {
        var page = try await base.list(prefix: prefix, after: after, limit: limit, at: revision)
        page.objects = try page.objects.map(decoded)
        return page
    }

    func create(_ key: String, _ encode: @escaping Encode) async throws -> StoredObject {
        try decoded(await base.create(key, encoded(encode)))
    }

    func update(_ key: String, expecting: Revision, _ encode: @escaping Encode) async throws -> StoredObject {
        try await withConflictDecoded { try await base.update(key, expecting: expecting, encoded(encode)) }
    }

    func delete(_ key: String, expecting: Revision, _ encode: @escaping Encode) async throws -> StoredObject {
        try await withConflictDecoded { try await base.delete(key, expecting: expecting, encoded(encode)) }
    }

    func watch(prefix: String, after revision: Revision) async throws -> StoreWatch {
        try await base.watch(prefix: prefix, after: revision).mapped { try decoded($0) }
    }

    func compact(before revision: Revision) async throws { try await base.compact(before: revision) }

    private func decoded(_ object: StoredObject) throws -> StoredObject {
        var object = object
        object.value = try form.decode(JSONValue.parse(object.value)).encoded()
        return object
    }

    private func encoded(_ encode: @escaping Encode) -> Encode {
        let form = form
        return { try form.encode(JSONValue.parse(encode($0))).encoded() }
    }

    private func withConflictDecoded(_ write: () async throws -> StoredObject) async throws -> StoredObject {
        do { return try decoded(await write()) } catch StoreError.conflict(let current) {
            throw StoreError.conflict(current: try decoded(current))
        }
    }
}
