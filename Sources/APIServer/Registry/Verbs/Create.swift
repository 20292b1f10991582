internal import KubernetesAPI
internal import ResourceStore

extension ResourceRegistry {
    /// Creates an object that has been decoded.
    /// - Parameter namespace: of the path; empty for cluster-wide resources.
    func create(
        _ object: JSONValue, namespace: String, dryRun: Bool, fields: FieldTracking
    ) async throws -> StoredObject {
        var object = object
        try place(&object, in: namespace)
        guard object.resourceVersion.isEmpty else {
            throw StatusError.badRequest("resourceVersion should not be set on objects to be created")
        }
        strategy.applyDefaults(to: &object)
        fields.track(creating: &object)
        Identity.assign(to: &object, now: .now)
        let base = object[metadata: "generateName"]?.string ?? ""
        let generates = object.name.isEmpty && !base.isEmpty
        let attempts = generates ? GeneratedName.attempts : 1
        try await admission.admit(
            &object, name: generates ? base : object.name, namespace: namespace, in: definition)
        for attempt in 1...attempts {
            var named = object
            if generates { named[metadata: "name"] = .string(GeneratedName.make(from: base)) }
            strategy.prepareForCreate(&named)
            if named[metadata: "generation"] == nil, strategy.bumpsGeneration(named, old: .object([:])) {
                named[metadata: "generation"] = 1
            }
            try await check(&named)
            do {
                return try await commitNew(named, namespace: namespace, dryRun: dryRun)
            } catch StoreError.alreadyExists(let key) {
                if attempt == attempts { throw try await alreadyExists(named.name, key: key, generated: generates) }
            }
        }
        throw notFound(object.name)
    }

    private func check(_ object: inout JSONValue) async throws {
        var errors = FieldTracking.violations(object) + strategy.validateCreate(object)
        if errors.isEmpty {
            errors = ObjectMetadata.validatePathSegments(object, namespaced: definition.namespaced)
        }
        if !errors.isEmpty { throw invalid(object.name, errors) }
        try await admission.check(object, in: definition)
        if definition.isPods {
            try await PodAdmission(store: store).checkOverhead(of: object)
            try await admission.placement.place(&object)
        }
    }

    private func commitNew(_ object: JSONValue, namespace: String, dryRun: Bool) async throws -> StoredObject {
        let key = key(object.name, namespace: namespace)
        if dryRun {
            if try await store.get(key) != nil { throw StoreError.alreadyExists(key: key) }
            return StoredObject(key: key, revision: 0, value: object.encoded())
        }
        let created = try await store.create(key) { encode(object, committedAt: $0) }
        await admission.committed(object, old: .null, in: definition)
        return created
    }

    /// Sets the namespace of the path. Throws 400 where the object names another.
    private func place(_ object: inout JSONValue, in namespace: String) throws {
        guard definition.namespaced else {
            if !object.namespace.isEmpty { object[metadata: "namespace"] = nil }
            return
        }
        guard object.namespace.isEmpty || object.namespace == namespace else {
            throw StatusError.badRequest(
                "the namespace of the provided object does not match the namespace sent on the request")
        }
        object[metadata: "namespace"] = .string(namespace)
    }

    private func alreadyExists(_ name: String, key: String, generated: Bool) async throws -> StatusError {
        if generated {
            return .generateNameConflict(resource: definition.resource, group: definition.group, name: name)
        }
        var error = StatusError.alreadyExists(resource: definition.resource, group: definition.group, name: name)
        if let existing = try await store.get(key), try tree(existing).isBeingDeleted {
            error.status.message = "object is being deleted: \(error.status.message)"
        }
        return error
    }
}
