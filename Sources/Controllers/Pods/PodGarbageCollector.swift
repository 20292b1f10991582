internal import KubernetesAPI
public import KubernetesClient
public import Logging
public import ServiceLifecycle

/// Lets pods go that are being deleted and whose node is not there, so that nobody would ever say that they have ended.
/// Kubernetes' controller of this name takes pods that nobody has deleted as well; here they are kept, since a Node object that
/// was deleted by mistake comes back with the next report of its agent, and its containers still run.
public struct PodGarbageCollector: Service {
    private let client: KubernetesClient
    private let logger: Logger
    private let period: Duration
    private let quarantine: Duration

    /// - Parameters:
    ///   - period: between two looks at the node of a pod; Kubernetes' 20 s.
    ///   - quarantine: for how long the node has to be missed; Kubernetes' 40 s.
    public init(
        client: KubernetesClient, logger: Logger, period: Duration = .seconds(20), quarantine: Duration = .seconds(40)
    ) {
        self.client = client
        self.logger = logger
        self.period = period
        self.quarantine = quarantine
    }

    /// Follows pods until cancelled or asked to shut down.
    public func run() async throws {
        try await keepFollowing("pods of missing nodes", logger) {
            try await client.follow(Pod.self) {
                $0.metadata.deletionTimestamp != nil && !$0.spec.nodeName.isEmpty
            } work: {
                await collect($0)
            }
        }
    }

    /// Returns once nothing but finalizers holds the pod.
    private func collect(_ pod: Pod) async {
        let clock = ContinuousClock()
        var missedSince: ContinuousClock.Instant?
        while true {
            do {
                try await Task.sleep(for: period, tolerance: period / 4)
                guard try await isThere(pod) else { return }
                if try await hasNode(pod) {
                    missedSince = nil
                    continue
                }
                let since = missedSince ?? clock.now
                missedSince = since
                guard clock.now - since >= quarantine else { continue }
                try await client.delete(
                    Pod.self, pod.metadata.name, namespace: pod.metadata.namespace, gracePeriodSeconds: 0,
                    uid: pod.metadata.uid)
                logger.info(
                    "a pod of a node that is not there was let go",
                    metadata: [
                        "pod": "\(pod.metadata.namespace)/\(pod.metadata.name)", "node": "\(pod.spec.nodeName)",
                    ])
                return
            } catch is CancellationError {
                return
            } catch let error as StatusError where error.isNotFound || error.isConflict {
                return  // it is gone, or another one of its name is there
            } catch {
                logger.warning(
                    "a pod of a node that is not there could not be let go", metadata: ["error": "\(error)"])
            }
        }
    }

    private func isThere(_ pod: Pod) async throws -> Bool {
        try await client.get(Pod.self, pod.metadata.name, namespace: pod.metadata.namespace).metadata.uid
            == pod.metadata.uid
    }

    private func hasNode(_ pod: Pod) async throws -> Bool {
        do {
            _ = try await client.get(Node.self, pod.spec.nodeName)
            return true
        } catch let error as StatusError where error.isNotFound {
            return false
        }
    }
}
