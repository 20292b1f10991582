import KubernetesAPI

/// The rules for what draws a pod to nodes and other pods, and away from them.
enum AffinityValidation {
    private static let required = "requiredDuringSchedulingIgnoredDuringExecution"
    private static let preferred = "preferredDuringSchedulingIgnoredDuringExecution"

    static func validate(_ affinity: Field, _ findings: inout Findings) {
        let nodes = affinity["nodeAffinity"]
        if nodes[required].isSet {
            let terms = nodes[required]["nodeSelectorTerms"]
            if terms.items.isEmpty { findings.required(terms, "must have at least one node selector term") }
            for term in terms.items { SelectorValidation.nodeTerm(term, checksValues: true, &findings) }
        }
        for term in nodes[preferred].items {
            weight(term["weight"], &findings)
            SelectorValidation.nodeTerm(term["preference"], checksValues: false, &findings)
        }
        for name in ["podAffinity", "podAntiAffinity"] {
            for term in affinity[name][required].items { podTerm(term, &findings) }
            for term in affinity[name][preferred].items {
                weight(term["weight"], &findings)
                podTerm(term["podAffinityTerm"], &findings)
            }
        }
    }

    private static func weight(_ weight: Field, _ findings: inout Findings) {
        if !(1...100).contains(weight.int ?? 0) {
            findings.invalid(weight, shown: weight.value ?? 0, "must be in the range 1-100")
        }
    }

    private static func podTerm(_ term: Field, _ findings: inout Findings) {
        let selector = term["labelSelector"], topology = term["topologyKey"]
        SelectorValidation.labels(selector, &findings)
        SelectorValidation.labels(term["namespaceSelector"], &findings)
        for name in term["namespaces"].items {
            findings.invalid(Field(term["namespace"].path, name.value), NameRules.dnsLabel(name.text))
        }
        for name in ["matchLabelKeys", "mismatchLabelKeys"] where !term[name].items.isEmpty {
            if selector.isSet {
                for key in term[name].items { findings.invalid(key, NameRules.qualifiedName(key.text)) }
            } else {
                findings.forbidden(term[name], "must not be specified when labelSelector is not set")
            }
        }
        merged(term, &findings)
        let mismatching = Set(term["mismatchLabelKeys"].items.map(\.text))
        for key in term["matchLabelKeys"].items where mismatching.contains(key.text) {
            findings.invalid(key, "exists in both matchLabelKeys and mismatchLabelKeys")
        }
        if topology.text.isEmpty { findings.required(topology, "can not be empty") }
        findings.invalid(Field(topology.path, .string(topology.text)), NameRules.qualifiedName(topology.text))
    }

    /// By now the selector has an expression for each of the keys: a second one was the client's.
    private static func merged(_ term: Field, _ findings: inout Findings) {
        let selector = term["labelSelector"], keys = term["matchLabelKeys"].items.map(\.text)
        var seen = Set(selector["matchLabels"].entries.map(\.key))
        for expression in selector["matchExpressions"].items {
            let key = expression["key"].text
            if let index = keys.lastIndex(of: key), seen.contains(key) {
                findings.invalid(
                    Field("\(term.path)[\(index)]", .string(key)), "exists in both matchLabelKeys and labelSelector")
            }
            seen.insert(key)
        }
    }
}
