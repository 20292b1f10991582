import KubernetesAPI

extension ResourceDefinition {
    static let leases = ResourceDefinition(
        group: "coordination.k8s.io", version: "v1", kind: "Lease", resource: "leases", singular: "lease",
        namespaced: true, verbs: standardVerbs, schemaType: "Lease", strategy: LeaseStrategy())
}

struct LeaseStrategy: ResourceStrategy {
    func validateCreate(_ lease: JSONValue) -> [FieldError] {
        ObjectMetadata.validate(lease, name: NameRules.dnsSubdomain, namespaced: true) + spec(lease)
    }

    private func spec(_ lease: JSONValue) -> [FieldError] {
        var findings = Findings()
        let spec = Field(root: lease)["spec"], strategy = spec["strategy"]
        let duration = spec["leaseDurationSeconds"]
        if let seconds = duration.int, seconds <= 0 { findings.invalid(duration, "must be greater than 0") }
        findings.notNegative(spec["leaseTransitions"])
        if strategy.isSet {
            let shown = Field(strategy["strategy"].path, strategy.value)
            if strategy.text.contains("/") {
                findings.invalid(shown, NameRules.qualifiedName(strategy.text))
            } else if strategy.text != "OldestEmulationVersion" {
                findings.notSupported(shown, ["OldestEmulationVersion"])
            }
        }
        if !spec["preferredHolder"].text.isEmpty, strategy.text.isEmpty {
            findings.forbidden(spec["preferredHolder"], "may only be specified if `strategy` is defined")
        }
        return findings.errors
    }

    var allowsCreateOnUpdate: Bool { true }
    var allowsUnconditionalUpdate: Bool { false }

    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        ObjectMetadata.validateUpdate(new, old: old, isRegistry: true) + spec(new)
    }

    func bumpsGeneration(_ new: JSONValue, old: JSONValue) -> Bool { false }

    var tableColumns: [TableColumn] { [.name, TableColumn("Holder", description: "Who holds the lease."), .age] }

    func tableCells(_ lease: JSONValue, now: Double) -> [JSONValue] {
        [Cell.name(lease), lease["spec", "holderIdentity"] ?? "", Cell.created(lease, now: now)]
    }
}
