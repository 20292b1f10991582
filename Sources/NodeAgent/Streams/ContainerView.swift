internal import ContainerRuntime
internal import KubernetesAPI
internal import StreamProtocols

/// What the streams need to know of a container at one moment.
struct ContainerView: Sendable {
    var slot: ContainerSlot
    var container: Container
    var status: ContainerStatus
    /// Set while it is created and not yet known to run: it can be joined, and misses nothing.
    var createdID: ContainerID?

    var runningID: ContainerID? { slot.run?.id }
}

/// Where the streams find pods and their containers.
protocol ContainerDirectory: Sendable {
    /// The container as it is now. Throws a `StatusError` where pod or container are not known here.
    func view(_ reference: ContainerReference) async throws -> ContainerView
    /// The same, as soon as it is created, or has ended, or the caller's task is cancelled.
    func viewWhenCreated(_ reference: ContainerReference) async throws -> ContainerView
    var exits: ExitNotices { get }
}
