import KubernetesAPI

/// The rules for metadata that all kinds share. Identity (uid, resourceVersion, creationTimestamp) is the registry's.
enum ObjectMetadata {
    /// Every violation, in the order of Kubernetes.
    static func validate(_ object: JSONValue, name rule: (String) -> [String], namespaced: Bool) -> [FieldError] {
        var findings = Findings()
        let metadata = Field(root: object)["metadata"]
        if !metadata["generateName"].text.isEmpty {
            findings.invalid(metadata["generateName"], rule(prefix(metadata["generateName"].text)))
        }
        if metadata["name"].text.isEmpty {
            findings.required(metadata["name"], "name or generateName is required")
        } else {
            findings.invalid(metadata["name"], rule(metadata["name"].text))
        }
        if namespaced {
            if metadata["namespace"].text.isEmpty {
                findings.required(metadata["namespace"])
            } else {
                findings.invalid(metadata["namespace"], NameRules.dnsLabel(metadata["namespace"].text))
            }
        } else if !metadata["namespace"].text.isEmpty {
            findings.forbidden(metadata["namespace"], "not allowed on this type")
        }
        labels(metadata["labels"], &findings)
        annotations(metadata["annotations"], &findings)
        owners(metadata["ownerReferences"], &findings)
        finalizers(metadata["finalizers"], &findings)
        return findings.errors
    }

    /// Labels, also those of node selectors.
    static func labels(_ labels: Field, _ findings: inout Findings) {
        for (key, value) in labels.entries {
            findings.invalid(Field(labels.path, .string(key)), NameRules.qualifiedName(key))
            findings.invalid(Field(labels.path, value.value), NameRules.labelValue(value.text))
        }
    }

    private static func annotations(_ annotations: Field, _ findings: inout Findings) {
        var size = 0
        for (key, value) in annotations.entries {
            findings.invalid(Field(annotations.path, .string(key)), NameRules.qualifiedName(key.lowercased()))
            size += key.utf8.count + value.text.utf8.count
        }
        if size > 256 * 1024 { findings.tooLong(annotations, 256 * 1024) }
    }

    private static func owners(_ owners: Field, _ findings: inout Findings) {
        var controller: Field?
        for item in owners.items {
            let owner = Field(owners.path, item.value)
            if owner["apiVersion"].text.isEmpty {
                findings.invalid(owner["apiVersion"], shown: "", "version must not be empty")
            }
            if owner["kind"].text.isEmpty { findings.invalid(owner["kind"], shown: "", "must not be empty") }
            if owner["name"].text.isEmpty { findings.invalid(owner["name"], shown: "", "must not be empty") }
            if owner["uid"].text.isEmpty { findings.invalid(owner["uid"], shown: "", "must not be empty") }
            if owner["apiVersion"].text == "v1", owner["kind"].text == "Event" {
                let shown = "v1.OwnerReference{APIVersion:\"v1\", Kind:\"Event\", Name:\(quoted(owner["name"].text)), "
                findings.add([
                    FieldError(
                        .invalid, owners.path,
                        "Invalid value: \(shown)UID:\(quoted(owner["uid"].text)), Controller:(*bool)(nil), "
                            + "BlockOwnerDeletion:(*bool)(nil)}: /v1, Kind=Event is disallowed from being an owner")
                ])
            }
            guard owner["controller"].bool else { continue }
            if let controller {
                findings.invalid(
                    owners,
                    "Only one reference can have Controller set to true. Found \"true\" in references for "
                        + "\(controller["kind"].text)/\(controller["name"].text) and \(owner["kind"].text)/\(owner["name"].text)"
                )
            }
            controller = owner
        }
    }

    private static func finalizers(_ finalizers: Field, _ findings: inout Findings) {
        let names = finalizers.items.map(\.text)
        for name in names { findings.invalid(Field(finalizers.path, .string(name)), NameRules.qualifiedName(name)) }
        let standard = ["orphan", "foregroundDeletion"]
        if standard.allSatisfy(names.contains) {
            let shown = names.map(quoted).joined(separator: ", ")
            findings.add([
                FieldError(
                    .invalid, finalizers.path,
                    "Invalid value: []string{\(shown)}: finalizer orphan and foregroundDeletion cannot be both set")
            ])
        }
        for finalizer in finalizers.items where !finalizer.text.contains("/") && !standard.contains(finalizer.text) {
            findings.invalid(finalizer, "name is neither a standard finalizer name nor is it fully qualified")
        }
    }

    /// A prefix of names may end in dashes, since something follows.
    private static func prefix(_ text: String) -> String { text.hasSuffix("-") ? text.dropLast() + "a" : text }
}
