internal import KubernetesAPI

/// What a pod's worker needs of the Kubernetes API.
protocol PodAPI: Sendable {
    /// Sends a JSON merge patch of the status; a pod of another uid is not touched. Throws `StatusError`.
    func patchStatus(of pod: PodIdentity, _ patch: JSONValue) async throws
    /// Deletes with grace period 0, only the pod of that uid.
    func removePod(_ pod: PodIdentity) async throws
    /// The configuration objects of those names that exist.
    func objects(_ names: ObjectNames, namespace: String) async throws -> ReferencedObjects
    /// Tokens of the pod's account, bound to the pod. Throws `StatusError`.
    func tokens(_ wishes: Set<TokenWish>, account: String, for pod: PodIdentity) async throws
        -> [TokenWish: IssuedToken]
    /// Posts an event some time later, in order, off every critical path.
    func record(_ note: EventNote, about pod: PodIdentity)
}

/// A pod by name and uid.
struct PodIdentity: Sendable, Hashable {
    var namespace: String
    var name: String
    var uid: String

    init(_ pod: Pod) {
        namespace = pod.metadata.namespace
        name = pod.metadata.name
        uid = pod.metadata.uid
    }
}
