internal import KubernetesAPI
internal import KubernetesClient

extension ClusterSession {
    /// Follows one object: calls `isDone` with each of its states, nil for "not there", until it says true.
    func follow(_ target: ManifestObject, until isDone: (JSONValue?) throws -> Bool) async throws {
        while true {
            var request = APIRequest(.get, target.collection)
            request.query["fieldSelector"] = "metadata.name=\(target.name)"
            let list = try await client.json(request)
            if try isDone(list["items"]?.array?.first) { return }
            request.query["watch"] = "true"
            request.query["resourceVersion"] = list["metadata", "resourceVersion"]?.string
            for try await frame in try await client.watchFrames(request) {
                switch frame["type"]?.string {
                case "ADDED", "MODIFIED": if try isDone(frame["object"]) { return }
                case "DELETED": if try isDone(nil) { return }
                default: break
                }
                if frame["type"]?.string == "ERROR" { break }
            }
        }
    }

    /// Returns when the object is gone, or another has taken its name.
    func waitUntilGone(_ object: DeletedObject) async throws {
        try await follow(object.target) { state in
            guard let state else { return true }
            return object.uid != nil && state["metadata", "uid"]?.string != object.uid
        }
    }
}

/// Runs `work` for at most so many seconds (0: without limit); throws `expired` when they are over.
func withDeadline(
    _ seconds: Int64, _ work: @escaping @Sendable () async throws -> Void,
    expired: @escaping @Sendable () -> CommandFailure
) async throws {
    guard seconds > 0 else { return try await work() }
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await work() }
        group.addTask {
            try await Task.sleep(for: .seconds(seconds))
            throw expired()
        }
        try await group.next()
        group.cancelAll()
    }
}
