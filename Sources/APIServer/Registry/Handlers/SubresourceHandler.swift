internal import KubernetesAPI
internal import ResourceStore

/// Answers the requests for a subresource that reads and writes its parent (`status`, `ephemeralcontainers`).
struct SubresourceHandler: Sendable {
    let registry: ResourceRegistry
    let subresource: SubresourceDefinition
    let strategy: any SubresourceStrategy
    let exchange: Exchange

    private var info: RequestInfo { exchange.info }

    func respond(to request: APIRequest) async throws -> APIResponse {
        guard subresource.verbs.contains(info.verb) else { throw StatusError.methodNotAllowed() }
        // Only the status is rendered as a table, as in Kubernetes.
        let responder = try ObjectResponder(
            request, registry.definition, cache: registry.cache, allowsTransforms: subresource.name == "status")
        switch info.verb {
        case "get":
            let stored = try await registry.get(info.name, namespace: info.namespace)
            return try respond(stored, for: strategy.generation(of: request, body: nil), responder)
        case "update": return try await update(request, responder)
        case "patch": return try await patch(request, responder)
        default: throw StatusError.methodNotAllowed()
        }
    }

    private func update(_ request: APIRequest, _ responder: ObjectResponder) async throws -> APIResponse {
        let options = try WriteOptions(request.query, kind: "UpdateOptions")
        let body = try RequestBody(
            request, as: registry.definition.kind, schemaType: registry.definition.schemaType)
        let client = strategy.generation(of: request, body: body.value)
        let sent = exchange.accept(try decoder(client).decode(body, options.fieldValidation))
        let fields = FieldTracking.update(registry.fieldManager(request, options, subresource))
        try Identity.check(sent, name: info.name, namespace: info.namespace)
        let outcome = try await registry.modify(info.name, namespace: info.namespace, dryRun: options.dryRun) {
            current in
            if client == .current {
                try registry.checkPrecondition(uid: sent.uid, against: current.tree, name: info.name)
            }
            return try change(sent, raw: body.value, current, client, fields)
        }
        return try respond(outcome.object, for: client, responder)
    }

    /// The patch applies to what a GET would show this client.
    private func patch(_ request: APIRequest, _ responder: ObjectResponder) async throws -> APIResponse {
        let kind = try PatchDocument.Kind(request)
        let options = try WriteOptions(request.query, patch: kind)
        let patch = try PatchDocument(request, kind)
        let manager = registry.fieldManager(request, options, subresource)
        let client = kind == .apply ? .current : strategy.generation(of: request, body: patch.body)
        let decoder = decoder(client)
        let outcome = try await registry.modify(info.name, namespace: info.namespace, dryRun: options.dryRun) {
            current in
            let shown = strategy.project(current.tree, for: client)
            let patched = try patch.applied(to: shown, type: decoder.schemaType, by: manager, force: options.force)
            let object = exchange.accept(try decoder.decode(patched: patched, by: patch, options.fieldValidation))
            try Identity.check(object, name: info.name, namespace: info.namespace)
            return try change(
                object, raw: patched, current, client, kind == .apply ? .applied : .update(manager))
        }
        return try respond(outcome.object, for: client, responder)
    }

    private func change(
        _ body: JSONValue, raw: JSONValue, _ current: CurrentObject, _ client: ClientGeneration,
        _ fields: FieldTracking
    ) throws -> Change {
        let old = current.tree
        if !body.resourceVersion.isEmpty, body.resourceVersion != old.resourceVersion {
            guard Revision(body.resourceVersion) != nil else {
                throw registry.invalidResourceVersion(body.resourceVersion, old)
            }
            throw registry.conflict(old.name)
        }
        var errors: [FieldError] = []
        if !body.uid.isEmpty, body.uid != old.uid {
            errors.append(
                FieldError(.invalid, "metadata.uid", "Invalid value: \(quoted(body.uid)): field is immutable"))
        }
        var new = try strategy.merge(body, into: old, for: client)
        errors += registry.violations(new, old: old) + strategy.validate(new, old: old, for: client)
        errors += strategy.validateRaw(raw, for: client)
        if !errors.isEmpty { throw registry.invalid(old.name, errors) }
        if registry.strategy.bumpsGeneration(new, old: old) {
            new[metadata: "generation"] = .number(JSONNumber((old[metadata: "generation"]?.int64 ?? 0) + 1))
        }
        fields.track(&new, old: old, sent: body, isWhole: false)
        return Deletion.isComplete(new, old: old) ? .release(new) : .write(new)
    }

    private func decoder(_ client: ClientGeneration) -> ObjectDecoder {
        switch client {
        case .current: registry.decoder
        case .alpha:
            ObjectDecoder(
                kind: "EphemeralContainers", group: "", version: "v1", schemaType: "EphemeralContainers")
        }
    }

    private func respond(
        _ stored: StoredObject, for client: ClientGeneration, _ responder: ObjectResponder
    ) throws -> APIResponse {
        guard client == .alpha else { return try responder.object(stored) }
        return try responder.format.response(strategy.project(try registry.tree(stored), for: client))
    }
}
