/// Runs pods' sandboxes and containers on this machine. The node agent knows nothing below it: no OCI, no CNI, no conmon.
/// Every call may be repeated after a crash: creating what is there and removing what is gone succeed.
public protocol PodRuntime: Sendable {
    /// `runc` or `crun` and its version, for the node's status and `containerID` prefixes.
    var name: String { get }
    var version: String { get }

    /// Makes the pod's network, IPC and UTS namespaces, its cgroup and its network; starts `catatonit -P` only where the
    /// pod shares its process namespace.
    func createSandbox(_ spec: SandboxSpec) async throws -> Sandbox
    /// Removes whatever is left of the pod: containers, namespaces, network, cgroup, mounts and its directory.
    func removeSandbox(podUID: String) async throws

    /// Mounts the image, writes `config.json` and has conmon create the container, stdio wired, process not yet started.
    func createContainer(_ spec: ContainerSpec, in sandbox: Sandbox) async throws
    /// Starts a created container. Its exit is told once on ``exits``.
    func startContainer(_ id: ContainerID) async throws -> ContainerRecord
    /// Sends a signal to the container's first process; succeeds if it is gone.
    func signal(_ id: ContainerID, _ signal: Int32) async throws
    /// Removes a container that has exited, with its mounts; the log stays until the sandbox goes.
    func removeContainer(_ id: ContainerID) async throws

    /// What is on this machine, from disk and from the runtime: the start of every recovery.
    func inventory() async throws -> RuntimeInventory
    /// Every exit of a container of this runtime since ``inventory()``, each once. To be iterated once.
    var exits: AsyncStream<ContainerRecord> { get }

    /// Starts a further process in a running container.
    func exec(_ id: ContainerID, command: [String], options: ProcessIO) async throws -> any ContainerProcess
    /// Joins the container's own stdio. The first joining of a container with stdin begins at its first byte of output.
    func attach(_ id: ContainerID, options: ProcessIO) async throws -> any ContainerProcess
}

/// Names a container for the runtime; stable, so that a restarted agent finds its own.
public struct ContainerID: Sendable, Hashable, Codable, CustomStringConvertible {
    public var podUID: String
    public var name: String
    /// Counts the restarts, from 0.
    public var attempt: Int

    public init(podUID: String, name: String, attempt: Int) {
        self.podUID = podUID
        self.name = name
        self.attempt = attempt
    }

    /// The runtime's name for it: `POD-UID_NAME_ATTEMPT`.
    public var description: String { "\(podUID)_\(name)_\(attempt)" }
}

/// What a sandbox is made from.
public struct SandboxSpec: Sendable, Codable, Equatable {
    public var podUID: String
    public var namespace: String
    public var name: String
    public var hostname: String
    public var hostNetwork = false
    public var hostPID = false
    public var hostIPC = false
    public var shareProcessNamespace = false
    public var sysctls: [String: String] = [:]
    public var portMappings: [PortMapping] = []
    /// The pod's share and limits of CPU and memory, as the kubelet sets them on the pod's cgroup.
    public var resources = CgroupResources()

    public init(podUID: String, namespace: String, name: String, hostname: String) {
        self.podUID = podUID
        self.namespace = namespace
        self.name = name
        self.hostname = hostname
    }
}

/// A port of the machine that leads to one of the pod (Kubernetes `hostPort`).
public struct PortMapping: Sendable, Codable, Equatable {
    public var hostPort: UInt16
    public var containerPort: UInt16
    /// `TCP`, `UDP` or `SCTP`.
    public var networkProtocol: String
    /// Empty: every address of the machine.
    public var hostIP: String

    public init(hostPort: UInt16, containerPort: UInt16, networkProtocol: String = "TCP", hostIP: String = "") {
        self.hostPort = hostPort
        self.containerPort = containerPort
        self.networkProtocol = networkProtocol
        self.hostIP = hostIP
    }
}

/// A sandbox that is there.
public struct Sandbox: Sendable, Codable, Equatable {
    public var spec: SandboxSpec
    /// The pod's addresses, first the primary one; the machine's own for a pod on the host's network.
    public var addresses: [String]

    public init(spec: SandboxSpec, addresses: [String]) {
        self.spec = spec
        self.addresses = addresses
    }
}

/// Limits of a cgroup, in the units of OCI's `linux.resources`; nil leaves the kernel's default.
public struct CgroupResources: Sendable, Codable, Equatable {
    /// Relative weight, 2 to 262144 (cgroup v1 `cpu.shares`); drivers convert for v2.
    public var cpuShares: UInt64?
    /// Microseconds of CPU time a `cpuPeriod`.
    public var cpuQuota: Int64?
    public var cpuPeriod: UInt64?
    /// Bytes.
    public var memoryLimit: Int64?

    public init() {}
}

/// Where a container's first process finds its process namespace (CRI `NamespaceMode`).
public enum ProcessNamespace: Sendable, Codable, Equatable {
    case container
    case pod
    case node
    case target(ContainerID)
}

