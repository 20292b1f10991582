internal import ContainerRuntime
internal import KubernetesAPI

/// Which of a pod's lists a container stands in, and with that how it lives.
enum ContainerRole: String, Sendable, Equatable {
    case ephemeral, initial
    /// An init container with `restartPolicy: Always`.
    case sidecar
    case regular

    /// The list's name in `spec`, as in the field paths of events.
    var field: String {
        switch self {
        case .ephemeral: "ephemeralContainers"
        case .initial, .sidecar: "initContainers"
        case .regular: "containers"
        }
    }
}

/// One start of a container.
struct ContainerRun: Sendable, Equatable {
    var id: ContainerID
    var uniqueID: String
    /// The image's names for the status; from the image store where known.
    var image: RunImage
    var startedAt: Timestamp?
    var logPath: String
}

/// How `status` names the image of a run.
struct RunImage: Sendable, Equatable {
    /// `docker.io/library/busybox:1.36`.
    var name: String
    /// `docker.io/library/busybox@sha256:…`, or the image's id where no digest is known.
    var id: String
}

/// How a run ended.
struct Termination: Sendable, Equatable {
    var run: ContainerRun
    var exitCode: Int32
    var reason: String
    var message = ""
    var finishedAt: Timestamp?
    /// The process never came to life; its record counts all the same.
    var neverStarted = false
}

/// Why a container is not running, in the words of `state.waiting`.
struct WaitingReason: Sendable, Equatable {
    var reason: String
    var message = ""
}

/// One container of a pod and where it is on its way.
struct ContainerSlot: Sendable, Equatable {
    enum Phase: Sendable, Equatable {
        /// Nothing exists for the current attempt.
        case idle
        /// Its image is looked up or pulled.
        case fetching
        /// It is created and started.
        case launching
        case running(ContainerRun)
        case exited(Termination)
    }

    let name: String
    let role: ContainerRole
    var image: String
    var phase = Phase.idle
    /// Counts the restarts: of the run that is there, or of the next one while idle.
    var attempt = 0
    var waiting: WaitingReason?
    /// The run that a restart under way takes the place of.
    var previous: Termination?
    /// The run before the current one.
    var lastTermination: Termination?
    /// Not to be tried before; nil: at once.
    var retryAt: Timestamp?
    var crashes = BackOff()
    var pulls = BackOff()
    /// When and with what text the latest pull failed.
    var pullFailure: (at: Timestamp, reason: WaitingReason)?
    /// An exit that was told before the start had been.
    var earlyExit: (record: ContainerRecord, message: String)?
    /// When it was asked to stop, how long it was given.
    var stopping: Int64?
    /// What the probes say; a container without them is ready and started while it runs.
    var isReady = true
    var hasStarted = true
    /// Its image was changed in the spec: it restarts under every policy.
    var isRedefined = false

    init(name: String, role: ContainerRole, image: String) {
        self.name = name
        self.role = role
        self.image = image
    }

    var isInFlight: Bool { phase == .fetching || phase == .launching }
    /// Restarts of the run that the status shows.
    var restartCount: Int { previous == nil ? attempt : attempt - 1 }
    var run: ContainerRun? { if case .running(let run) = phase { run } else { nil } }
    var termination: Termination? { if case .exited(let termination) = phase { termination } else { nil } }

    static func == (left: ContainerSlot, right: ContainerSlot) -> Bool {
        left.name == right.name && left.role == right.role && left.phase == right.phase
            && left.attempt == right.attempt && left.waiting == right.waiting
            && left.previous == right.previous && left.lastTermination == right.lastTermination
            && left.retryAt == right.retryAt
    }
}
