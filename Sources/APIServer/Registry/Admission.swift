internal import KubernetesAPI
internal import Logging
internal import ResourceStore

/// What a write has to pass that looks beyond the object itself: its namespace, the node for a pod.
struct Admission: Sendable {
    /// Namespaces that cannot be deleted.
    static let immortalNamespaces = ["default", "kube-system", "kube-public"]

    let store: any ResourceStore
    let placement: PodPlacement

    init(store: any ResourceStore, logger: Logger) {
        self.store = store
        placement = PodPlacement(store: store, logger: logger)
    }

    /// Objects can be created only in a namespace that is there to stay. Throws 404, 403.
    func checkNamespace(_ namespace: String, resource: String, group: String, name: String) async throws {
        let key = StoreKeys.prefix(group: "", resource: "namespaces") + namespace
        guard let stored = try await store.get(key) else {
            throw StatusError.notFound(resource: "namespaces", name: namespace)
        }
        guard try JSONValue.parse(stored.value).isBeingDeleted else { return }
        var error = StatusError.forbidden(
            resource: resource, group: group, name: name,
            because: "unable to create new content in namespace \(namespace) because it is being terminated")
        error.status.details?.causes = [
            StatusCause(
                reason: "NamespaceTerminating", message: "namespace \(namespace) is being terminated",
                field: "metadata.namespace")
        ]
        throw error
    }

    /// Why an object may not be deleted at all, if so.
    func refusalToDelete(_ object: JSONValue, in definition: ResourceDefinition) -> StatusError? {
        guard definition.isNamespaces, Self.immortalNamespaces.contains(object.name) else { return nil }
        return .forbidden(
            resource: definition.resource, name: object.name, because: "this namespace may not be deleted")
    }

    /// Told of every object written: a node that has become ready, or another, may take the pods that wait for one.
    func committed(_ new: JSONValue, old: JSONValue, in definition: ResourceDefinition) async {
        guard definition.isNodes, NodeFitness.isSchedulable(new) else { return }
        let isAnother = new["spec"] != old["spec"] || new[metadata: "labels"] != old[metadata: "labels"]
        if isAnother || !NodeFitness.isSchedulable(old) { await placement.placeWaitingPods() }
    }
}

extension ResourceDefinition {
    var isPods: Bool { group.isEmpty && resource == "pods" }
    var isNodes: Bool { group.isEmpty && resource == "nodes" }
    var isNamespaces: Bool { group.isEmpty && resource == "namespaces" }
}
