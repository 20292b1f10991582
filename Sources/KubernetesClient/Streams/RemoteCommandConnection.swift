public import KubernetesAPI
public import NIOCore
public import StreamProtocols

/// What comes out of an exec or attach session, on the client's side.
public enum RemoteCommandEvent: Sendable, Equatable {
    case output(RemoteCommandOutput, ByteBuffer)
    /// The session's own result, after the last output.
    case result(RemoteCommandResult)
}

/// The client's side of one exec or attach session.
public struct RemoteCommandConnection: Sendable {
    /// Output and then the result, in order, under back-pressure; ends without a result when the connection breaks. To be
    /// iterated once.
    public let events: any AsyncSequence<RemoteCommandEvent, any Error> & Sendable
    let sendInput: @Sendable (RemoteCommandInput) async throws -> Void

    /// Sends input; suspends while the other side is slower. Throws when the connection is gone.
    public func send(_ input: RemoteCommandInput) async throws { try await sendInput(input) }
}

/// An exec or attach request: `POST …/pods/NAME/exec` and its query (core/v1 PodExecOptions, PodAttachOptions).
public struct RemoteCommandRequest: Sendable {
    public var namespace: String
    public var pod: String
    public var container: String?
    /// Empty: attach to the container's own process.
    public var command: [String]
    public var options: RemoteCommandOptions

    public init(
        namespace: String, pod: String, container: String?, command: [String] = [], options: RemoteCommandOptions
    ) {
        self.namespace = namespace
        self.pod = pod
        self.container = container
        self.command = command
        self.options = options
    }

    var request: APIRequest {
        var request = APIRequest(
            .get,
            resourcePath(
                apiVersion: "v1", resource: "pods", namespace: namespace, name: pod,
                subresource: command.isEmpty ? "attach" : "exec"))
        request.query["container"] = container
        for word in command { request.query.append("command", word) }
        if options.stdin { request.query["stdin"] = "true" }
        if options.stdout { request.query["stdout"] = "true" }
        // A terminal has one stream of output.
        if options.stderr && !options.tty { request.query["stderr"] = "true" }
        if options.tty { request.query["tty"] = "true" }
        return request
    }
}
