internal import KubernetesAPI
internal import KubernetesClient

/// Follows one ephemeral container's state, from a pod that was read on.
struct ContainerWatch {
    let client: KubernetesClient
    let namespace: String
    let pod: String
    let container: String
    var latest: JSONValue

    /// Waiting reasons that no waiting mends: the command, the image's name or the configuration is wrong.
    private static let hopeless: Set<String> = [
        "ErrImageNeverPull", "InvalidImageName", "CreateContainerConfigError", "CreateContainerError",
        "RunContainerError",
        "ErrImagePull", "ImagePullBackOff", "ImageInspectError", "RegistryUnavailable",
    ]

    /// The container's state once it runs or has ended. Throws a ``CommandFailure`` when it cannot start, with the node's
    /// reason, and when the pod is gone or has ended. `warn` is told what it waits for.
    mutating func waitUntilStarted(warn: (String) -> Void) async throws -> JSONValue {
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
    mutating func waitUntilTerminated() async throws -> JSONValue {
        try await waitUntil { _, state in state?["terminated"] == nil ? nil : state }
    }

    /// Whether the container has ended by now.
    mutating func hasTerminated() async throws -> Bool {
        latest = try await client.json(
            APIRequest(.get, resourcePath(apiVersion: "v1", resource: "pods", namespace: namespace, name: pod)))
        return state(in: latest)?["terminated"] != nil
    }

    private mutating func waitUntil(
        _ condition: (_ pod: JSONValue, _ state: JSONValue?) throws -> JSONValue?
    ) async throws -> JSONValue {
        if let state = try condition(latest, state(in: latest)) { return state }
        while true {
            var request = APIRequest(.get, resourcePath(apiVersion: "v1", resource: "pods", namespace: namespace))
            request.query["watch"] = "true"
            request.query["fieldSelector"] = "metadata.name=\(pod)"
            request.query["resourceVersion"] = latest["metadata", "resourceVersion"]?.string
            for try await frame in try await client.watchFrames(request) {
                guard let object = frame["object"], frame["type"]?.string != "BOOKMARK" else { continue }
                if frame["type"]?.string == "ERROR" { break }  // the version is too old: read anew
                if frame["type"]?.string == "DELETED" {
                    throw CommandFailure("error: pod \(pod) was deleted")
                }
                latest = object
                if let state = try condition(latest, state(in: latest)) { return state }
            }
            latest = try await client.json(
                APIRequest(.get, resourcePath(apiVersion: "v1", resource: "pods", namespace: namespace, name: pod)))
            if let state = try condition(latest, state(in: latest)) { return state }
        }
    }

    private func state(in pod: JSONValue) -> JSONValue? {
        pod["status", "ephemeralContainerStatuses"]?.array?.first { $0["name"]?.string == container }?["state"]
    }
}
