internal import KubernetesAPI
internal import ResourceStore

/// Answers the requests for one resource: reads what the wire says, calls the registry, writes what it gives.
struct ResourceHandler: Sendable {
    let registry: ResourceRegistry
    let exchange: Exchange
    /// Whether the user may do what a request does beside its own verb. Throws 403.
    let authorize: @Sendable (RequestInfo) async throws -> Void

    var definition: ResourceDefinition { registry.definition }
    private var info: RequestInfo { exchange.info }

    /// Throws a `StatusError`, or another error that ``ErrorMapping`` knows.
    func respond(to request: APIRequest) async throws -> APIResponse {
        // A collection is neither replaced nor patched.
        let isWhole = info.name.isEmpty && ["update", "patch"].contains(info.verb)
        guard definition.verbs.contains(info.verb), !isWhole else { throw definition.refusal(of: info.verb) }
        switch info.verb {
        case "get": return try await get(request)
        case "list": return try await list(request)
        case "watch": return try await watch(request)
        case "create": return try await create(request)
        case "update": return try await update(request)
        case "patch": return try await patch(request)
        case "delete": return try await delete(request)
        case "deletecollection": return try await deleteCollection(request)
        default: throw StatusError.methodNotAllowed()
        }
    }

    private func responder(
        _ request: APIRequest, for answer: ResponseFormat.Answer = .object
    ) throws -> ObjectResponder {
        try ObjectResponder(request, definition, cache: registry.cache, for: answer)
    }

    // MARK: Reads

    private func get(_ request: APIRequest) async throws -> APIResponse {
        let responder = try responder(request)
        let revision = try ListQuery.revision(request.query["resourceVersion"] ?? "")
        return try responder.object(
            try await registry.get(info.name, namespace: info.namespace, notOlderThan: revision))
    }

    private func list(_ request: APIRequest) async throws -> APIResponse {
        let responder = try responder(request, for: .list)
        return try responder.list(try await registry.list(try query(request, isWatch: false)))
    }

    private func watch(_ request: APIRequest) async throws -> APIResponse {
        let responder = try responder(request, for: .watch)
        return try await registry.watch(try query(request, isWatch: true), responder)
    }

    private func query(_ request: APIRequest, isWatch: Bool) throws -> ListQuery {
        try ListQuery(
            request.query, namespace: definition.namespaced ? info.namespace : "", name: info.name, isWatch: isWatch,
            of: definition)
    }

    // MARK: Writes

    private func create(_ request: APIRequest) async throws -> APIResponse {
        guard info.name.isEmpty else {
            throw StatusError.methodNotAllowed()
        }
        let responder = try responder(request)
        let options = try WriteOptions(request.query, kind: "CreateOptions")
        let sent = accept(try registry.decoder.decode(request, options.fieldValidation))
        exchange.trail.name = sent.name
        let created = try await registry.create(
            sent, namespace: info.namespace, dryRun: options.dryRun,
            fields: .update(registry.fieldManager(request, options)))
        exchange.trail.name = String(StoreKeys.name(created.key))
        exchange.warnings.add(definition.strategy.warnings(creating: try registry.tree(created), sent: sent))
        return try responder.object(created, status: 201)
    }

    private func update(_ request: APIRequest) async throws -> APIResponse {
        let responder = try responder(request)
        let options = try WriteOptions(request.query, kind: "UpdateOptions")
        let sent = accept(try registry.decoder.decode(request, options.fieldValidation))
        let (object, created) = try await registry.update(
            sent, name: info.name, namespace: info.namespace, dryRun: options.dryRun,
            fields: .update(registry.fieldManager(request, options)))
        return try responder.object(object, status: created ? 201 : 200)
    }

    /// What was sent, less its repeated owners.
    private func accept(_ decoded: DecodedObject, isPatched: Bool = false) -> JSONValue {
        var object = exchange.accept(decoded)
        exchange.warnings.add(object.dropRepeatedOwners(isPatched: isPatched))
        return object
    }

    private func patch(_ request: APIRequest) async throws -> APIResponse {
        let responder = try responder(request)
        let kind = try PatchDocument.Kind(request)
        let options = try WriteOptions(request.query, patch: kind)
        let patch = try PatchDocument(request, kind)
        let manager = registry.fieldManager(request, options)
        while true {
            do {
                let outcome = try await registry.modify(info.name, namespace: info.namespace, dryRun: options.dryRun) {
                    current in
                    let patched = try patch.applied(
                        to: current.tree, type: definition.schemaType, by: manager, force: options.force)
                    let object = accept(
                        try registry.decoder.decode(patched: patched, by: patch, options.fieldValidation),
                        isPatched: true)
                    try Identity.check(object, name: info.name, namespace: info.namespace)
                    return try await registry.replacement(
                        object, for: current, fields: kind == .apply ? .applied : .update(manager))
                }
                return try responder.object(outcome.object)
            } catch let error as StatusError where error.isNotFound && kind == .apply {
                guard let created = try await create(applying: patch, by: manager, options) else { continue }
                return try responder.object(created, status: 201)
            }
        }
    }

    /// Makes the object that is applied where there is none yet; nil if there is one now.
    private func create(
        applying patch: PatchDocument, by manager: FieldManager, _ options: WriteOptions
    ) async throws -> StoredObject? {
        let applied = try manager.apply(patch.body, to: nil, force: options.force, now: .now)
        var object = accept(
            try registry.decoder.decode(patched: applied, by: patch, options.fieldValidation), isPatched: true)
        try Identity.check(object, name: info.name, namespace: info.namespace)
        object[metadata: "resourceVersion"] = nil  // there is no version yet that it could mean
        var asked = info
        asked.verb = "create"
        try await authorize(asked)
        if !object.uid.isEmpty {
            throw registry.conflict(
                info.name,
                because:
                    "uid mismatch: the provided object specified uid \(object.uid), and no existing object was found")
        }
        do {
            let created = try await registry.create(
                object, namespace: info.namespace, dryRun: options.dryRun, fields: .applied)
            exchange.warnings.add(definition.strategy.warnings(creating: try registry.tree(created), sent: object))
            return created
        } catch let error as StatusError where error.isAlreadyExists {
            return nil
        }
    }

    private func delete(_ request: APIRequest) async throws -> APIResponse {
        let responder = try responder(request)
        let outcome = try await registry.delete(info.name, namespace: info.namespace, try DeleteRequest(request))
        if outcome.wasRemoved, !definition.strategy.returnsDeletedObject {
            let uid = try registry.tree(outcome.object).uid
            return try responder.format.response(StatusSuccess.deleted(info.name, uid: uid, definition))
        }
        return try responder.object(outcome.object)
    }

    private func deleteCollection(_ request: APIRequest) async throws -> APIResponse {
        let responder = try responder(request)
        let query = try query(request, isWatch: false)
        return try responder.list(try await registry.deleteCollection(query, try DeleteRequest(request)))
    }
}
