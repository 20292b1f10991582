internal import KubernetesAPI
public import KubernetesClient
public import Logging
public import ServiceLifecycle

/// Empties namespaces that are being deleted, and lets them go when nothing is left in them (the part of Kubernetes'
/// namespace controller that matters on one machine).
public struct NamespaceController: Service {
    private let client: KubernetesClient
    private let logger: Logger

    public init(client: KubernetesClient, logger: Logger) {
        self.client = client
        self.logger = logger
    }

    /// Follows namespaces until cancelled or asked to shut down.
    public func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await follow() } catch is CancellationError { return } catch {
                    logger.warning("the watch of namespaces broke off", metadata: ["error": "\(error)"])
                    try await Task.sleep(for: .seconds(1))  // so that a lasting fault is not tried without pause
                }
            }
        }
    }

    /// Lists, then watches; each dying namespace is worked on beside the others.
    private func follow() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            var atWork: Set<String> = []
            func take(_ namespace: Namespace) {
                guard namespace.metadata.deletionTimestamp != nil, atWork.insert(namespace.metadata.uid).inserted else {
                    return
                }
                let name = namespace.metadata.name
                group.addTask { await finish(name) }
            }
            let list = try await client.list(Namespace.self)
            list.items.forEach(take)
            for try await event in try await client.watch(Namespace.self, resourceVersion: list.resourceVersion) {
                switch event {
                case .added(let namespace), .modified(let namespace): take(namespace)
                case .deleted(let namespace): atWork.remove(namespace.metadata.uid)
                case .bookmark: break
                }
            }
        }
    }

    /// Deletes what is in the namespace, waits until its pods have ended, and takes its finalizer off.
    private func finish(_ name: String) async {
        do {
            try await empty(name)
            try await waitUntilPodsAreGone(name)
            try await finalize(name)
        } catch is CancellationError {
            return
        } catch let error as StatusError where error.isNotFound {
            return
        } catch {
            logger.error("a namespace could not be emptied", metadata: ["namespace": "\(name)", "error": "\(error)"])
        }
    }

    private func empty(_ namespace: String) async throws {
        for path in Self.contents {
            let collection = resourcePath(apiVersion: path.apiVersion, resource: path.resource, namespace: namespace)
            _ = try await client.json(.json(.delete, collection, ["kind": "DeleteOptions", "apiVersion": "v1"]))
        }
    }

    private static let contents: [(apiVersion: String, resource: String)] = [
        (Pod.apiVersion, Pod.resource), (ConfigMap.apiVersion, ConfigMap.resource),
        (Secret.apiVersion, Secret.resource),
        (ServiceAccount.apiVersion, ServiceAccount.resource), (Lease.apiVersion, Lease.resource),
        (Event.apiVersion, Event.resource),
    ]

    private func waitUntilPodsAreGone(_ namespace: String) async throws {
        while true {
            let list = try await client.list(Pod.self, namespace: namespace)
            guard !list.items.isEmpty else { return }
            var left = Set(list.items.map(\.metadata.uid))
            for try await event in try await client.watch(
                Pod.self, namespace: namespace, resourceVersion: list.resourceVersion)
            {
                if case .deleted(let pod) = event { left.remove(pod.metadata.uid) }
                if left.isEmpty { break }
            }
        }
    }

    private func finalize(_ name: String) async throws {
        // Events of the pods' ending have come since.
        try await empty(name)
        var namespace = try await client.get(Namespace.self, name)
        namespace.spec.finalizers.removeAll { $0 == "kubernetes" }
        _ = try await client.update(namespace, subresource: "finalize")
    }
}
