import KubernetesAPI

extension ResourceDefinition {
    static let leases = ResourceDefinition(
        group: "coordination.k8s.io", version: "v1", kind: "Lease", resource: "leases", singular: "lease",
        namespaced: true, verbs: standardVerbs, schemaType: "Lease", strategy: LeaseStrategy())
}

struct LeaseStrategy: ResourceStrategy {
    func validateCreate(_ lease: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validate(lease, name: NameRules.dnsSubdomain, namespaced: true))
        let duration = Field(root: lease)["spec"]["leaseDurationSeconds"]
        if let seconds = duration.int, seconds <= 0 { findings.invalid(duration, "must be greater than 0") }
        findings.notNegative(Field(root: lease)["spec"]["leaseTransitions"])
        return findings.errors
    }

    var allowsCreateOnUpdate: Bool { true }
    var allowsUnconditionalUpdate: Bool { false }

    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] { validateCreate(new) }

    func bumpsGeneration(_ new: JSONValue, old: JSONValue) -> Bool { false }

    var tableColumns: [TableColumn] { [.name, TableColumn("Holder", description: "Who holds the lease."), .age] }

    func tableCells(_ lease: JSONValue, now: Double) -> [JSONValue] {
        [Cell.name(lease), lease["spec", "holderIdentity"] ?? "", Cell.created(lease, now: now)]
    }
}
