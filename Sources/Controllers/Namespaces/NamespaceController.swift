internal import KubernetesAPI
public import KubernetesClient
public import Logging
public import ServiceLifecycle

/// Empties namespaces that are being deleted, and lets them go when nothing is left in them.
public struct NamespaceController: Service {
    private let client: KubernetesClient
    private let logger: Logger

    public init(client: KubernetesClient, logger: Logger) {
        self.client = client
        self.logger = logger
    }

    /// Follows namespaces until cancelled or asked to shut down.
    public func run() async throws {
        try await keepFollowing("namespaces", logger) {
            let kinds = try await client.servedKinds().filter { $0.namespaced && $0.verbs.contains("deletecollection") }
            try await client.follow(Namespace.self) {
                $0.metadata.deletionTimestamp != nil && $0.spec.finalizers.contains("kubernetes")
            } work: {
                await finish($0.metadata.name, kinds)
            }
        }
    }

    private func finish(_ name: String, _ kinds: [ServedKind]) async {
        let deletion = NamespaceDeletion(client: client, namespace: name, kinds: kinds)
        while !Task.isCancelled {
            do {
                return try await deletion.run()
            } catch is CancellationError {
                return
            } catch let error as StatusError where error.isNotFound {
                return
            } catch {
                logger.error(
                    "a namespace could not be emptied", metadata: ["namespace": "\(name)", "error": "\(error)"])
            }
            do { try await Task.sleep(for: .seconds(1)) } catch { return }
        }
    }
}
