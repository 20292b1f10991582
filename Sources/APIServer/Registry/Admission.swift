internal import KubernetesAPI
internal import Logging
internal import ResourceStore

/// What a write has to pass that looks beyond the object itself: its namespace, the node for a pod.
struct Admission: Sendable {
    /// Namespaces that cannot be deleted.
    static let immortalNamespaces = ["default", "kube-system", "kube-public"]

    let store: any ResourceStore
    let placement: PodPlacement
    private let namespaces: NamespaceContents

    /// - Parameter authorityPEM: the certificate that clients in pods check this server by.
    init(store: any ResourceStore, authorityPEM: String, logger: Logger) {
        self.store = store
        placement = PodPlacement(store: store, logger: logger)
        namespaces = NamespaceContents(store: store, authorityPEM: authorityPEM, logger: logger)
    }

    /// What is done with a new object before its kind's own rules, and may change it. Throws 403, 404.
    /// - Parameter name: what messages call the object, which may have none yet.
    func admit(
        _ object: inout JSONValue, name: String, namespace: String, in definition: ResourceDefinition
    ) async throws {
        if definition.namespaced {
            try await checkNamespace(namespace, resource: definition.resource, group: definition.group, name: name)
        }
        if definition.isPods {
            try await PodAdmission(store: store).admit(&object, name: name, namespace: namespace)
        }
    }

    /// What a new or changed object that is valid by itself has to pass. Throws 403.
    func check(_ object: JSONValue, in definition: ResourceDefinition) async throws {
        if definition.isPriorityClasses { try await PriorityClasses(store: store).check(object) }
    }

    /// Objects can be created only in a namespace that is there to stay. Throws 404, 403.
    private func checkNamespace(_ namespace: String, resource: String, group: String, name: String) async throws {
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
        let reason: String
        if definition.isNamespaces, Self.immortalNamespaces.contains(object.name) {
            reason = "this namespace may not be deleted"
        } else if definition.isPriorityClasses, SystemPriorityClass(rawValue: object.name) != nil {
            reason = "this is a system priority class and cannot be deleted"
        } else {
            return nil
        }
        return .forbidden(
            resource: definition.resource, group: definition.group, name: object.name, because: reason)
    }

    /// Told of every object written: a new namespace gets what every one has; a node that has become ready, or another, may
    /// take the pods that wait for one; and a new pod may have missed one that became ready meanwhile.
    func committed(_ new: JSONValue, old: JSONValue, in definition: ResourceDefinition) async {
        if definition.isNamespaces, old == .null { await namespaces.complete(new.name) }
        if definition.isPods, old == .null, PodPlacement.isWaiting(new) { await placement.placeWaitingPod(new) }
        guard definition.isNodes, NodeFitness.isSchedulable(new) else { return }
        let isAnother = new["spec"] != old["spec"] || new[metadata: "labels"] != old[metadata: "labels"]
        if isAnother || !NodeFitness.isSchedulable(old) { await placement.placeWaitingPods() }
    }
}

extension ResourceDefinition {
    /// Events own nothing.
    var mayHaveDependents: Bool { resource != "events" }
    var isPods: Bool { group.isEmpty && resource == "pods" }
    var isBindings: Bool { group.isEmpty && resource == "bindings" }
    var isNodes: Bool { group.isEmpty && resource == "nodes" }
    var isPriorityClasses: Bool { group == PriorityClasses.group && resource == "priorityclasses" }
    var isNamespaces: Bool { group.isEmpty && resource == "namespaces" }
}
