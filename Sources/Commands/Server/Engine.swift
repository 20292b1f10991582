internal import APIServer
internal import ContainerRuntime
internal import Controllers
internal import Glibc
internal import KubernetesAPI
internal import KubernetesClient
internal import Logging
internal import NodeAgent
internal import ResourceStore
internal import ServiceLifecycle
internal import UnixSignals

/// The whole engine of one machine: store, API server, node agent and controllers, put together.
struct Engine {
    let server: HTTPServer
    let agent: NodeAgent
    let controllers: [any Service]
    let memory = MemoryUpkeep()
    let kubeconfig: String
    let logger: Logger

    /// Makes all parts; when it returns, requests are answered. Throws what kept a part from starting, in one sentence.
    init(_ options: ServerOptions, logger: Logger) async throws {
        self.logger = logger
        let directory = try Self.makeDirectory(options.dataDir)
        let nodeName = try options.resolvedNodeName()
        let gates = try FeatureGates(parsing: options.featureGates)
        let tokens = try options.tokenAuthFile.map { path in
            do { return try TokenFile(parsing: readText(path)) } catch let error as TokenFile.ParseError {
                throw CommandFailure("error: \(path): \(error)")
            }
        }

        // The runtime is asked what it can do while the database and the keys are read.
        let images = try await ImageStore.open(directory: directory + "/images")
        async let runtime = OCIRuntime.open(
            dataDirectory: directory, runtime: options.runtime, podCIDR: options.podCidr, images: images,
            logger: logger)
        let store = try await SQLiteStore.open(path: directory + "/state.db", logger: logger)
        let pki = try PKI(directory: directory + "/pki", names: ServerNames(bindAddress: options.bindAddress))

        let resources = ServedResources.all(gates: gates) + ReviewResources.all
        let nodes = NodeDirectory()
        var configured = APIPipeline.Configuration(
            definitions: resources, store: store, audit: AuditSinks(try Self.audit(options, logger) + [memory]),
            documents: APIDocuments(resources, version: mayflyVersion), logger: logger)
        configured.nodes = nodes
        configured.authorityPEM = pki.authorityPEM
        configured.authenticator = Authenticator(
            tokens: tokens ?? TokenFile(),
            serviceAccounts: try ServiceAccountTokens(keyPEM: pki.serviceAccountKeyPEM, store: store))
        configured.authorizer = options.authorizationMode == "AlwaysAllow" ? AlwaysAllow() : BasicAuthorizer()
        let pipeline = APIPipeline(configured)
        try await pipeline.bootstrap()

        let client = KubernetesClient(transport: pipeline.transport(as: .node(nodeName)))
        agent = try NodeAgent(
            client: client, runtime: try await runtime, images: images,
            configuration: NodeAgentConfiguration(
                nodeName: nodeName, dataDirectory: directory, podCIDR: options.podCidr,
                kubeletVersion: "v1.32.0+mayfly.\(mayflyVersion)"),
            logger: logger)
        nodes.register(agent.streams, node: nodeName)
        // Whoever reads the ready line may ask for the node at once.
        do { try await agent.register() } catch {
            logger.warning("cannot register the node yet", metadata: ["error": "\(error)"])
        }
        func controllerClient(_ controller: String) -> KubernetesClient {
            KubernetesClient(transport: pipeline.transport(as: .controller(controller)))
        }
        controllers = [
            NamespaceController(client: controllerClient("namespace-controller"), logger: logger),
            NamespaceContentsController(
                client: controllerClient("service-account-controller"), authorityPEM: pki.authorityPEM, logger: logger),
            GarbageCollector(client: controllerClient("generic-garbage-collector"), logger: logger),
            PodGarbageCollector(client: controllerClient("pod-garbage-collector"), logger: logger),
        ]

        var configuration = ServerConfiguration()
        configuration.bindAddress = options.bindAddress
        configuration.port = options.securePort
        server = try await HTTPServer(configuration, tls: pki.server, handler: pipeline, logger: logger)
        kubeconfig = directory + "/admin.kubeconfig"
        try AdminKubeconfig(
            server: "https://\(Self.reachable(server.host)):\(server.port)", authorityPEM: pki.authorityPEM,
            admin: pki.admin
        ).write(to: kubeconfig)
    }

    /// The listener's host as clients of this machine reach it.
    private static func reachable(_ host: String) -> String {
        ["0.0.0.0": "127.0.0.1", "[::]": "[::1]"][host] ?? host
    }

    /// The line that says that requests are answered, and how to send them.
    var readyLine: String {
        "mayfly server ready: https://\(Self.reachable(server.host)):\(server.port) (kubeconfig \(kubeconfig))"
    }

    /// Serves until SIGTERM or SIGINT. Containers go on without it.
    func run() async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [server, agent] + controllers + [memory], gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger))
        try await group.run()
    }

    private static func audit(_ options: ServerOptions, _ logger: Logger) throws -> [any AuditSink] {
        guard let path = options.auditLogPath, path != "-" else { return [AuditLog(logger)] }
        do { return [AuditLog(logger), try AuditFile(path: path, logger: logger)] } catch {
            throw CommandFailure("error: the audit log \(path) cannot be opened: \(error)")
        }
    }

    /// Makes the data directory, for its owner only, and gives its absolute path.
    private static func makeDirectory(_ path: String) throws -> String {
        var made = ""
        for part in path.split(separator: "/") {
            made += (made.isEmpty && !path.hasPrefix("/") ? "" : "/") + part
            guard mkdir(made, 0o700) == 0 || errno == EEXIST else {
                throw CommandFailure(
                    "error: the data directory \(path) cannot be made: \(String(cString: strerror(errno)))")
            }
        }
        guard access(path, R_OK | W_OK | X_OK) == 0, let real = realpath(path, nil) else {
            throw CommandFailure(
                "error: the data directory \(path) cannot be used: \(String(cString: strerror(errno)))")
        }
        defer { free(real) }
        return String(cString: real)
    }
}
