internal import KubernetesAPI
internal import KubernetesClient

/// Follows one ephemeral container's state, from a pod that was read on, by one watch that stays open.
actor ContainerWatch {
    let client: KubernetesClient
    let namespace: String
    let pod: String
    let container: String
    private var latest: JSONValue
    private var frames: WatchFrames.Iterator?

    init(client: KubernetesClient, namespace: String, pod: String, container: String, latest: JSONValue) {
        self.client = client
        self.namespace = namespace
        self.pod = pod
        self.container = container
        self.latest = latest
    }

    /// Waiting reasons that no waiting mends: the command, the image's name or the configuration is wrong.
    private static let hopeless: Set<String> = [
        "ErrImageNeverPull", "InvalidImageName", "CreateContainerConfigError", "CreateContainerError",
        "RunContainerError",
        "ErrImagePull", "ImagePullBackOff", "ImageInspectError", "RegistryUnavailable",
    ]

    /// The container's state once it runs or has ended. Throws a ``CommandFailure`` when it cannot start, with the node's
    /// reason, and when the pod is gone or has ended. `warn` is told what it waits for.
    func waitUntilStarted(warn: @Sendable (String) -> Void) async throws -> JSONValue {
        var warned = ""
        let (container, podName) = (container, self.pod)
        return try await waitUntil { pod, state in
            if state?["running"] != nil || state?["terminated"] != nil { return state }
            let reason = state?["waiting", "reason"]?.string ?? ""
            let message = state?["waiting", "message"]?.string ?? reason
            if Self.hopeless.contains(reason) {
                throw CommandFailure("error: container \(container) cannot start: \(reason): \(message)")
            }
            if !message.isEmpty, message != reason, message != warned {
                warned = message
                warn(message)
            }
            if let phase = pod["status", "phase"]?.string, phase == "Succeeded" || phase == "Failed" {
                throw CommandFailure(
                    "error: container \(container) cannot start: pod \(podName) has ended (\(phase)); debug a copy of it instead"
                )
            }
            return nil
        }
    }

    /// The container's state once it has ended.
    func waitUntilTerminated() async throws -> JSONValue {
        try await waitUntil { _, state in state?["terminated"] == nil ? nil : state }
    }

    /// Whether the container has ended by now.
    func hasTerminated() async throws -> Bool {
        try await read()
        return state(in: latest)?["terminated"] != nil
    }

    private func waitUntil(
        _ condition: (_ pod: JSONValue, _ state: JSONValue?) throws -> JSONValue?
    ) async throws -> JSONValue {
        while true {
            if let state = try condition(latest, state(in: latest)) { return state }
            try await advance()
        }
    }

    /// Takes the pod's next version from the watch, or reads the pod where the watch has ended.
    private func advance() async throws {
        if frames == nil {
            var request = APIRequest(.get, resourcePath(apiVersion: "v1", resource: "pods", namespace: namespace))
            request.query["watch"] = "true"
            request.query["fieldSelector"] = "metadata.name=\(pod)"
            request.query["resourceVersion"] = latest["metadata", "resourceVersion"]?.string
            frames = try await client.watchFrames(request).makeAsyncIterator()
        }
        while let frame = try await nextFrame(), let object = frame["object"] {
            switch frame["type"]?.string {
            case "ADDED", "MODIFIED":
                latest = object
                return
            case "DELETED": throw CommandFailure("error: pod \(pod) was deleted")
            case "ERROR":  // the version is too old
                try await read()
                return
            default: continue
            }
        }
        try await read()
    }

    private func nextFrame() async throws -> JSONValue? {
        var frames = frames
        defer { self.frames = frames }
        return try await frames?.next(isolation: self)
    }

    private func read() async throws {
        frames = nil
        latest = try await client.json(
            APIRequest(.get, resourcePath(apiVersion: "v1", resource: "pods", namespace: namespace, name: pod)))
    }

    private func state(in pod: JSONValue) -> JSONValue? {
        pod["status", "ephemeralContainerStatuses"]?.array?.first { $0["name"]?.string == container }?["state"]
    }
}
