internal import ContainerRuntime
internal import KubernetesAPI

/// What happened to a pod: the input of ``PodLifecycle``.
enum LifecycleEvent: Sendable {
    /// The API's pod is new or has changed; a `deletionTimestamp` asks for its end.
    case podChanged(Pod)
    /// The API knows the pod no more.
    case podRemoved

    case volumesReady
    case volumesFailed([VolumeProblem])
    case sandboxReady(addresses: [String])
    case sandboxFailed(String)
    case sandboxRemoved
    case sandboxRemovalFailed(String)

    case pulling(String)
    case imageReady(String, pulled: PullReport?)
    case imageFailed(String, ImageFailure)
    case created(String)
    case started(String, ContainerRun)
    case launchFailed(String, LaunchFailure)
    /// An exit, with what the container left as its termination message.
    case exited(ContainerRecord, message: String)

    case probed(String, attempt: Int, ProbeVerdict)
    case timer(LifecycleTimer)
    /// Something was seen that belongs into the pod's events and changes nothing else.
    case noted(EventNote)
}

/// A volume that could not be set up.
struct VolumeProblem: Sendable, Equatable {
    var volume: String
    var message: String
}

/// What a pull took.
struct PullReport: Sendable, Equatable {
    var milliseconds: Int64
    var size: Int64
}

/// Why there is no image.
enum ImageFailure: Sendable, Equatable {
    case invalidName(String)
    case neverPull
    case pull(String)
    case registryUnavailable(String)
    case inspect(String)
    /// It is not here and the back-off forbids to pull again yet.
    case backOff
}

/// Why a container could not be launched.
enum LaunchFailure: Sendable, Equatable {
    /// The spec cannot be run as it is; nothing was created.
    case configuration(String)
    /// Creating failed; nothing was created.
    case create(String)
    /// It exists and would not start.
    case start(String, ContainerRun)
}

/// What a probe found.
enum ProbeVerdict: Sendable, Equatable {
    case ready(Bool)
    case started
    /// The container must be restarted; the text is the event's.
    case unhealthy(String)
}

/// What a timer was set for.
enum LifecycleTimer: Sendable, Hashable {
    /// Look again at what may be launched.
    case retry(String)
    case volumes
    case sandbox
    case kill(String, attempt: Int)
    case deadline
}

/// What is to be done: the output of ``PodLifecycle``.
enum LifecycleAction: Sendable, Equatable {
    case prepareVolumes
    case createSandbox
    case removeSandbox
    /// Finds the container's image; pulls it where policy and `mayPull` allow.
    case fetchImage(String, mayPull: Bool)
    /// Creates and starts the container's run of that number.
    case launch(String, attempt: Int)
    /// Asks a run to end with its stop signal.
    case stop(ContainerID)
    /// Ends a run with SIGKILL.
    case kill(ContainerID)
    /// Removes an old run; its log stays.
    case discard(ContainerID)
    case startProbes(String, attempt: Int)
    case setTimer(LifecycleTimer, at: Timestamp)
    case record(EventNote)
    case publishStatus
    /// Removes the pod from the API, with its last status told before. The worker's last action.
    case deletePod
    /// Everything here is gone and the API needs no word of it.
    case finish
}

/// An event to be posted about the pod or one of its containers.
struct EventNote: Sendable, Equatable {
    enum Kind: String, Sendable { case normal = "Normal", warning = "Warning" }
    var kind: Kind
    var reason: String
    var message: String
    /// `spec.containers{app}`; empty for the pod.
    var fieldPath = ""

    static func normal(_ reason: String, _ message: String, _ slot: ContainerSlot? = nil) -> EventNote {
        EventNote(kind: .normal, reason: reason, message: message, fieldPath: slot?.fieldPath ?? "")
    }

    static func warning(_ reason: String, _ message: String, _ slot: ContainerSlot? = nil) -> EventNote {
        EventNote(kind: .warning, reason: reason, message: message, fieldPath: slot?.fieldPath ?? "")
    }
}

extension ContainerSlot {
    var fieldPath: String { "spec.\(role.field){\(name)}" }
}
