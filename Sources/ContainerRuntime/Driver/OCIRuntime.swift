import KubernetesAPI
import Logging
import Synchronization

/// Runs pods through an OCI runtime under conmon, with networks by CNI.
public final class OCIRuntime: PodRuntime {
    public var name: String { runtime.name }
    public var version: String { runtime.version }
    /// What this instance has that need not outlive a boot, below `/run/mayfly`.
    public var stateDirectory: String { layout.run }
    public var exits: AsyncStream<ContainerRecord> { table.exits }

    let layout: RuntimeLayout
    let runtime: RuntimeBinary
    let conmon: Conmon
    let network: PodNetwork
    let images: any ImageStoring
    let cgroups: Cgroups
    let host: HostFacts
    let bootID: String
    let seccompProfile: JSONValue
    let reactor: Reactor
    let files: FileWatcher
    let logger: Logger
    let table = ContainerTable()
    let sandboxes = Mutex<[String: Sandbox]>([:])
    private let warned = Mutex<Set<String>>([])
    private let exitWatch = Mutex<Watch?>(nil)

    init(
        layout: RuntimeLayout, runtime: RuntimeBinary, conmon: Conmon, network: PodNetwork, images: any ImageStoring,
        cgroups: Cgroups, host: HostFacts, bootID: String, seccompProfile: JSONValue, reactor: Reactor, logger: Logger
    ) throws {
        self.layout = layout
        self.runtime = runtime
        self.conmon = conmon
        self.network = network
        self.images = images
        self.cgroups = cgroups
        self.host = host
        self.bootID = bootID
        self.seccompProfile = seccompProfile
        self.reactor = reactor
        self.files = try FileWatcher(reactor: reactor)
        self.logger = logger
        let watch = try files.watch(layout.exits, .appeared) { [weak self] in self?.exitAppeared($0) }
        exitWatch.withLock { $0 = watch }
    }

    /// Logs each warning once.
    func warn(_ warnings: [String]) {
        for warning in warnings where warned.withLock({ $0.insert(warning).inserted }) { logger.warning("\(warning)") }
    }

    func cgroup(of id: ContainerID) -> String { "\(Cgroups.pod(id.podUID))/\(id.name)-\(id.attempt)" }
}
