public import ContainerRuntime
internal import KubernetesAPI
public import KubernetesClient
public import Logging
public import ServiceLifecycle
public import StreamProtocols

/// The kubelet's part of Mayfly: runs the pods that the API assigns to this node and tells what becomes of them.
/// It knows the API only as a client. Its start is always a recovery; its end leaves every container running.
public final class NodeAgent: Service {
    private let client: KubernetesClient
    private let configuration: NodeAgentConfiguration
    private let context: WorkerContext
    private let recorder: EventRecorder
    private let table: PodTable
    private let registration: NodeRegistration
    private let logger: Logger

    /// Exec, attach and logs of this node's containers.
    public let streams: any NodeStreams

    /// Throws where this machine cannot be looked at. Starts nothing.
    public init(
        client: KubernetesClient, runtime: any PodRuntime, images: any ImageStoring,
        configuration: NodeAgentConfiguration, logger: Logger
    ) throws {
        self.client = client
        self.configuration = configuration
        self.logger = logger
        let facts = try MachineFacts.read(dataDirectory: configuration.dataDirectory)
        recorder = EventRecorder(client: client, node: configuration.nodeName, logger: logger)
        let exits = ExitNotices()
        table = PodTable(exits: exits)
        let addresses = configuration.hostAddresses.isEmpty ? facts.addresses : configuration.hostAddresses
        context = WorkerContext(
            api: KubernetesPodAPI(client: client, recorder: recorder), runtime: runtime, images: images, exits: exits,
            nodeName: configuration.nodeName, capacity: facts.capacity, hostAddresses: addresses,
            dataDirectory: configuration.dataDirectory, logger: logger)
        streams = AgentStreams(directory: table, runtime: runtime, watcher: try FileWatcher())
        registration = NodeRegistration(
            client: client, configuration: configuration, facts: facts, addresses: addresses,
            runtime: "\(runtime.name)://\(runtime.version)", logger: logger)
    }

    /// Writes the Node object, for who must find it before ``run()`` has come so far; that does so again, should it fail.
    public func register() async throws { try await registration.report() }

    /// Runs until cancelled or asked to shut down; throws where the machine cannot be taken stock of.
    public func run() async throws {
        let recovery = Recovery(inventory: try await context.runtime.inventory(), context: context)
        await cancelWhenGracefulShutdown { await self.work(recovery) }
    }

    private func work(_ recovery: Recovery) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.recorder.run() }
            group.addTask { await self.registration.run() }
            var isFirst = true
            await PodSource(client: client, node: configuration.nodeName, logger: logger).run { change in
                switch change {
                case .changed(let pod):
                    await take(pod, isFirst ? recovery : nil, in: &group)
                case .removed(let pod):
                    table[pod.metadata.uid]?.submit(.podRemoved)
                case .all(let pods):
                    let uids = Set(pods.map(\.metadata.uid))
                    for uid in table.uids where !uids.contains(uid) { table[uid]?.submit(.podRemoved) }
                    for pod in pods { await take(pod, isFirst ? recovery : nil, in: &group) }
                    guard isFirst else { break }
                    isFirst = false
                    table.recovered()
                    group.addTask { await recovery.removeOrphans(keeping: uids) }
                    // Only now, when every pod that can have one is known, are exits passed on.
                    group.addTask { await self.passExits() }
                }
            }
            table.recovered()
            group.cancelAll()
        }
    }

    /// Tells a pod's worker what is new, or sets one to work.
    private func take(_ pod: Pod, _ recovery: Recovery?, in group: inout DiscardingTaskGroup) async {
        let uid = pod.metadata.uid
        if let worker = table[uid] { return worker.submit(.podChanged(pod)) }
        var found: (RecoveredPod, Sandbox?)?
        do {
            found = try await recovery?.found(pod)
        } catch {
            logger.error(
                "cannot look at what is left of a pod", metadata: ["pod": "\(pod.metadata.name)", "error": "\(error)"])
        }
        let worker = PodWorker(pod: pod, recovered: found?.0, sandbox: found?.1, context: context)
        table.add(worker, PodIdentity(pod))
        group.addTask {
            await worker.run()
            self.table.remove(uid)
        }
    }

    private func passExits() async {
        for await record in context.runtime.exits {
            await table[record.id.podUID]?.exited(record)
        }
    }
}
