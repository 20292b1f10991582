import KubernetesAPI

/// The rules for amounts of resources.
enum ResourceValidation {
    static func requirements(_ resources: Field, _ findings: inout Findings) {
        let limits = resources["limits"], requests = resources["requests"]
        for (name, amount) in limits.entries {
            resourceName(name, amount, &findings)
            quantity(name, amount, &findings)
        }
        for (name, amount) in requests.entries {
            resourceName(name, amount, &findings)
            quantity(name, amount, &findings)
            guard let request = amount.quantity else { continue }
            let shown = JSONValue.string(request.description)
            guard let limit = limits.entry(name).quantity else {
                if !mayOvercommit(name) {
                    findings.required(limits, "Limit must be set for non overcommitable resources")
                }
                continue
            }
            if request != limit, !mayOvercommit(name) {
                findings.invalid(requests, shown: shown, "must be equal to \(name) limit of \(limit)")
            } else if request > limit {
                findings.invalid(requests, shown: shown, "must be less than or equal to \(name) limit of \(limit)")
            }
        }
        let names = Set((limits.entries + requests.entries).map(\.key))
        if names.contains(where: isHugePages), names.isDisjoint(with: ["cpu", "memory"]) {
            findings.forbidden(resources, "HugePages require cpu or memory")
        }
    }

    /// Whether an amount is one that the resource can have.
    static func quantity(_ name: String, _ field: Field, _ findings: inout Findings) {
        guard let amount = field.quantity else { return }
        if amount.isNegative {
            findings.invalid(
                field, shown: .string(amount.description), "must be greater than or equal to 0")
        }
        if !isNative(name), !amount.isWhole { findings.invalid(field, "must be an integer") }
    }

    private static func resourceName(_ name: String, _ field: Field, _ findings: inout Findings) {
        let shown = Field(field.path, .string(name))
        let faults = NameRules.qualifiedName(name)
        findings.invalid(shown, faults)
        if !name.contains("/") {
            let isStandard = ["cpu", "memory", "ephemeral-storage"].contains(name) || isHugePages(name)
            if faults.isEmpty, !isStandard, name != "storage" {
                findings.invalid(shown, "must be a standard resource type or fully qualified")
            }
            if !isStandard { findings.invalid(shown, "must be a standard resource for containers") }
        } else if !isNative(name) {
            let isExtended = !name.hasPrefix("requests.") && NameRules.qualifiedName("requests." + name).isEmpty
            if !isExtended { findings.invalid(shown, "doesn't follow extended resource name standard") }
        }
    }

    private static func isNative(_ name: String) -> Bool { !name.contains("/") || name.contains("kubernetes.io/") }
    private static func isHugePages(_ name: String) -> Bool { name.hasPrefix("hugepages-") }
    private static func mayOvercommit(_ name: String) -> Bool { isNative(name) && !isHugePages(name) }
}
