import KubernetesAPI

/// The rules for events, in their core form. All follow those of ``legacy(_:)``; what comes through events.k8s.io is held to
/// more.
enum EventValidation {
    private static let longest = 128
    private static let longestNote = 1024

    static func legacy(_ event: JSONValue) -> [FieldError] {
        var findings = Findings()
        let root = Field(root: event)
        let involved = root["involvedObject"]["namespace"], own = root["metadata"]["namespace"].text
        let agrees: Bool
        if root["eventTime"].isSet {
            agrees = !involved.text.isEmpty || ["default", "kube-system"].contains(own)
        } else {
            agrees = involved.text.isEmpty ? ["", "default"].contains(own) : involved.text == own
        }
        if !agrees { findings.invalid(involved, shown: .string(involved.text), "does not match event.namespace") }
        if root["eventTime"].isSet { reporter(root, &findings) }
        findings.invalid(Field("namespace", .string(own)), NameRules.dnsSubdomain(own))
        return findings.errors
    }

    /// Who reports what, as newer clients have to say it.
    private static func reporter(_ root: Field, _ findings: inout Findings) {
        let controller = Field("reportingController", .string(root["reportingComponent"].text))
        if controller.text.isEmpty { findings.required(controller) }
        findings.invalid(controller, NameRules.qualifiedName(controller.text))
        for name in ["reportingInstance", "action", "reason"] {
            let field = root[name]
            if field.text.isEmpty { findings.required(field) }
            limit(field, longest, &findings)
        }
        limit(root["message"], longestNote, &findings)
    }

    private static func limit(_ field: Field, _ limit: Int, _ findings: inout Findings) {
        guard field.text.utf8.count > limit else { return }
        findings.invalid(field, shown: "", "can have at most \(limit) characters")
    }

    static func strictCreate(_ event: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validate(event, name: NameRules.dnsSubdomain, namespaced: true))
        let root = Field(root: event)
        series(root["series"], &findings)
        if !root["eventTime"].isSet { findings.required(root["eventTime"]) }
        let type = root["type"]
        if !["Normal", "Warning"].contains(type.text) {
            findings.invalid(type, shown: "", "has invalid value: \(type.text)")
        }
        for name in ["firstTimestamp", "lastTimestamp"] where root[name].isSet { unset(root[name], &findings) }
        if (root["count"].int ?? 0) != 0 { unset(root["count"], &findings) }
        let source = root["source"]
        if !source["component"].text.isEmpty || !source["host"].text.isEmpty { unset(source, &findings) }
        return findings.errors
    }

    private static func unset(_ field: Field, _ findings: inout Findings) {
        findings.invalid(field, shown: "", "needs to be unset")
    }

    private static func series(_ series: Field, _ findings: inout Findings) {
        guard series.isSet else { return }
        if (series["count"].int ?? 0) < 2 { findings.invalid(series["count"], shown: "", "should be at least 2") }
        if !series["lastObservedTime"].isSet { findings.required(series["lastObservedTime"]) }
    }

    /// Only the series of an event may go on.
    static func strictUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validateUpdate(new, old: old))
        let root = Field(root: new)
        if new["series"] != old["series"] { series(root["series"], &findings) }
        for name in [
            "involvedObject", "reason", "message", "source", "firstTimestamp", "lastTimestamp", "count",
            "reason",  // twice, as in Kubernetes
            "type", "eventTime", "action", "related", "reportingComponent", "reportingInstance",
        ] where new[name] ?? .null != old[name] ?? .null {
            let field = Field(name == "reportingComponent" ? "reportingController" : name, root[name].value)
            let isText = (new[name] ?? old[name])?.string != nil && name != "eventTime"
            findings.invalid(field, shown: new[name] ?? (isText ? "" : .null), "field is immutable")
        }
        return findings.errors
    }
}
