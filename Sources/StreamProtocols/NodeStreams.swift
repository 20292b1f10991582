public import KubernetesAPI
internal import NIOCore

/// A container of a pod, as the API server names it to the node that runs it.
public struct ContainerReference: Sendable, Hashable {
    public var namespace: String
    public var pod: String
    public var podUID: String
    public var container: String

    public init(namespace: String, pod: String, podUID: String, container: String) {
        self.namespace = namespace
        self.pod = pod
        self.podUID = podUID
        self.container = container
    }
}

/// The options of `GET pods/NAME/log` (core/v1 PodLogOptions).
public struct LogOptions: Sendable, Equatable {
    public var follow = false
    public var previous = false
    public var timestamps = false
    public var sinceSeconds: Int64?
    public var sinceTime: Timestamp?
    public var tailLines: Int64?
    public var limitBytes: Int64?

    public init() {}
}

/// What a node offers to an API server beside the API itself: the kubelet's exec, attach and log endpoints. In one process
/// the node agent is called directly; across machines the same calls go over the kubelet's HTTP endpoints.
public protocol NodeStreams: Sendable {
    /// Checks that the command can be run (a `StatusError` if not, before anything is upgraded) and gives the way to run it.
    func prepareExec(_ container: ContainerReference, command: [String], options: RemoteCommandOptions) async throws
        -> any PreparedSession

    /// The same for joining the container's own stdio.
    func prepareAttach(_ container: ContainerReference, options: RemoteCommandOptions) async throws
        -> any PreparedSession

    /// The container's log as chunks of text lines. Throws a `StatusError` before the first chunk where there is none.
    func logs(_ container: ContainerReference, options: LogOptions) async throws
        -> any AsyncSequence<[UInt8], any Error> & Sendable
}

/// A session that was found possible and waits for the client's stream.
public protocol PreparedSession: Sendable {
    /// The container's own answer to whether it has a terminal; for attach it overrides what the client asked.
    var tty: Bool { get }

    /// Runs the session to its end and reports the result to `session.finish`. Cancelling ends it as a lost client does.
    func run(_ session: some RemoteCommandSession) async
}
