internal import KubernetesAPI
internal import ResourceStore
internal import StreamProtocols

/// `pods/log`, `pods/exec` and `pods/attach`: finds the container and the node that runs it.
struct PodStreams: Sendable {
    let pods: ResourceRegistry
    let nodes: NodeDirectory

    func log(_ request: APIRequest, _ info: RequestInfo) async throws -> APIResponse {
        let pod = try await pod(info)
        let options = try PodLogQuery.options(request.query, pod: info.name)
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
        let pod = try await pod(info)
        var options = RemoteCommandOptions(request.query)
        let container = try PodContainers.choose(request.query["container"] ?? "", in: pod)
        guard let node = nonEmpty(pod["spec", "nodeName"]?.string) else {
            throw StatusError.badRequest("pod \(info.name) does not have a host assigned")
        }
        guard options.stdin || options.stdout || options.stderr else {
            throw StatusError.badRequest("you must specify at least 1 of stdin, stdout, stderr")
        }
        let streams = try streams(of: node)
        let session: any PreparedSession
        if info.subresource == "exec" {
            let command = request.query.all("command")
            guard !command.isEmpty else {
                throw StatusError.badRequest("you must specify at least one command for the container")
            }
            // On a terminal there is one stream of output.
            if options.tty { options.stderr = false }
            session = try await streams.prepareExec(reference(container, pod), command: command, options: options)
        } else {
            options.waitsForStart = request.headers[RemoteCommandOptions.waitsForStartHeader] == "true"
            session = try await streams.prepareAttach(reference(container, pod), options: options)
            // The container has a terminal or has none, whatever the client supposes.
            options.tty = session.tty
            if options.tty { options.stderr = false }
        }
        return .accept(session, options)
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
