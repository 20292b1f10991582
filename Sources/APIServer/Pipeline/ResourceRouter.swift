internal import KubernetesAPI

/// Finds who answers a request for a resource.
struct ResourceRouter: Sendable {
    private struct Place: Hashable {
        var group: String
        var resource: String
    }

    private let registries: [Place: ResourceRegistry]
    private let configuration: APIPipeline.Configuration

    init(_ configuration: APIPipeline.Configuration) {
        self.configuration = configuration
        let admission = Admission(
            store: configuration.store, authorityPEM: configuration.authorityPEM, logger: configuration.logger)
        let cache = WatchCache()
        var registries: [Place: ResourceRegistry] = [:]
        for definition in configuration.definitions {
            let place = Place(group: definition.group, resource: definition.resource)
            var registry =
                if let form = definition.storedForm {
                    ResourceRegistry(
                        definition, store: ConvertedStore(base: configuration.store, form: form), admission: admission,
                        cache: WatchCache())
                } else {
                    ResourceRegistry(definition, store: configuration.store, admission: admission, cache: cache)
                }
            registry.bookmarkInterval = configuration.bookmarkInterval
            registries[place] = registry
        }
        self.registries = registries
    }

    func registry(group: String, resource: String) -> ResourceRegistry? {
        registries[Place(group: group, resource: resource)]
    }

    func respond(to request: APIRequest, _ exchange: Exchange) async throws -> APIResponse {
        let info = exchange.info
        guard let registry = registry(group: info.group, resource: info.resource),
            registry.definition.version == info.version, info.tail.isEmpty || info.subresource == "proxy"
        else { throw StatusError.unknownResource() }
        try checkPlace(info, registry.definition)
        if registry.definition.isBindings, info.verb == "create", info.name.isEmpty,
            let pods = self.registry(group: "", resource: "pods")
        {
            return try await PodBinding(pods: pods).bind(request, exchange)
        }
        if registry.definition.strategy is ReviewStrategy {
            let handler = ReviewHandler(
                definition: registry.definition, authorizer: configuration.authorizer,
                authenticator: configuration.authenticator)
            return try await handler.respond(to: request, exchange)
        }
        let faults = info.name.isEmpty ? [] : NameRules.pathSegment(info.name)
        guard faults.isEmpty else {
            throw StatusError.badRequest(
                "Name parameter invalid: \(quoted(info.name)): \(faults.joined(separator: ";"))")
        }
        guard !info.subresource.isEmpty else {
            let handler = ResourceHandler(registry: registry, exchange: exchange) { asked in
                try await authorize(exchange.user, asked)
            }
            return try await handler.respond(to: request)
        }
        return try await respond(to: request, exchange, registry)
    }

    private func authorize(_ user: UserInfo, _ info: RequestInfo) async throws {
        let decision = await configuration.authorizer.authorize(user, info)
        guard decision.isAllowed else { throw StatusError.forbidden(user, info, reason: decision.reason) }
    }

    private func respond(
        to request: APIRequest, _ exchange: Exchange, _ registry: ResourceRegistry
    ) async throws -> APIResponse {
        let info = exchange.info
        guard let subresource = registry.definition.subresources.first(where: { $0.name == info.subresource }) else {
            throw try await unserved(info, registry)
        }
        guard subresource.verbs.contains(info.verb) else { throw StatusError.methodNotAllowed() }
        if let strategy = subresource.strategy {
            return try await SubresourceHandler(
                registry: registry, subresource: subresource, strategy: strategy, exchange: exchange
            ).respond(to: request)
        }
        if subresource.name == "token", let tokens = configuration.authenticator.serviceAccounts {
            return try await TokenRequestHandler(accounts: registry, tokens: tokens).create(request, exchange)
        }
        guard registry.definition.isPods else { throw StatusError.unknownResource() }
        switch subresource.name {
        case "binding": return try await PodBinding(pods: registry).bind(request, exchange)
        case "eviction": return try await PodEviction(pods: registry).evict(request, exchange)
        case "log": return try await PodStreams(pods: registry, nodes: configuration.nodes).log(request, info)
        case "exec", "attach":
            throw try await PodStreams(pods: registry, nodes: configuration.nodes).refusal(request, info)
        default: throw StatusError.unknownResource()
        }
    }

    /// 404; for what Kubernetes serves and this server does not, by name, once all is as it would have to be there.
    private func unserved(_ info: RequestInfo, _ registry: ResourceRegistry) async throws -> StatusError {
        var error = StatusError.unknownResource()
        let definition = registry.definition
        let known = definition.isPods ? ["portforward", "proxy", "resize"] : definition.isNodes ? ["proxy"] : []
        guard known.contains(info.subresource) else { return error }
        let object = try registry.tree(try await registry.get(info.name, namespace: info.namespace))
        if info.subresource == "portforward" { _ = try PodStreams.node(of: object) }
        error.status.message += ": \(definition.resource)/\(info.subresource) is not served here"
        return error
    }

    /// The streams of a pod if the request is for one that is upgraded.
    func streams(for info: RequestInfo) -> PodStreams? {
        guard let pods = registry(group: info.group, resource: info.resource), pods.definition.isPods,
            pods.definition.version == info.version, ["exec", "attach"].contains(info.subresource),
            ["get", "create"].contains(info.verb), !info.namespace.isEmpty, info.tail.isEmpty
        else { return nil }
        return PodStreams(pods: pods, nodes: configuration.nodes)
    }

    /// A namespaced object is found in its namespace only, a cluster-wide one outside all. Throws 404, 405.
    private func checkPlace(_ info: RequestInfo, _ definition: ResourceDefinition) throws {
        if definition.namespaced {
            guard info.namespace.isEmpty else { return }
            guard info.name.isEmpty else { throw StatusError.unknownResource() }
            guard ["list", "watch"].contains(info.verb) else { throw StatusError.methodNotAllowed() }
        } else if !info.namespace.isEmpty, !definition.isNamespaces {
            throw StatusError.unknownResource()
        }
    }
}
