import KubernetesAPI

/// The rules for metadata that all kinds share.
enum ObjectMetadata {
    /// Every violation, in the order of Kubernetes, with its two rounds: what holds for all API machinery, then the names of
    /// finalizers that the core kinds know.
    static func validate(_ object: JSONValue, name rule: (String) -> [String], namespaced: Bool) -> [FieldError] {
        var findings = Findings()
        common(object, name: rule, namespaced: namespaced, &findings)
        knownFinalizers(Field(root: object)["metadata"]["finalizers"], &findings)
        return findings.errors
    }

    /// What the registry itself asks of every kind: names must fit into a path.
    static func validatePathSegments(_ object: JSONValue, namespaced: Bool) -> [FieldError] {
        var findings = Findings()
        common(object, name: NameRules.pathSegment, namespaced: namespaced, &findings)
        return findings.errors
    }

    /// The violations of an update.
    /// - Parameter isRegistry: whether it is the registry that asks, to which all names of finalizers are alike.
    static func validateUpdate(_ new: JSONValue, old: JSONValue, isRegistry: Bool = false) -> [FieldError] {
        var findings = Findings()
        let metadata = Field(root: new)["metadata"], stored = Field(root: old)["metadata"]
        if stored["deletionTimestamp"].isSet {
            let known = Set(stored["finalizers"].items.map(\.text))
            let added = Set(metadata["finalizers"].items.map(\.text)).subtracting(known).sorted()
            if !added.isEmpty {
                findings.forbidden(
                    metadata["finalizers"],
                    "no new finalizers can be added if the object is being deleted, found new finalizers "
                        + JSONValue.array(added.map(JSONValue.string)).shown)
            }
        }
        for name in ["name", "namespace", "uid", "deletionTimestamp", "deletionGracePeriodSeconds"] {
            let value = metadata[name]
            guard value.isSet || stored[name].isSet, value.value != stored[name].value else { continue }
            if name == "deletionTimestamp" {
                findings.immutable(value, shownAs: instant(value.text))
            } else {
                findings.invalid(value, "field is immutable")
            }
        }
        labels(metadata["labels"], &findings)
        annotations(metadata["annotations"], &findings)
        owners(metadata["ownerReferences"], &findings)
        if !isRegistry { knownFinalizers(metadata["finalizers"], &findings) }
        return findings.errors
    }

    /// Both at once, as most kinds do it on update.
    static func validateUpdate(
        _ new: JSONValue, old: JSONValue, name rule: (String) -> [String], namespaced: Bool
    ) -> [FieldError] {
        validateUpdate(new, old: old) + validate(new, name: rule, namespaced: namespaced)
    }

    private static func common(
        _ object: JSONValue, name rule: (String) -> [String], namespaced: Bool, _ findings: inout Findings
    ) {
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
        findings.notNegative(metadata["generation"])
        labels(metadata["labels"], &findings)
        annotations(metadata["annotations"], &findings)
        owners(metadata["ownerReferences"], &findings)
        finalizers(metadata["finalizers"], &findings)
    }

    /// Labels, also those of node selectors.
    static func labels(_ labels: Field, _ findings: inout Findings) {
        for (key, value) in labels.entries {
            findings.invalid(Field(labels.path, .string(key)), NameRules.qualifiedName(key))
            findings.invalid(Field(labels.path, value.value), NameRules.labelValue(value.text))
        }
    }

    static func annotations(_ annotations: Field, _ findings: inout Findings) {
        var size = 0
        for (key, value) in annotations.entries {
            findings.invalid(Field(annotations.path, .string(key)), NameRules.qualifiedName(key.lowercased()))
            size += key.utf8.count + value.text.utf8.count
        }
        if size > 256 * 1024 { findings.tooLong(annotations, 256 * 1024) }
    }

    /// As in Kubernetes the paths do not tell which of the owners.
    private static func owners(_ owners: Field, _ findings: inout Findings) {
        var controller = ""
        for owner in owners.items.map({ Field(owners.path, $0.value) }) {
            let apiVersion = owner["apiVersion"].text
            let parts = apiVersion.split(separator: "/", omittingEmptySubsequences: false)
            if parts.count > 2 || parts.last?.isEmpty != false {
                findings.invalid(owner["apiVersion"], shown: .string(apiVersion), "version must not be empty")
            }
            for name in ["kind", "name", "uid"] where owner[name].text.isEmpty {
                findings.invalid(owner[name], shown: "", "\(name) must not be empty")
            }
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
            let name = "\(owner["kind"].text)/\(owner["name"].text)"
            if controller.isEmpty {
                controller = name
            } else {
                findings.invalid(
                    owners,
                    "Only one reference can have Controller set to true. Found \"true\" in references for "
                        + "\(controller) and \(name)")
            }
        }
    }

    private static func finalizers(_ finalizers: Field, _ findings: inout Findings) {
        let names = finalizers.items.map(\.text)
        for name in names { findings.invalid(Field(finalizers.path, .string(name)), NameRules.qualifiedName(name)) }
        if names.contains("orphan"), names.contains("foregroundDeletion") {
            let shown = names.map(quoted).joined(separator: ", ")
            findings.add([
                FieldError(
                    .invalid, finalizers.path,
                    "Invalid value: []string{\(shown)}: finalizer orphan and foregroundDeletion cannot be both set")
            ])
        }
    }

    private static func knownFinalizers(_ finalizers: Field, _ findings: inout Findings) {
        for finalizer in finalizers.items { knownFinalizer(finalizer, &findings) }
    }

    static func knownFinalizer(_ finalizer: Field, _ findings: inout Findings) {
        if !finalizer.text.contains("/"), !["kubernetes", "orphan", "foregroundDeletion"].contains(finalizer.text) {
            findings.invalid(finalizer, "name is neither a standard finalizer name nor is it fully qualified")
        }
    }

    /// A prefix of names may end in a dash, since something follows.
    private static func prefix(_ text: String) -> String {
        text.utf8.count > 1 && text.hasSuffix("-") ? text.dropLast(2) + "a" : text
    }

    /// A time as Go's `time.Time` prints it.
    private static func instant(_ text: String) -> String {
        text.replacing("T", with: " ").replacing("Z", with: "") + " +0000 UTC"
    }
}

extension Findings {
    fileprivate mutating func immutable(_ field: Field, shownAs text: String) {
        add([FieldError(.invalid, field.path, "Invalid value: \(text): field is immutable")])
    }
}
