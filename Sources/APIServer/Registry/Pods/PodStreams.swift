internal import KubernetesAPI
internal import ResourceStore
internal import StreamProtocols

/// `pods/log`, `pods/exec` and `pods/attach`: finds the container and the node that runs it.
struct PodStreams: Sendable {
    let pods: ResourceRegistry
    let nodes: NodeDirectory

    func log(_ request: APIRequest, _ info: RequestInfo) async throws -> APIResponse {
        let options = try PodLogQuery.options(request.query, pod: info.name)
        let pod = try await pod(info)
        let container = try PodContainers.choose(request.query["container"] ?? "", in: pod)
        // A pod that no node has taken yet has no log, which is no failure.
        guard let node = nonEmpty(pod["spec", "nodeName"]?.string) else { return APIResponse(status: 204) }
        let chunks = try await streams(of: node).logs(reference(container, pod), options: options)
        return APIResponse(
            status: 200, headers: ["Content-Type": "text/plain", "Cache-Control": "no-cache, no-store"],
            body: .stream(chunks))
    }

    /// Everything that can be refused before the connection is upgraded.
    func prepare(_ request: APIRequest, _ info: RequestInfo) async throws -> UpgradeDecision {
        let (container, streams) = try await target(request, info)
        var options = RemoteCommandOptions(request.query)
        guard options.stdin || options.stdout || options.stderr else {
            throw StatusError.badRequest("you must specify at least 1 of stdin, stdout, stderr")
        }
        let session: any PreparedSession
        if info.subresource == "exec" {
            let command = request.query.all("command")
            guard !command.isEmpty else {
                throw StatusError.badRequest("you must specify at least one command for the container")
            }
            // On a terminal there is one stream of output.
            if options.tty { options.stderr = false }
            session = try await streams.prepareExec(container, command: command, options: options)
        } else {
            options.waitsForStart = request.headers[RemoteCommandOptions.waitsForStartHeader] == "true"
            session = try await streams.prepareAttach(container, options: options)
            // The container has a terminal or has none, whatever the client supposes.
            options.tty = session.tty
            if options.tty { options.stderr = false }
        }
        return .accept(session, options)
    }

    /// Why a request that asks for no upgrade is refused: for what else is wrong with it, first.
    func refusal(_ request: APIRequest, _ info: RequestInfo) async throws -> StatusError {
        _ = try await target(request, info)
        return .badRequest("Upgrade request required")
    }

    /// The container that a request for a session means, and the node that runs it.
    private func target(
        _ request: APIRequest, _ info: RequestInfo
    ) async throws -> (ContainerReference, any NodeStreams) {
        let pod = try await pod(info)
        let container = try PodContainers.choose(request.query["container"] ?? "", in: pod)
        return (reference(container, pod), try streams(of: try Self.node(of: pod)))
    }

    /// Throws 400 where no node has taken the pod yet.
    static func node(of pod: JSONValue) throws(StatusError) -> String {
        guard let node = nonEmpty(pod["spec", "nodeName"]?.string) else {
            throw .badRequest("pod \(pod.name) does not have a host assigned")
        }
        return node
    }

    private func pod(_ info: RequestInfo) async throws -> JSONValue {
        try pods.tree(try await pods.get(info.name, namespace: info.namespace))
    }

    private func reference(_ container: String, _ pod: JSONValue) -> ContainerReference {
        ContainerReference(namespace: pod.namespace, pod: pod.name, podUID: pod.uid, container: container)
    }

    private func streams(of node: String) throws -> any NodeStreams {
        guard let streams = nodes.streams(of: node) else {
            throw StatusError.serviceUnavailable("node \(quoted(node)) is not connected to this server")
        }
        return streams
    }
}

extension RemoteCommandOptions {
    /// What the client of an exec or attach asks for.
    init(_ query: QueryItems) {
        self.init(
            stdin: RequestInfo.isTrue(query["stdin"]), stdout: RequestInfo.isTrue(query["stdout"]),
            stderr: RequestInfo.isTrue(query["stderr"]), tty: RequestInfo.isTrue(query["tty"]))
    }
}
