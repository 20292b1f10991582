import KubernetesAPI

extension ResourceDefinition {
    static let namespaces = ResourceDefinition(
        group: "", version: "v1", kind: "Namespace", resource: "namespaces", singular: "namespace", shortNames: ["ns"],
        namespaced: false, verbs: ["create", "delete", "get", "list", "patch", "update", "watch"],
        schemaType: "Namespace", strategy: NamespaceStrategy(),
        subresources: [
            SubresourceDefinition(
                name: "finalize", kind: "Namespace", verbs: ["update"], strategy: NamespaceFinalizeStrategy()),
            SubresourceDefinition(
                name: "status", kind: "Namespace", verbs: ["get", "patch", "update"],
                strategy: NamespaceStatusStrategy()),
        ])
}

/// Namespaces: active from the start, and held by a finalizer until what they contain is gone.
struct NamespaceStrategy: ResourceStrategy {
    func applyDefaults(to namespace: inout JSONValue) { Self.label(&namespace) }

    func prepareForCreate(_ namespace: inout JSONValue) {
        var finalizers = namespace["spec", "finalizers"]?.array ?? []
        if !finalizers.contains("kubernetes") { finalizers.append("kubernetes") }
        var spec = namespace["spec"] ?? [:]
        spec["finalizers"] = .array(finalizers)
        namespace["spec"] = spec
        namespace["status"] = ["phase": "Active"]
        Self.label(&namespace)
    }

    func validateCreate(_ namespace: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validate(namespace, name: NameRules.dnsLabel, namespaced: false))
        let finalizers = Field(root: namespace)["spec"]["finalizers"]
        for finalizer in finalizers.items {
            NamespaceFinalizeStrategy.finalizer(Field(finalizers.path, finalizer.value), &findings)
        }
        return findings.errors
    }

    func prepareForUpdate(_ new: inout JSONValue, old: JSONValue) {
        new.reset("spec", to: old)
        new.reset("status", to: old)
        Self.label(&new)
    }

    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        validateCreate(new) + ObjectMetadata.validateUpdate(new, old: old)
    }

    func bumpsGeneration(_ new: JSONValue, old: JSONValue) -> Bool { false }

    func selectableFields(_ namespace: JSONValue) -> [String: String] {
        ["status.phase": namespace["status", "phase"]?.string ?? ""]
    }

    var tableColumns: [TableColumn] {
        [.name, TableColumn("Status", description: "The status of the namespace."), .age]
    }

    func tableCells(_ namespace: JSONValue, now: Double) -> [JSONValue] {
        [Cell.name(namespace), namespace["status", "phase"] ?? "", Cell.created(namespace, now: now)]
    }

    /// The label by which selectors find a namespace by its name.
    static func label(_ namespace: inout JSONValue) {
        guard let name = namespace["metadata", "name"] else { return }
        var labels = namespace["metadata", "labels"] ?? [:]
        labels["kubernetes.io/metadata.name"] = name
        namespace["metadata"]?["labels"] = labels
    }
}

struct NamespaceStatusStrategy: SubresourceStrategy {
    func merge(_ body: JSONValue, into parent: JSONValue, for client: ClientGeneration) -> JSONValue {
        var namespace = parent
        namespace["status"] = body["status"]
        return namespace
    }

    func validate(_ new: JSONValue, old: JSONValue, for client: ClientGeneration) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validateUpdate(new, old: old))
        let phase = Field("status.Phase", .string(new["status", "phase"]?.string ?? ""))
        let isDeleted = new["metadata", "deletionTimestamp"] != nil
        if !isDeleted, phase.text != "Active" {
            findings.invalid(phase, "may only be 'Active' if `deletionTimestamp` is empty")
        }
        if isDeleted, phase.text != "Terminating" {
            findings.invalid(phase, "may only be 'Terminating' if `deletionTimestamp` is not empty")
        }
        return findings.errors
    }
}

/// `namespaces/finalize`: takes finalizers off a namespace. All but the status may change with it.
struct NamespaceFinalizeStrategy: SubresourceStrategy {
    func merge(_ body: JSONValue, into parent: JSONValue, for client: ClientGeneration) -> JSONValue {
        var namespace = body
        Identity.carryOver(from: parent, to: &namespace)
        NamespaceStrategy.label(&namespace)
        namespace.reset("status", to: parent)
        return namespace
    }

    var resetFields: ResetFields { .all([["status"]]) }

    func validate(_ new: JSONValue, old: JSONValue, for client: ClientGeneration) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validateUpdate(new, old: old))
        for finalizer in Field(root: new)["spec"]["finalizers"].items { Self.finalizer(finalizer, &findings) }
        return findings.errors
    }

    static func finalizer(_ finalizer: Field, _ findings: inout Findings) {
        findings.invalid(finalizer, NameRules.qualifiedName(finalizer.text))
        ObjectMetadata.knownFinalizer(finalizer, &findings)
    }
}
