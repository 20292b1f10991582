import KubernetesAPI

enum NodeValidation {
    static func validate(_ node: JSONValue) -> [FieldError] {
        var findings = Findings()
        let root = Field(root: node)
        taints(root["spec"]["taints"], &findings)
        for list in ["capacity", "allocatable"] {
            for (name, amount) in root["status"][list].entries {
                ResourceValidation.quantity(name, Field("status.\(list).\(name)", amount.value), &findings)
            }
        }
        var seen: Set<[UInt8]> = []
        for address in root["status"]["addresses"].items {
            if !seen.insert((address.value ?? .null).encoded()).inserted { findings.duplicate(address) }
        }
        return findings.errors
    }

    static func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        var findings = Findings()
        let spec = Field(root: new)["spec"]
        let ranges = old["spec", "podCIDRs"]?.array ?? []
        if !ranges.isEmpty, ranges != spec["podCIDRs"].items.compactMap(\.value) {
            findings.forbidden(
                spec["podCIDRs"], "node updates may not change podCIDR except from \"\" to valid")
        }
        let provider = old["spec", "providerID"]?.string ?? ""
        if !provider.isEmpty, provider != spec["providerID"].text {
            findings.forbidden(
                spec["providerID"], "node updates may not change providerID except from \"\" to valid")
        }
        return findings.errors
    }

    private static func taints(_ taints: Field, _ findings: inout Findings) {
        var seen: Set<String> = []
        for taint in taints.items {
            findings.invalid(taint["key"], NameRules.qualifiedName(taint["key"].text))
            findings.invalid(taint["value"], NameRules.labelValue(taint["value"].text))
            findings.choice(taint["effect"], ["NoSchedule", "PreferNoSchedule", "NoExecute"])
            if !seen.insert("\(taint["key"].text):\(taint["effect"].text)").inserted { findings.duplicate(taint) }
        }
    }
}
