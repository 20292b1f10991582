import KubernetesAPI

extension ResourceDefinition {
    static let priorityClasses = ResourceDefinition(
        group: "scheduling.k8s.io", version: "v1", kind: "PriorityClass", resource: "priorityclasses",
        singular: "priorityclass", shortNames: ["pc"], namespaced: false, verbs: standardVerbs,
        schemaType: "PriorityClass", strategy: PriorityClassStrategy())
}

struct PriorityClassStrategy: ResourceStrategy {
    /// The highest value that is not kept for the system.
    static let highestValue: Int64 = 1_000_000_000

    func prepareForCreate(_ object: inout JSONValue) { object["metadata"]?["generation"] = 1 }

    func validateCreate(_ object: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validate(object, name: NameRules.dnsSubdomain, namespaced: false))
        let root = Field(root: object)
        if root["metadata"]["name"].text.hasPrefix("system-") {
            systemName(root, &findings)
        } else if let value = root["value"].int, value > Self.highestValue {
            findings.forbidden(
                root["value"], "maximum allowed value of a user defined priority is \(Self.highestValue)")
        }
        if root["preemptionPolicy"].isSet {
            findings.choice(root["preemptionPolicy"], ["PreemptLowerPriority", "Never"])
        }
        return findings.errors
    }

    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validate(new, name: NameRules.dnsSubdomain, namespaced: false))
        let root = Field(root: new)
        if new["value"] != old["value"] { findings.forbidden(root["value"], "may not be changed in an update.") }
        if new["preemptionPolicy"] != old["preemptionPolicy"] {
            findings.invalid(root["preemptionPolicy"], "field is immutable")
        }
        return findings.errors
    }

    func bumpsGeneration(_ new: JSONValue, old: JSONValue) -> Bool { false }

    var tableColumns: [TableColumn] {
        [
            .name, TableColumn("Value", type: "integer", description: "The priority of pods of this class."),
            TableColumn("Global-Default", type: "boolean", description: "Whether pods without a class get this one."),
            .age, TableColumn("PreemptionPolicy", description: "Whether such pods may take the place of others."),
        ]
    }

    func tableCells(_ object: JSONValue, now: Double) -> [JSONValue] {
        [
            Cell.name(object), object["value"] ?? 0, object["globalDefault"] ?? false,
            Cell.created(object, now: now), Cell.text(object["preemptionPolicy"]),
        ]
    }

    /// The prefix belongs to the system's own two classes, which are as they are.
    private func systemName(_ root: Field, _ findings: inout Findings) {
        let name = root["metadata"]["name"]
        let fault: String
        if let system = SystemPriorityClass(rawValue: name.text) {
            if root["value"].int != system.value {
                fault = "value of \(name.text) PriorityClass must be \(system.value)"
            } else if root["globalDefault"].bool {
                fault = "globalDefault of \(name.text) PriorityClass must be false"
            } else {
                return
            }
        } else {
            fault = "\(name.text) is not a known system priority class"
        }
        findings.forbidden(
            name, "priority class names with 'system-' prefix are reserved for system use only. error: \(fault)")
    }
}

/// The classes that are always there.
enum SystemPriorityClass: String, CaseIterable {
    case clusterCritical = "system-cluster-critical"
    case nodeCritical = "system-node-critical"

    var value: Int64 { 2 * PriorityClassStrategy.highestValue + (self == .nodeCritical ? 1000 : 0) }

    /// The object as a client would create it.
    var object: JSONValue {
        let mayMove = self == .clusterCritical
        return [
            "kind": "PriorityClass", "apiVersion": "scheduling.k8s.io/v1", "metadata": ["name": .string(rawValue)],
            "value": .number(JSONNumber(value)),
            "description": .string(
                "Used for system critical pods that must "
                    + (mayMove
                        ? "run in the cluster, but can be moved to another node if necessary."
                        : "not be moved from their current node.")),
        ]
    }
}
