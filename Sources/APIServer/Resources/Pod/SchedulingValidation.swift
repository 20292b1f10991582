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
        for constraint in constraints.items {
            if (constraint["maxSkew"].int ?? 0) <= 0 {
                findings.invalid(
                    constraint["maxSkew"], shown: constraint["maxSkew"].value ?? 0, "must be greater than zero")
            }
            if constraint["topologyKey"].text.isEmpty {
                findings.required(constraint["topologyKey"], "can not be empty")
            }
            let action = constraint["whenUnsatisfiable"]
            if !["DoNotSchedule", "ScheduleAnyway"].contains(action.text) {
                findings.notSupported(action, ["DoNotSchedule", "ScheduleAnyway"])
            }
        }
    }
}
