/// Every kind this server serves.
public enum ServedResources {
    /// The definitions, in the order in which discovery lists them.
    public static func all(gates: FeatureGates = FeatureGates()) -> [ResourceDefinition] {
        [
            .bindings, .configMaps, .events, .eventsV1, .namespaces, .nodes, .pods(gates: gates), .secrets,
            .serviceAccounts,
            .leases, .priorityClasses, .runtimeClasses, .csiNodes,
        ] + EmptyKinds.all
    }
}

extension ResourceDefinition {
    /// What can be done with an ordinary kind.
    static let standardVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]
}
