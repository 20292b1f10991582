import KubernetesAPI

extension ResourceDefinition {
    static let nodes = ResourceDefinition(
        group: "", version: "v1", kind: "Node", resource: "nodes", singular: "node", shortNames: ["no"],
        namespaced: false, verbs: standardVerbs, schemaType: "Node", strategy: NodeStrategy(),
        subresources: [
            SubresourceDefinition(
                name: "status", kind: "Node", verbs: ["get", "patch", "update"], strategy: NodeStatusStrategy())
        ])
}

/// Nodes: created by their agents, status and all.
struct NodeStrategy: ResourceStrategy {
    func applyDefaults(to node: inout JSONValue) { Self.setAllocatable(&node) }

    /// A node can give away all it has, unless it says otherwise.
    static func setAllocatable(_ node: inout JSONValue) {
        guard let capacity = node["status", "capacity"], node["status", "allocatable"] == nil else { return }
        node["status"]?["allocatable"] = capacity
    }

    func validateCreate(_ node: JSONValue) -> [FieldError] {
        ObjectMetadata.validate(node, name: NameRules.dnsSubdomain, namespaced: false) + NodeValidation.validate(node)
    }

    func prepareForUpdate(_ new: inout JSONValue, old: JSONValue) {
        applyDefaults(to: &new)
        new.reset("status", to: old)
    }

    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        validateCreate(new) + NodeStatusStrategy().validate(new, old: old, for: .current)
    }

    func bumpsGeneration(_ new: JSONValue, old: JSONValue) -> Bool { false }

    func selectableFields(_ node: JSONValue) -> [String: String] {
        ["spec.unschedulable": String(node["spec", "unschedulable"]?.bool ?? false)]
    }

    var tableColumns: [TableColumn] { NodeTable.columns }
    func tableCells(_ node: JSONValue, now: Double) -> [JSONValue] { NodeTable.cells(node, now: now) }
}

struct NodeStatusStrategy: SubresourceStrategy {
    func merge(_ body: JSONValue, into parent: JSONValue, for client: ClientGeneration) -> JSONValue {
        var node = parent
        for member in ["labels", "annotations"] { node["metadata"]?[member] = body["metadata", member] }
        node["status"] = body["status"]
        NodeStrategy.setAllocatable(&node)
        return node
    }

    func validate(_ new: JSONValue, old: JSONValue, for client: ClientGeneration) -> [FieldError] {
        ObjectMetadata.validateUpdate(new, old: old) + NodeValidation.validateUpdate(new, old: old)
    }
}
