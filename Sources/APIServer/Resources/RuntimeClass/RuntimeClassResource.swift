import KubernetesAPI

extension ResourceDefinition {
    static let runtimeClasses = ResourceDefinition(
        group: "node.k8s.io", version: "v1", kind: "RuntimeClass", resource: "runtimeclasses", singular: "runtimeclass",
        namespaced: false, verbs: standardVerbs, schemaType: "RuntimeClass", strategy: RuntimeClassStrategy())
}

struct RuntimeClassStrategy: ResourceStrategy {
    func validateCreate(_ object: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validate(object, name: NameRules.dnsSubdomain, namespaced: false))
        let root = Field(root: object)
        findings.invalid(root["handler"], NameRules.dnsLabel(root["handler"].text))
        // The overhead is checked as if it were a container's limits, whose paths it keeps.
        let limits: JSONValue = ["limits": root["overhead"]["podFixed"].value ?? [:]]
        if root["overhead"].isSet { ResourceValidation.requirements(Field("overhead", limits), claims: [], &findings) }
        let scheduling = root["scheduling"]
        ObjectMetadata.labels(scheduling["nodeSelector"], &findings)
        SchedulingValidation.tolerations(scheduling["tolerations"], &findings)
        return findings.errors
    }

    var allowsCreateOnUpdate: Bool { true }
    var allowsUnconditionalUpdate: Bool { false }

    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(validateCreate(new))
        findings.add(ObjectMetadata.validateUpdate(new, old: old))
        if new["handler"] != old["handler"] { findings.invalid(Field(root: new)["handler"], "field is immutable") }
        return findings.errors
    }

    func bumpsGeneration(_ new: JSONValue, old: JSONValue) -> Bool { false }

    var tableColumns: [TableColumn] {
        [.name, TableColumn("Handler", description: "What runs the pods of this class."), .age]
    }

    func tableCells(_ object: JSONValue, now: Double) -> [JSONValue] {
        [Cell.name(object), object["handler"] ?? "", Cell.created(object, now: now)]
    }
}
