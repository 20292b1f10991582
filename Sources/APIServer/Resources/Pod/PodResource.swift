extension ResourceDefinition {
    /// `POST bindings`: the binding of the pod that the body names.
    static let bindings = ResourceDefinition(
        group: "", version: "v1", kind: "Binding", resource: "bindings", singular: "binding", namespaced: true,
        verbs: ["create"], schemaType: "Binding", strategy: ReviewStrategy())

    static func pods(gates: FeatureGates) -> ResourceDefinition {
        var subresources = [
            SubresourceDefinition(name: "attach", kind: "PodAttachOptions", verbs: ["create", "get"]),
            SubresourceDefinition(name: "binding", kind: "Binding", verbs: ["create"]),
        ]
        if gates.ephemeralContainers {
            subresources.append(
                SubresourceDefinition(
                    name: "ephemeralcontainers", kind: "Pod", verbs: ["get", "patch", "update"],
                    strategy: EphemeralContainersStrategy()))
        }
        subresources += [
            SubresourceDefinition(name: "eviction", kind: "Eviction", apiVersion: "policy/v1", verbs: ["create"]),
            SubresourceDefinition(name: "exec", kind: "PodExecOptions", verbs: ["create", "get"]),
            SubresourceDefinition(name: "log", kind: "Pod", verbs: ["get"]),
            SubresourceDefinition(
                name: "status", kind: "Pod", verbs: ["get", "patch", "update"], strategy: PodStatusStrategy()),
        ]
        return ResourceDefinition(
            group: "", version: "v1", kind: "Pod", resource: "pods", singular: "pod", shortNames: ["po"],
            categories: ["all"], namespaced: true, verbs: standardVerbs, schemaType: "Pod",
            strategy: PodStrategy(gates: gates), subresources: subresources)
    }
}
