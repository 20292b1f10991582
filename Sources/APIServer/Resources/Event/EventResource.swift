import KubernetesAPI

extension ResourceDefinition {
    static let events = ResourceDefinition(
        group: "", version: "v1", kind: "Event", resource: "events", singular: "event", shortNames: ["ev"],
        namespaced: true, verbs: standardVerbs, schemaType: "Event", strategy: EventStrategy())
}

/// Events: what happened to an object, in the object's namespace.
struct EventStrategy: ResourceStrategy {
    /// The members of a reference that field selectors may name.
    static let referenceFields = ["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"]

    func validateCreate(_ event: JSONValue) -> [FieldError] { EventValidation.legacy(event) }

    var allowsCreateOnUpdate: Bool { true }

    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] { validateCreate(new) }

    func bumpsGeneration(_ new: JSONValue, old: JSONValue) -> Bool { false }

    func selectableFields(_ event: JSONValue) -> [String: String] {
        var fields: [String: String] = [:]
        for name in Self.referenceFields {
            fields["involvedObject.\(name)"] = event["involvedObject", name]?.string ?? ""
        }
        for name in ["reason", "reportingComponent", "type"] { fields[name] = event[name]?.string ?? "" }
        let component = event["source", "component"]?.string ?? ""
        fields["source"] = component.isEmpty ? fields["reportingComponent"] : component
        return fields
    }

    var tableColumns: [TableColumn] { EventTable.columns }
    func tableCells(_ event: JSONValue, now: Double) -> [JSONValue] { EventTable.cells(event, now: now) }
}
