import KubernetesAPI

/// What else may change of a pod that is not yet to be scheduled: the choice of nodes may narrow.
enum GatedPodValidation {
    private static let required = "requiredDuringSchedulingIgnoredDuringExecution"

    /// Checks the node selector and affinity of `spec` and sets them back.
    static func narrowing(_ spec: inout JSONValue, stored: Field, _ findings: inout Findings) {
        let new = Field(stored.path, spec)
        let selector = new["nodeSelector"]
        if stored["nodeSelector"].entries.contains(where: { selector[$0.key].value != $0.field.value }) {
            findings.invalid(
                selector, shown: selector.value ?? [:],
                "only additions to spec.nodeSelector are allowed (no mutations or deletions)")
        }
        spec["nodeSelector"] = stored["nodeSelector"].value

        let affinity = new["affinity"]["nodeAffinity"], before = stored["affinity"]["nodeAffinity"]
        guard !(affinity.value ?? .null).equalsSemantically(before.value ?? .null) else { return }
        terms(affinity[required]["nodeSelectorTerms"], before[required]["nodeSelectorTerms"], &findings)
        var kept = new["affinity"].value ?? [:]
        kept["nodeAffinity"] = before.value
        let isNew = !stored["affinity"].isSet && kept.object?.isEmpty == true
        spec["affinity"] = isNew ? nil : kept
    }

    private static func terms(_ new: Field, _ old: Field, _ findings: inout Findings) {
        let terms = new.items, before = old.items
        if before.isEmpty { return }
        guard terms.count == before.count else {
            return findings.invalid(
                new, shown: new.value ?? [], "no additions/deletions to non-empty NodeSelectorTerms list are allowed")
        }
        for (term, stored) in zip(terms, before) where !hasOnlyAdditions(term, stored) {
            findings.invalid(term, "only additions are allowed (no mutations or deletions)")
        }
    }

    private static func hasOnlyAdditions(_ new: Field, _ old: Field) -> Bool {
        let lists = ["matchExpressions", "matchFields"]
        // A term without requirements matches nothing: any would widen it.
        if lists.allSatisfy({ old[$0].items.isEmpty }) { return lists.allSatisfy { new[$0].items.isEmpty } }
        return lists.allSatisfy { new[$0].items.map(\.value).starts(with: old[$0].items.map(\.value)) }
    }
}
