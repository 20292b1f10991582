extension ResourceDefinition {
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
