internal import KubernetesAPI
internal import KubernetesClient
internal import StreamProtocols

/// The second half of `debug`: waits for the container that was added, joins it, and brings back its exit code.
struct DebugJoin {
    let session: ClusterSession
    let pod: String
    let container: String
    let options: DebugOptions

    /// What happens, in either order: the container starts (or has ended already), and it is joined.
    private enum Step: Sendable {
        case started(JSONValue)
        case joined(WebSocketRemoteCommandClient)
        case refused(StatusError)
    }

    /// Gives the container's exit code; `pod` is the pod as it was when the container had been added.
    func run(since pod: JSONValue) async throws -> Int32 {
        let watch = ContainerWatch(
            client: session.client, namespace: session.namespace, pod: self.pod, container: container, latest: pod)
        return try await withThrowingTaskGroup(of: Step.self) { group in
            // Where the server can wait, the container is joined before it has printed anything.
            let joinsAhead = session.transport.canWaitForStart
            if joinsAhead { group.addTask { try await open(waiting: true) } }
            group.addTask {
                .started(
                    try await watch.waitUntilStarted {
                        if !options.quiet { printError("Warning: container \(container): \($0)") }
                    })
            }
            defer { group.cancelAll() }
            var isJoined = false
            var refusal: StatusError?
            while let step = try await group.next() {
                switch step {
                case .started(let state):
                    if !joinsAhead, state["running"] != nil { group.addTask { try await open(waiting: false) } }
                case .joined(let connection):
                    let result = try await runSession(connection, options: streams)
                    if case .failed(let message)? = result { throw CommandFailure("error: \(message)") }
                    isJoined = true
                case .refused(let error): refusal = error
                }
            }
            if !isJoined { try await showLogs(watch, refusal) }
            return exitCode(of: try await watch.waitUntilTerminated())
        }
    }

    private var streams: RemoteCommandOptions {
        RemoteCommandOptions(stdin: options.stdin, stdout: true, stderr: !options.tty, tty: options.tty)
    }

    private func open(waiting: Bool) async throws -> Step {
        var streams = streams
        streams.waitsForStart = waiting
        let request = RemoteCommandRequest(
            namespace: session.namespace, pod: pod, container: container, options: streams)
        do { return .joined(try await session.transport.open(request)) } catch let error as StatusError {
            return .refused(error)
        }
    }

    /// What ended before it could be joined has said all it had to say.
    private func showLogs(_ watch: ContainerWatch, _ refusal: StatusError?) async throws {
        let hasEnded = try await watch.hasTerminated()
        if !hasEnded, let refusal {
            printError(
                "warning: couldn't attach to pod/\(pod), falling back to streaming logs: \(refusal.status.message)")
        }
        try await copyLogs(session, pod: pod, container: container, follow: !hasEnded)
    }

    private func exitCode(of state: JSONValue) -> Int32 {
        Int32(truncatingIfNeeded: state["terminated", "exitCode"]?.int64 ?? 0)
    }
}
