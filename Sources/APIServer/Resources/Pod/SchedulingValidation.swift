import KubernetesAPI

/// The rules for what steers a pod to a node.
enum SchedulingValidation {
    static func tolerations(_ tolerations: Field, _ findings: inout Findings) {
        for toleration in tolerations.items {
            let key = toleration["key"], operation = toleration["operator"], effect = toleration["effect"]
            let value = toleration["value"]
            if !key.text.isEmpty { findings.invalid(key, NameRules.qualifiedName(key.text)) }
            if key.text.isEmpty, operation.text != "Exists" {
                findings.invalid(
                    operation, shown: .string(operation.text),
                    "operator must be Exists when `key` is empty, which means \"match all values and all keys\"")
            }
            if toleration["tolerationSeconds"].isSet, effect.text != "NoExecute" {
                findings.invalid(
                    effect, shown: .string(effect.text), "effect must be 'NoExecute' when `tolerationSeconds` is set")
            }
            let shown = Field(operation.path, .string(value.text))
            switch operation.text {
            case "Equal", "":
                let faults = NameRules.labelValue(value.text)
                if !faults.isEmpty { findings.invalid(shown, faults.joined(separator: ";")) }
            case "Exists":
                if !value.text.isEmpty { findings.invalid(shown, "value must be empty when `operator` is 'Exists'") }
            default: findings.notSupported(operation, ["Equal", "Exists"])
            }
            let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"]
            if !effect.text.isEmpty, !effects.contains(effect.text) { findings.notSupported(effect, effects) }
        }
    }

    static func gates(_ gates: Field, _ findings: inout Findings) {
        var seen: Set<String> = []
        for gate in gates.items {
            let name = Field(gate.path, .string(gate["name"].text))
            findings.invalid(name, NameRules.qualifiedName(name.text))
            if !seen.insert(name.text).inserted { findings.duplicate(name) }
        }
    }

    static func spread(_ constraints: Field, _ findings: inout Findings) {
        let all = constraints.items
        for (index, constraint) in all.enumerated() {
            let skew = constraint["maxSkew"], topology = constraint["topologyKey"]
            let action = constraint["whenUnsatisfiable"]
            if (skew.int ?? 0) <= 0 { findings.invalid(skew, shown: skew.value ?? 0, "must be greater than zero") }
            if topology.text.isEmpty { findings.required(topology, "can not be empty") }
            if !["DoNotSchedule", "ScheduleAnyway"].contains(action.text) {
                findings.notSupported(action, ["DoNotSchedule", "ScheduleAnyway"])
            }
            let isRepeated = all[(index + 1)...].contains {
                $0["topologyKey"].text == topology.text && $0["whenUnsatisfiable"].text == action.text
            }
            if isRepeated {
                findings.duplicate(
                    constraint["{topologyKey, whenUnsatisfiable}"], shown: .string("{\(topology.text), \(action.text)}")
                )
            }
            minDomains(constraint["minDomains"], action.text, &findings)
            for name in ["nodeAffinityPolicy", "nodeTaintsPolicy"] where constraint[name].isSet {
                if !["Honor", "Ignore"].contains(constraint[name].text) {
                    findings.notSupported(constraint[name], ["Honor", "Ignore"])
                }
            }
            matchLabelKeys(constraint, &findings)
            SelectorValidation.labels(constraint["labelSelector"], &findings)
        }
    }

    private static func minDomains(_ field: Field, _ action: String, _ findings: inout Findings) {
        guard let number = field.int else { return }
        if number <= 0 { findings.invalid(field, "must be greater than zero") }
        if action != "DoNotSchedule" {
            findings.invalid(field, "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not \(action)")
        }
    }

    private static func matchLabelKeys(_ constraint: Field, _ findings: inout Findings) {
        let keys = constraint["matchLabelKeys"], selector = constraint["labelSelector"]
        guard !keys.items.isEmpty else { return }
        if !selector.isSet { findings.forbidden(keys, "must not be specified when labelSelector is not set") }
        let selected = Set(
            selector["matchLabels"].entries.map(\.key) + selector["matchExpressions"].items.map(\.["key"].text))
        for key in keys.items {
            findings.invalid(key, NameRules.qualifiedName(key.text))
            if selected.contains(key.text) {
                findings.invalid(key, "exists in both matchLabelKeys and labelSelector")
            }
        }
    }
}
