internal import KubernetesAPI
public import KubernetesClient
public import Logging
public import ServiceLifecycle

/// Deletes objects whose owners have gone, and does what the finalizers `foregroundDeletion` and `orphan` ask for.
public struct GarbageCollector: Service {
    private let client: KubernetesClient
    private let logger: Logger

    public init(client: KubernetesClient, logger: Logger) {
        self.client = client
        self.logger = logger
    }

    /// Follows every kind that can be deleted, until cancelled or asked to shut down.
    public func run() async throws {
        try await keepFollowing("objects and their owners", logger) {
            let kinds = try await client.servedKinds()
            try await collect(kinds)
        }
    }

    private func collect(_ kinds: [ServedKind]) async throws {
        let monitors = try await withThrowingTaskGroup { group in
            for kind in kinds where OwnerMonitor.canFollow(kind) {
                group.addTask { try await OwnerMonitor(kind, client) }
            }
            return try await group.reduce(into: [OwnerMonitor]()) { $0.append($1) }
        }
        let graph = SharedGraph()
        let worker = GarbageWorker(client: client, graph: graph, kinds: kinds, logger: logger)
        // All that is there is known before anything is done about it.
        let first = graph.seen(monitors.flatMap(\.listed))
        let (sightings, continuation) = AsyncStream<OwnerMonitor.Sighting>.makeStream()
        try await withThrowingTaskGroup { group in
            for monitor in monitors { group.addTask { try await monitor.run { continuation.yield($0) } } }
            group.addTask {
                await withDiscardingTaskGroup { works in
                    for item in first { works.addTask { await worker.perform(item) } }
                    for await sighting in sightings {
                        let work =
                            switch sighting {
                            case .seen(let object): graph.seen([object])
                            case .gone(let uid): graph.gone(uid)
                            }
                        for item in work { works.addTask { await worker.perform(item) } }
                    }
                }
            }
            // Where one watch breaks off all begin anew, from lists that belong together.
            try await group.next()
            group.cancelAll()
        }
    }
}
