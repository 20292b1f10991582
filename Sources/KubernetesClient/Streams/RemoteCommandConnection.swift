internal import FoundationEssentials
internal import KubernetesAPI
public import StreamProtocols

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
        if options.waitsForStart { request.headers[RemoteCommandOptions.waitsForStartHeader] = "true" }
        return request
    }
}

extension HTTPSTransport {
    /// Opens an exec or attach session over WebSocket. Throws the server's `StatusError` where it refuses.
    public func open(_ command: RemoteCommandRequest) async throws -> WebSocketRemoteCommandClient {
        var request = command.request
        let key = Data((0..<16).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString()
        for (name, value) in [
            ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", key), ("Sec-WebSocket-Protocol", RemoteCommandProtocol.v5.rawValue),
        ] {
            request.headers.add(name: name, value: value)
        }
        switch try await perform(request, .upgrade) {
        case .response(let response):
            throw StatusError(response: response.status, body: try await response.collectedBody())
        case .webSocket(let connection, let subprotocol):
            guard let version = RemoteCommandProtocol(rawValue: subprotocol) else {
                await connection.close()
                throw TransportError("the server chose a protocol nobody offered: \"\(subprotocol)\"")
            }
            return WebSocketRemoteCommandClient(connection, version: version)
        }
    }
}
