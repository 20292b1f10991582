internal import KubernetesAPI
internal import KubernetesClient
internal import StreamProtocols

/// One run of `debug`: add the container, wait for it, join it, bring back its exit code.
struct DebugSession {
    let session: ClusterSession
    let pod: String
    let options: DebugOptions
    let command: [String]

    var client: KubernetesClient { session.client }
    private var path: String {
        resourcePath(apiVersion: "v1", resource: "pods", namespace: session.namespace, name: pod)
    }

    /// Gives the exit code of the debug container, 0 where it is not joined. Throws where it cannot be had.
    func run() async throws -> Int32 {
        if options.tty && !Terminal.inputIsTerminal {
            printError("Unable to use a TTY - input is not a terminal or the right kind of file")
        }
        let before = try await client.json(APIRequest(.get, path))
        let name = options.container.isEmpty ? freshName(besides: before) : options.container
        announce(name)
        let after = try await addEphemeralContainer(
            options.ephemeralContainer(name: name, command: command), name, to: before)
        guard options.joins else { return 0 }
        return try await DebugJoin(session: session, pod: pod, container: name, options: options).run(since: after)
    }

    private func announce(_ name: String) {
        guard !options.quiet else { return }
        if !options.target.isEmpty {
            print(
                "Targeting container \"\(options.target)\". If you don't see processes from this container it may be because the container runtime doesn't support this feature."
            )
        }
        if options.container.isEmpty { print("Defaulting debug container name to \(name).") }
        guard options.joins else { return }
        if options.tty && options.stdin { printError("If you don't see a command prompt, try pressing enter.") }
    }

    private func freshName(besides pod: JSONValue) -> String {
        let taken = Set(
            ["containers", "initContainers", "ephemeralContainers"].flatMap { list in
                (pod["spec", list]?.array ?? []).compactMap { $0["name"]?.string }
            })
        let letters = Array("bcdfghjklmnpqrstvwxz2456789")
        while true {
            let name = "debugger-" + String((0..<5).map { _ in letters[Int.random(in: 0..<letters.count)] })
            if !taken.contains(name) { return name }
        }
    }

    /// Adds it in the way of today's API, or of 1.16 to 1.22 where the server answers so. Gives the pod as it is then.
    private func addEphemeralContainer(_ container: JSONValue, _ name: String, to pod: JSONValue) async throws
        -> JSONValue
    {
        let names = (pod["spec", "ephemeralContainers"]?.array ?? []).compactMap { $0["name"] } + [.string(name)]
        let patch: JSONValue = [
            "spec": [
                "$setElementOrder/ephemeralContainers": .array(names.map { ["name": $0] }),
                "ephemeralContainers": [container],
            ]
        ]
        let answer: JSONValue
        do {
            answer = try await client.json(
                .json(.patch, path + "/ephemeralcontainers", patch, contentType: PatchKind.strategic.rawValue))
        } catch let error as StatusError where error.status.code == 404 && error.status.details?.name.isEmpty != false {
            throw CommandFailure(
                "error: ephemeral containers are disabled for this cluster (error from server: \"\(error.status.message)\")."
            )
        }
        guard answer["kind"]?.string == "EphemeralContainers" else { return answer }
        // A server of 1.16 to 1.22 reads nothing from such a patch; it wants its own kind.
        let operation: JSONValue = [["op": "add", "path": "/ephemeralContainers/-", "value": container]]
        _ = try await client.json(
            .json(.patch, path + "/ephemeralcontainers", operation, contentType: PatchKind.json.rawValue))
        return try await client.json(APIRequest(.get, path))
    }
}
