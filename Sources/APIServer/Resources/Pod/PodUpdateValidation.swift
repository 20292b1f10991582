import KubernetesAPI

/// What of a pod may change after creation: hardly anything beside labels and annotations.
enum PodUpdateValidation {
    /// The fields a client may change, in Kubernetes' words.
    static let updatable = [
        "`spec.containers[*].image`", "`spec.initContainers[*].image`", "`spec.activeDeadlineSeconds`",
        "`spec.tolerations` (only additions to existing tolerations)",
        "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)",
    ]

    static func validate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validateUpdate(new, old: old))
        findings.add(PodValidation.metadataAndSpec(new, stored: old))
        PodAnnotationValidation.validateUpdate(new, old: old, &findings)
        let spec = Field(root: new)["spec"], stored = Field(root: old)["spec"]
        for list in ["containers", "initContainers"] {
            if spec[list].items.count != stored[list].items.count {
                findings.forbidden(spec[list], "pod updates may not add or remove containers")
                return findings.errors
            }
            for container in spec[list].items {
                if container["image"].text.isEmpty { findings.required(container["image"]) }
                ContainerValidation.imagePadding(container, &findings)
            }
        }
        guard deadline(spec["activeDeadlineSeconds"], stored["activeDeadlineSeconds"], &findings) else {
            return findings.errors
        }
        tolerations(spec["tolerations"], stored["tolerations"], &findings)
        gates(spec["schedulingGates"], stored["schedulingGates"], &findings)
        var compared = withoutUpdatable(spec.value ?? [:], stored: stored.value ?? [:])
        if !stored["schedulingGates"].items.isEmpty {
            GatedPodValidation.narrowing(&compared, stored: stored, &findings)
        }
        if let before = stored.value, !compared.equalsSemantically(before) {
            findings.forbidden(
                spec,
                "pod updates may not change fields other than \(updatable.joined(separator: ","))\n"
                    + difference(before, compared, at: "spec"))
        }
        return findings.errors
    }

    /// Gives false where the rest need not be looked at.
    private static func deadline(_ new: Field, _ old: Field, _ findings: inout Findings) -> Bool {
        guard let value = new.int else {
            if old.isSet {
                findings.invalid(new, shown: .null, "must not update from a positive integer to nil value")
            }
            return true
        }
        if !(0...Int64(Int32.max)).contains(value) {
            findings.invalid(new, "must be between 0 and 2147483647, inclusive")
            return false
        }
        if let before = old.int, before < value {
            findings.invalid(new, "must be less than or equal to previous value")
            return false
        }
        return true
    }

    private static func tolerations(_ new: Field, _ old: Field, _ findings: inout Findings) {
        func withoutSeconds(_ toleration: Field) -> [UInt8] {
            var value = toleration.value ?? .null
            value["tolerationSeconds"] = nil
            return value.encoded()
        }
        let present = Set(new.items.map(withoutSeconds))
        for toleration in old.items where !present.contains(withoutSeconds(toleration)) {
            findings.forbidden(new, "existing toleration can not be modified except its tolerationSeconds")
            return
        }
        SchedulingValidation.tolerations(new, &findings)
    }

    private static func gates(_ new: Field, _ old: Field, _ findings: inout Findings) {
        let known = Set(old.items.map(\.["name"].text))
        for gate in new.items where !known.contains(gate["name"].text) {
            findings.forbidden(
                gate["name"], "only deletion is allowed, but found new scheduling gate '\(gate["name"].text)'")
        }
    }

    /// The new spec with the fields that may change set back.
    private static func withoutUpdatable(_ new: JSONValue, stored: JSONValue) -> JSONValue {
        var spec = new
        for list in ["containers", "initContainers"] {
            guard case .array(var items)? = spec[list], let before = stored[list]?.array else { continue }
            for index in items.indices where index < before.count { items[index]["image"] = before[index]["image"] }
            spec[list] = .array(items)
        }
        for member in ["activeDeadlineSeconds", "tolerations", "schedulingGates"] { spec[member] = stored[member] }
        if let before = stored["terminationGracePeriodSeconds"]?.int64, before < 0,
            spec["terminationGracePeriodSeconds"] == 1
        {
            spec["terminationGracePeriodSeconds"] = stored["terminationGracePeriodSeconds"]
        }
        return spec
    }
}
