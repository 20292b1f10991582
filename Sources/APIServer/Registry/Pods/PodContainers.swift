internal import KubernetesAPI

/// Which container of a pod a request for its log, exec or attach means.
enum PodContainers {
    /// Throws 400 where none is named and there are several, or the named one is not in the pod.
    static func choose(_ requested: String, in pod: JSONValue) throws(StatusError) -> String {
        let regular = names("containers", pod)
        let all = names("initContainers", pod) + regular + names("ephemeralContainers", pod)
        guard requested.isEmpty else {
            guard all.contains(requested) else {
                throw .badRequest("container \(requested) is not valid for pod \(pod.name)")
            }
            return requested
        }
        guard regular.count != 1 else { return regular[0] }
        throw .badRequest(
            "a container name must be specified for pod \(pod.name), choose one of: [\(all.joined(separator: " "))]")
    }

    private static func names(_ list: String, _ pod: JSONValue) -> [String] {
        (pod["spec", list]?.array ?? []).compactMap { $0["name"]?.string }
    }
}
