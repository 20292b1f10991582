import KubernetesAPI
import KubernetesClient
import Logging
import ResourceStore
import Testing

@testable import APIServer
@testable import Controllers

/// A server without sockets, with the controllers a test asks for.
struct ControlledServer: Sendable {
    let client: KubernetesClient
    static let authorityPEM = "PEM"
    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private let pipeline: APIPipeline

    private init() async throws {
        let definitions = ServedResources.all() + ReviewResources.all
        var configuration = APIPipeline.Configuration(
            definitions: definitions, store: InMemoryStore(), audit: NoAudit(),
            documents: APIDocuments(definitions, version: "0.0.0"), logger: Self.logger)
        configuration.authorityPEM = Self.authorityPEM
        pipeline = APIPipeline(configuration)
        try await pipeline.bootstrap()
        client = KubernetesClient(transport: pipeline.transport(as: .controller("test")))
    }

    /// Runs `body` while the controllers run.
    static func run(
        _ controllers: Set<Controller>, _ body: @Sendable (ControlledServer) async throws -> Void
    ) async throws {
        let server = try await ControlledServer()
        try await withThrowingTaskGroup { group in
            for controller in controllers { group.addTask { try await server.run(controller) } }
            do { try await body(server) } catch {
                group.cancelAll()
                throw error
            }
            group.cancelAll()
        }
    }

    enum Controller { case namespaces, contents, garbage, pods }

    private func run(_ controller: Controller) async throws {
        switch controller {
        case .namespaces: try await NamespaceController(client: client, logger: Self.logger).run()
        case .contents:
            try await NamespaceContentsController(
                client: client, authorityPEM: Self.authorityPEM, logger: Self.logger
            ).run()
        case .garbage: try await GarbageCollector(client: client, logger: Self.logger).run()
        case .pods:
            try await PodGarbageCollector(
                client: client, logger: Self.logger, period: .milliseconds(20), quarantine: .milliseconds(100)
            ).run()
        }
    }

    // MARK: What tests ask for

    @discardableResult
    func configMap(
        _ name: String, namespace: String = "default", owners: [OwnerReference] = [], finalizers: [String] = []
    ) async throws -> ConfigMap {
        var map = ConfigMap()
        map.metadata.name = name
        map.metadata.namespace = namespace
        map.metadata.ownerReferences = owners
        map.metadata.finalizers = finalizers
        return try await client.create(map)
    }

    func delete(_ object: some APIObject, _ policy: String = "Background") async throws {
        let place = path(of: type(of: object), namespace: object.metadata.namespace, name: object.metadata.name)
        _ = try await client.json(.json(.delete, place, ["propagationPolicy": .string(policy)]))
    }

    /// The object when it is as wanted; nil stands for one that is not there.
    @discardableResult
    func wait<T: APIObject>(
        for type: T.Type, _ name: String, namespace: String? = nil, until isWanted: (T?) -> Bool
    ) async throws -> T? {
        let selector = "metadata.name=\(name)"
        let list = try await client.list(T.self, namespace: namespace, fieldSelector: selector)
        if isWanted(list.items.first) { return list.items.first }
        for try await event in try await client.watch(
            T.self, namespace: namespace, fieldSelector: selector, resourceVersion: list.resourceVersion)
        {
            switch event {
            case .added(let object), .modified(let object): if isWanted(object) { return object }
            case .deleted: if isWanted(nil) { return nil }
            case .bookmark: continue
            }
        }
        throw CancellationError()
    }

    func waitUntilGone(_ object: some APIObject) async throws {
        try await wait(for: type(of: object), object.metadata.name, namespace: object.metadata.namespace) {
            $0?.metadata.uid != object.metadata.uid
        }
    }
}

private struct NoAudit: AuditSink {
    func record(_ event: AuditEvent) {}
}

/// A reference to an object as its owner.
func owner(_ object: ConfigMap, blocks: Bool? = nil) -> OwnerReference {
    var reference = OwnerReference()
    reference.apiVersion = "v1"
    reference.kind = "ConfigMap"
    reference.name = object.metadata.name
    reference.uid = object.metadata.uid
    reference.blockOwnerDeletion = blocks
    return reference
}