/// A bind mount into a container.
public struct ContainerMount: Sendable, Codable, Equatable {
    public var source: String
    public var destination: String
    public var readOnly = false
    /// `private`, `rslave` or `rshared` (Kubernetes None, HostToContainer, Bidirectional).
    public var propagation = "rprivate"

    public init(source: String, destination: String, readOnly: Bool = false) {
        self.source = source
        self.destination = destination
        self.readOnly = readOnly
    }
}

/// What a container is made from; everything Kubernetes means is already resolved into what the machine understands.
public struct ContainerSpec: Sendable, Codable, Equatable {
    public var id: ContainerID
    /// The image's id (`sha256:…` of its configuration) in the ``ImageStore``.
    public var imageID: String
    /// What `spec.containers[].image` said; for annotations and events only.
    public var imageReference: String
    /// Kubernetes `command`; empty: the image's entrypoint.
    public var command: [String] = []
    /// Kubernetes `args`; empty, and `command` empty too: the image's command.
    public var arguments: [String] = []
    /// Added after, and winning over, the image's environment.
    public var environment: [(name: String, value: String)] {
        get { environmentPairs.map { ($0.name, $0.value) } }
        set { environmentPairs = newValue.map { Pair(name: $0.name, value: $0.value) } }
    }
    public var environmentPairs: [Pair] = []
    public var workingDirectory: String?
    public var mounts: [ContainerMount] = []
    public var stdin = false
    public var stdinOnce = false
    public var tty = false
    public var processNamespace = ProcessNamespace.container
    public var resources = CgroupResources()
    public var oomScoreAdjustment: Int?
    /// Kubernetes `runAsUser`; nil: the image's user, which may be a name.
    public var user: Int64?
    public var group: Int64?
    public var supplementalGroups: [Int64] = []
    /// `runAsNonRoot`: creation fails with a ``RuntimeError`` of kind `.configuration` when the resolved user is 0.
    public var mustRunAsNonRoot = false
    public var privileged = false
    public var readOnlyRootFilesystem = false
    public var noNewPrivileges = false
    /// Capabilities added to and dropped from the default set, without `CAP_`; `ALL` is known.
    public var addedCapabilities: [String] = []
    public var droppedCapabilities: [String] = []
    public var seccomp = SeccompProfile.runtimeDefault

    public enum SeccompProfile: Sendable, Codable, Equatable { case runtimeDefault, unconfined, file(String) }

    public struct Pair: Sendable, Codable, Equatable {
        public var name: String
        public var value: String
    }

    public init(id: ContainerID, imageID: String, imageReference: String) {
        self.id = id
        self.imageID = imageID
        self.imageReference = imageReference
    }
}

/// The state of a container as this machine knows it.
public struct ContainerRecord: Sendable, Equatable {
    public enum State: Sendable, Equatable {
        case created
        case running(pid: Int32, startedAt: Double)
        /// Seconds since 1970; `code` is 128 + signal for a killed one.
        case exited(code: Int32, outOfMemory: Bool, startedAt: Double?, finishedAt: Double)
        /// It was started once, and what became of it is not known (the machine was rebooted).
        case lost
    }
    public var id: ContainerID
    /// 64 hexadecimal digits, unique to this run; goes out as `containerID: runc://…`.
    public var uniqueID: String
    public var imageID: String
    public var state: State
    /// The log in CRI format, absolute.
    public var logPath: String
}

public struct RuntimeInventory: Sendable {
    public var sandboxes: [Sandbox]
    public var containers: [ContainerRecord]
}

/// Which streams a joined process gives, and its terminal's first size.
public struct ProcessIO: Sendable, Equatable {
    public var stdin = false
    public var stdout = true
    public var stderr = true
    public var tty = false
    /// Whether joining a container begins at the first byte of its output, whoever has joined it before.
    public var fromStart = false
    public init() {}
}

/// A process, or the stdio of a container, that was joined. Dropping it without ``close()`` is a bug.
public protocol ContainerProcess: Sendable {
    /// Output as it comes; ends when every stream is at its end. To be iterated once; reading slower slows the process.
    var output: any AsyncSequence<ProcessOutput, any Error> & Sendable { get }
    /// Writes all of it; suspends while the process is slower. Throws when it reads no more.
    func write(_ bytes: [UInt8]) async throws
    /// End of input.
    func closeInput() async
    func resize(columns: UInt16, rows: UInt16) async
    /// The exit code, known only after output has ended. For attach: the container's.
    func waitForExit() async throws -> Int32
    /// Leaves it. An exec'd process that still runs is hung up; a container goes on.
    func close() async
}

public enum ProcessOutput: Sendable, Equatable {
    case stdout([UInt8])
    case stderr([UInt8])
}

/// Why the runtime could not do something. `message` is one sentence for an event or a terminal.
public struct RuntimeError: Error, Sendable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// The spec cannot be run as it is: Kubernetes `CreateContainerConfigError`.
        case configuration
        /// Making the container failed: `CreateContainerError`.
        case create
        /// Starting it failed: `RunContainerError`, state `StartError`.
        case start
        case notFound
        case notRunning
        case io
        /// The machine lacks something; the message names the package or setting.
        case machine
    }
    public var kind: Kind
    public var message: String
    public var description: String { message }

    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
