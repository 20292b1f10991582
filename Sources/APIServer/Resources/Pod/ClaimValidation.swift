import KubernetesAPI

/// The rules for a volume that comes with the pod: the template of a claim.
enum ClaimValidation {
    static func ephemeral(_ source: Field, _ volume: Field, podName: String, _ findings: inout Findings) {
        let template = source["volumeClaimTemplate"]
        if template.isSet {
            metadata(template["metadata"], &findings)
            spec(template["spec"], &findings)
        } else {
            findings.required(template)
        }
        guard !podName.isEmpty, !volume["name"].text.isEmpty else { return }
        let claim = "\(podName)-\(volume["name"].text)"
        for fault in NameRules.dnsSubdomain(claim) {
            findings.invalid(volume["name"], "PVC name \(quoted(claim)): \(fault)")
        }
    }

    private static func metadata(_ metadata: Field, _ findings: inout Findings) {
        ObjectMetadata.annotations(metadata["annotations"], &findings)
        ObjectMetadata.labels(metadata["labels"], &findings)
        for (name, _) in metadata.value?.object?.members ?? [] where metadata[name].isSet {
            if !["labels", "annotations"].contains(name) { findings.forbidden(metadata[name], "cannot be set") }
        }
    }

    private static func spec(_ spec: Field, _ findings: inout Findings) {
        let modes = spec["accessModes"],
            supported = [
                "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod",
            ]
        if modes.items.isEmpty { findings.required(modes, "at least 1 access mode is required") }
        SelectorValidation.labels(spec["selector"], &findings)
        let given = modes.items.map(\.text)
        for mode in given where !supported.contains(mode) {
            findings.notSupported(Field(modes.path, .string(mode)), supported)
        }
        if given.contains("ReadWriteOncePod"),
            given.contains(where: { $0 != "ReadWriteOncePod" && supported.contains($0) })
        {
            findings.forbidden(modes, "may not use ReadWriteOncePod with other access modes")
        }
        storage(spec["resources"], &findings)
        className(spec["storageClassName"], &findings)
        if spec["volumeMode"].isSet, !["Block", "Filesystem"].contains(spec["volumeMode"].text) {
            findings.notSupported(spec["volumeMode"], ["Block", "Filesystem"])
        }
        for name in ["dataSource", "dataSourceRef"] where spec[name].isSet { dataSource(spec[name], &findings) }
        sameSource(spec, &findings)
        className(spec["volumeAttributesClassName"], &findings)
    }

    private static func storage(_ resources: Field, _ findings: inout Findings) {
        let field = resources.entry("storage"), amount = resources["requests"]["storage"].quantity
        guard let amount else { return findings.required(field) }
        if amount <= Quantity() {
            findings.invalid(field, shown: .string(amount.description), "must be greater than zero")
        } else if !amount.isWhole {
            findings.invalid(field, shown: .string(amount.description), "must be an integer")
        }
    }

    private static func className(_ field: Field, _ findings: inout Findings) {
        if !field.text.isEmpty { findings.invalid(field, NameRules.dnsSubdomain(field.text)) }
    }

    private static func dataSource(_ source: Field, _ findings: inout Findings) {
        let group = source["apiGroup"], kind = source["kind"].text
        if source["name"].text.isEmpty { findings.required(source["name"]) }
        if kind.isEmpty { findings.required(source["kind"]) }
        if group.text.isEmpty {
            if kind != "PersistentVolumeClaim" {
                findings.invalid(
                    source, shown: .string(kind),
                    "must be 'PersistentVolumeClaim' when referencing the default apiGroup")
            }
        } else {
            findings.invalid(group, NameRules.dnsSubdomain(group.text))
        }
        if !source["namespace"].text.isEmpty {
            findings.invalid(source["namespace"], NameRules.dnsLabel(source["namespace"].text))
        }
    }

    private static func sameSource(_ spec: Field, _ findings: inout Findings) {
        let source = spec["dataSource"], reference = spec["dataSourceRef"]
        guard source.isSet, reference.isSet else { return }
        let shown = JSONValue.string(source.path)
        if !reference["namespace"].text.isEmpty {
            findings.invalid(spec, shown: shown, "may not be specified when dataSourceRef.namespace is specified")
        } else if ["apiGroup", "kind", "name"].contains(where: { source[$0].value != reference[$0].value }) {
            findings.invalid(spec, shown: shown, "must match dataSourceRef")
        }
    }
}
