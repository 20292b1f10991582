import KubernetesAPI

extension ResourceDefinition {
    /// Events as the group events.k8s.io has them: the stored ones of the core group in another form.
    static let eventsV1 = ResourceDefinition(
        group: "events.k8s.io", version: "v1", kind: "Event", resource: "events", singular: "event", shortNames: ["ev"],
        namespaced: true, verbs: standardVerbs, schemaType: "EventsV1Event", strategy: EventsV1Strategy(),
        storedForm: StoredForm(group: "", encode: EventConversion.toCore, decode: EventConversion.toEventsV1))
}

struct EventsV1Strategy: ResourceStrategy {
    private let core = EventStrategy()

    func validateCreate(_ event: JSONValue) -> [FieldError] {
        inCore(event, or: []) { EventValidation.legacy($0) + EventValidation.strictCreate($0) }
    }

    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        inCore(new, or: []) { new in
            inCore(old, or: []) { EventValidation.legacy(new) + EventValidation.strictUpdate(new, old: $0) }
        }
    }

    var allowsCreateOnUpdate: Bool { true }

    func bumpsGeneration(_ new: JSONValue, old: JSONValue) -> Bool { false }

    func selectableFields(_ event: JSONValue) -> [String: String] {
        var fields: [String: String] = [:]
        for name in EventStrategy.referenceFields {
            fields["regarding.\(name)"] = event["regarding", name]?.string ?? ""
        }
        for name in ["reason", "reportingController", "type"] { fields[name] = event[name]?.string ?? "" }
        return fields
    }

    var tableColumns: [TableColumn] { core.tableColumns }

    func tableCells(_ event: JSONValue, now: Double) -> [JSONValue] {
        inCore(event, or: []) { core.tableCells($0, now: now) }
    }

    /// What comes here has passed the schema of its own form, and so passes that of the other.
    private func inCore<Result>(_ event: JSONValue, or fallback: Result, _ body: (JSONValue) -> Result) -> Result {
        do { return body(try EventConversion.toCore(event)) } catch { return fallback }
    }
}
