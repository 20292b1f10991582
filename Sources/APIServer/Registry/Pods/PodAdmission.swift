internal import KubernetesAPI
internal import ResourceStore

/// What Kubernetes' admission plugins ServiceAccount, Priority, DefaultTolerationSeconds and RuntimeClass do with a new pod: resolve the objects it names,
/// and refuse it where they are not there. In their order, one a file beside this one.
struct PodAdmission: Sendable {
    let store: any ResourceStore

    /// - Parameter name: what messages call the pod. Throws 403.
    func admit(_ pod: inout JSONValue, name: String, namespace: String) async throws {
        try await resolveServiceAccount(of: &pod, name, namespace)
        try await resolvePriority(of: &pod, name)
        Self.tolerateNodeTrouble(&pod)
        try await resolveRuntimeClass(of: &pod, name)
    }

    func refused(_ name: String, _ why: String) -> StatusError {
        .forbidden(resource: "pods", name: name, because: why)
    }

    /// The stored object, nil if there is none of that name.
    func object(_ name: String, of resource: String, group: String = "", namespace: String = "") async throws
        -> JSONValue?
    {
        let prefix = StoreKeys.prefix(group: group, resource: resource, namespace: namespace)
        return try await store.get(prefix + name).map { try JSONValue.parse($0.value) }
    }
}
