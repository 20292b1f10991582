import KubernetesAPI

extension ResourceDefinition {
    static let configMaps = ResourceDefinition(
        group: "", version: "v1", kind: "ConfigMap", resource: "configmaps", singular: "configmap", shortNames: ["cm"],
        namespaced: true, verbs: standardVerbs, schemaType: "ConfigMap", strategy: ConfigMapStrategy())
}

struct ConfigMapStrategy: ResourceStrategy {
    func validateCreate(_ map: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validate(map, name: NameRules.dnsSubdomain, namespaced: true))
        let root = Field(root: map)
        var size = 0
        for (key, value) in root["data"].entries {
            let shown = Field(value.path, .string(key))
            findings.invalid(shown, NameRules.configKey(key))
            if root["binaryData"].entry(key).isSet { findings.invalid(shown, "duplicate of key present in binaryData") }
            size += value.text.utf8.count
        }
        for (key, value) in root["binaryData"].entries {
            findings.invalid(Field(value.path, .string(key)), NameRules.configKey(key))
            size += StoredData.decodedCount(value.text)
        }
        // The empty path stands for the whole object.
        if size > StoredData.limit { findings.tooLong(Field("[]", nil), StoredData.limit) }
        return findings.errors
    }

    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        ObjectMetadata.validateUpdate(new, old: old)
            + StoredData.immutability(new, old: old, members: ["data", "binaryData"]) + validateCreate(new)
    }

    func bumpsGeneration(_ new: JSONValue, old: JSONValue) -> Bool { false }

    var tableColumns: [TableColumn] { [.name, TableColumn("Data", description: "How many entries there are."), .age] }

    func tableCells(_ map: JSONValue, now: Double) -> [JSONValue] {
        [Cell.name(map), Cell.count(map["data"], map["binaryData"]), Cell.created(map, now: now)]
    }
}
