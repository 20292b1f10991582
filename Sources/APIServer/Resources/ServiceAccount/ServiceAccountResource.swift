import KubernetesAPI

extension ResourceDefinition {
    static let serviceAccounts = ResourceDefinition(
        group: "", version: "v1", kind: "ServiceAccount", resource: "serviceaccounts", singular: "serviceaccount",
        shortNames: ["sa"], namespaced: true, verbs: standardVerbs, schemaType: "ServiceAccount",
        strategy: ServiceAccountStrategy(),
        subresources: [
            SubresourceDefinition(
                name: "token", kind: "TokenRequest", apiVersion: "authentication.k8s.io/v1", verbs: ["create"])
        ])
}

struct ServiceAccountStrategy: ResourceStrategy {
    func prepareForCreate(_ account: inout JSONValue) { clean(&account) }

    func prepareForUpdate(_ new: inout JSONValue, old: JSONValue) { clean(&new) }

    /// Secrets are referred to by name and nothing else.
    private func clean(_ account: inout JSONValue) {
        guard let secrets = account["secrets"]?.array else { return }
        account["secrets"] = .array(secrets.map { $0["name"].map { ["name": $0] } ?? [:] })
    }

    func validateCreate(_ account: JSONValue) -> [FieldError] {
        ObjectMetadata.validate(account, name: NameRules.dnsSubdomain, namespaced: true)
    }

    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        ObjectMetadata.validateUpdate(new, old: old, name: NameRules.dnsSubdomain, namespaced: true)
    }

    func bumpsGeneration(_ new: JSONValue, old: JSONValue) -> Bool { false }

    var returnsDeletedObject: Bool { true }

    var tableColumns: [TableColumn] {
        [.name, TableColumn("Secrets", description: "How many secrets the account may use."), .age]
    }

    func tableCells(_ account: JSONValue, now: Double) -> [JSONValue] {
        [Cell.name(account), Cell.count(account["secrets"]), Cell.created(account, now: now)]
    }
}
