import KubernetesAPI

extension ResourceDefinition {
    static let secrets = ResourceDefinition(
        group: "", version: "v1", kind: "Secret", resource: "secrets", singular: "secret", namespaced: true,
        verbs: standardVerbs, schemaType: "Secret", strategy: SecretStrategy())
}

struct SecretStrategy: ResourceStrategy {
    func applyDefaults(to secret: inout JSONValue) { fold(&secret) }

    func prepareForCreate(_ secret: inout JSONValue) { fold(&secret) }

    func prepareForUpdate(_ new: inout JSONValue, old: JSONValue) {
        fold(&new)
        // Clients that do not know types leave the type out and mean the old one.
        if new["type"] == nil || new["type"] == "" { new.reset("type", to: old) }
    }

    func validateCreate(_ secret: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validate(secret, name: NameRules.dnsSubdomain, namespaced: true))
        let data = Field(root: secret)["data"]
        var size = 0
        for (key, value) in data.entries {
            findings.invalid(Field(value.path, .string(key)), NameRules.configKey(key))
            size += StoredData.decodedCount(value.text)
        }
        if size > StoredData.limit { findings.tooLong(data, StoredData.limit) }
        SecretTypes.validate(secret, &findings)
        return findings.errors
    }

    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validateUpdate(new, old: old))
        if new["type"] != old["type"] { findings.invalid(Field(root: new)["type"], "field is immutable") }
        return findings.errors + StoredData.immutability(new, old: old, members: ["data"]) + validateCreate(new)
    }

    func bumpsGeneration(_ new: JSONValue, old: JSONValue) -> Bool { false }

    func selectableFields(_ secret: JSONValue) -> [String: String] { ["type": secret["type"]?.string ?? ""] }

    var tableColumns: [TableColumn] {
        [
            .name, TableColumn("Type", description: "What the secret is for."),
            TableColumn("Data", description: "How many entries there are."), .age,
        ]
    }

    func tableCells(_ secret: JSONValue, now: Double) -> [JSONValue] {
        [Cell.name(secret), secret["type"] ?? "", Cell.count(secret["data"]), Cell.created(secret, now: now)]
    }

    /// `stringData` is only for writing: its values go into `data`, over what is there.
    private func fold(_ secret: inout JSONValue) {
        guard let texts = secret["stringData"]?.object else { return }
        secret["stringData"] = nil
        var data = secret["data"] ?? [:]
        for (key, value) in texts.members { data[key] = .string(Base64.encode(Array((value.string ?? "").utf8))) }
        if !texts.isEmpty { secret["data"] = data }
    }
}
