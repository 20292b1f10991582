import KubernetesAPI

extension ResourceDefinition {
    /// Kubelets insist on writing one before they call their node ready.
    static let csiNodes = ResourceDefinition(
        group: "storage.k8s.io", version: "v1", kind: "CSINode", resource: "csinodes", singular: "csinode",
        namespaced: false, verbs: standardVerbs, schemaType: "CSINode", strategy: CSINodeStrategy())
}

struct CSINodeStrategy: ResourceStrategy {
    private static let longestNodeID = 256

    var allowsUnconditionalUpdate: Bool { false }
    var returnsDeletedObject: Bool { true }

    func validateCreate(_ object: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validate(object, name: NameRules.dnsSubdomain, namespaced: false))
        var names: Set<String> = []
        for driver in Field(root: object)["spec"]["drivers"].items {
            validate(driver, &findings)
            if !names.insert(driver["name"].text).inserted { findings.duplicate(driver["name"]) }
            validateTopology(driver, &findings)
        }
        return findings.errors
    }

    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        var findings = Findings()
        let faults = validateCreate(new)
        findings.add(faults + faults)  // Kubernetes looks twice, and says everything twice.
        for before in Field(root: old)["spec"]["drivers"].items {
            for driver in Field(root: new)["spec"]["drivers"].items
            where driver["name"].text == before["name"].text && driver.value != before.value {
                findings.invalid(Field("CSINodeDriver", driver.value), "field is immutable")
            }
        }
        return findings.errors
    }

    private func validate(_ driver: Field, _ findings: inout Findings) {
        findings.storageDriver(driver["name"])
        let id = driver["nodeID"]
        if id.text.isEmpty { findings.required(id) }
        if id.text.utf8.count > Self.longestNodeID {
            findings.invalid(id, "must be \(Self.longestNodeID) characters or less")
        }
        findings.notNegative(driver["allocatable"]["count"])
    }

    /// Faults of the keys are told of the driver.
    private func validateTopology(_ driver: Field, _ findings: inout Findings) {
        let keys = driver["topologyKeys"]
        var seen: Set<String> = []
        for key in keys.items {
            if key.text.isEmpty { findings.required(driver) }
            if !seen.insert(key.text).inserted { findings.duplicate(driver, shown: .string(key.text)) }
            findings.invalid(Field(driver.path, keys.value), NameRules.qualifiedName(key.text))
        }
    }

    func bumpsGeneration(_ new: JSONValue, old: JSONValue) -> Bool { false }

    var tableColumns: [TableColumn] {
        [.name, TableColumn("Drivers", type: "integer", description: "How many storage drivers the node has."), .age]
    }

    func tableCells(_ object: JSONValue, now: Double) -> [JSONValue] {
        let drivers = object["spec", "drivers"]?.array?.count ?? 0
        return [Cell.name(object), .number(JSONNumber(drivers)), Cell.created(object, now: now)]
    }
}
