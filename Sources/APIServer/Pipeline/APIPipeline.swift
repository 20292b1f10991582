public import KubernetesAPI
public import Logging
public import ResourceStore

/// The way of every request, whatever carried it: authenticate → authorize → handle → audit. What a handler throws becomes a
/// `Status`; nothing that a client sends makes it fail with 5xx or end the process.
public struct APIPipeline: RequestHandler {
    /// What a pipeline is made from.
    public struct Configuration: Sendable {
        /// Every served kind, ``ReviewResources`` among them.
        public var definitions: [ResourceDefinition]
        public var store: any ResourceStore
        public var authenticator = Authenticator()
        public var authorizer: any Authorizer = BasicAuthorizer()
        public var audit: any AuditSink
        public var documents: APIDocuments
        /// The certificate of the authority that signs this server's own, for the pods of every namespace.
        public var authorityPEM = ""
        /// Where exec, attach and logs of a pod's node are found.
        public var nodes = NodeDirectory()
        public var limits = RequestLimits()
        /// How often watches that want to be told how far they have come are told; a minute, as in Kubernetes.
        public var bookmarkInterval = Duration.seconds(60)
        /// Asked by `/livez` and `/readyz`, and by `/readyz` alone.
        public var liveness: [HealthCheck] = []
        public var readiness: [HealthCheck] = []
        public var logger: Logger

        public init(
            definitions: [ResourceDefinition], store: any ResourceStore, audit: any AuditSink, documents: APIDocuments,
            logger: Logger
        ) {
            self.definitions = definitions
            self.store = store
            self.audit = audit
            self.documents = documents
            self.logger = logger
        }
    }

    /// A body beyond this is refused with 413, whichever transport brought it.
    static let maximumBodyBytes = 3 << 20

    let configuration: Configuration
    let router: ResourceRouter
    let health: HealthEndpoints
    let limiter: RequestLimiter

    public init(_ configuration: Configuration) {
        self.configuration = configuration
        limiter = RequestLimiter(configuration.limits)
        router = ResourceRouter(configuration)
        health = HealthEndpoints(liveness: configuration.liveness, readiness: configuration.readiness)
    }

    public func respond(to request: APIRequest, from connection: ConnectionIdentity) async -> APIResponse {
        let info = RequestInfo(request)
        let kind = RequestLimiter.Kind(info)
        let isTaken = limiter.enter(kind)
        var response = await exchange(request, info, connection) { exchange in
            guard isTaken else { throw StatusError.tooManyRequests(Self.tooMany) }
            return try await route(request, exchange)
        } failure: {
            APIResponse($0, for: request)
        }
        do {
            response = try await response.compressed(for: request)
        } catch {
            configuration.logger.debug("an answer went out as it was", metadata: ["error": "\(error)"])
        }
        // As in Kubernetes: what is behind a login is not for shared caches, unless it says so.
        if response.headers["Cache-Control"] == nil { response.headers["Cache-Control"] = "no-cache, private" }
        if isTaken { response.onEnd = { limiter.leave(kind) } }
        return response
    }

    private static let tooMany = "Too many requests, please try again later."

    public func prepareUpgrade(_ request: APIRequest, from connection: ConnectionIdentity) async -> UpgradeDecision {
        let info = RequestInfo(request)
        let kind = RequestLimiter.Kind(info)
        let isTaken = limiter.enter(kind)
        let decision: UpgradeDecision = await exchange(request, info, connection) { exchange in
            guard isTaken else { throw StatusError.tooManyRequests(Self.tooMany) }
            guard let streams = router.streams(for: exchange.info) else {
                return .refuse(try await route(request, exchange))
            }
            return try await streams.prepare(request, exchange.info)
        } failure: {
            .refuse(APIResponse($0, for: request))
        }
        guard isTaken else { return decision }
        switch decision {
        case .refuse(var response):
            response.onEnd = { limiter.leave(kind) }
            return .refuse(response)
        case .accept(let session, let options):
            return .accept(CountedSession(session: session) { limiter.leave(kind) }, options)
        }
    }

    /// This pipeline as a transport for a user of this process: no HTTP and no authentication, everything else the same.
    public func transport(as user: UserInfo) -> InProcessTransport { InProcessTransport(pipeline: self, user: user) }

    /// Makes what is always there: namespaces, priority classes. To be called once before requests are served.
    public func bootstrap() async throws {
        for name in ["default", "kube-system", "kube-public", "kube-node-lease"] {
            try await ensure(
                ["kind": "Namespace", "apiVersion": "v1", "metadata": ["name": .string(name)]], group: "", "namespaces")
        }
        for system in SystemPriorityClass.allCases {
            try await ensure(system.object, group: PriorityClasses.group, "priorityclasses")
        }
    }

    private func ensure(_ object: JSONValue, group: String, _ resource: String) async throws {
        guard let registry = router.registry(group: group, resource: resource) else { return }
        do {
            _ = try await registry.create(
                registry.decoder.decode(RequestBody(value: object), .ignore).value, namespace: "", dryRun: false,
                fields: .update(registry.fieldManager("kube-apiserver")))
        } catch let error as StatusError where error.isAlreadyExists {}
    }

    func route(_ request: APIRequest, _ exchange: Exchange) async throws -> APIResponse {
        guard exchange.info.isResource else {
            if let response = await health.respond(to: request) { return response }
            let issuer = configuration.authenticator.serviceAccounts
            guard let response = issuer?.respond(to: request) ?? configuration.documents.respond(to: request) else {
                throw StatusError.unknownResource()
            }
            guard request.method == .get else { throw StatusError.methodNotAllowed() }
            return response
        }
        return try await router.respond(to: request, exchange)
    }
}
