import KubernetesAPI

enum NodeValidation {
    static func validate(_ node: JSONValue) -> [FieldError] {
        var findings = Findings()
        let root = Field(root: node)
        taints(root["spec"]["taints"], &findings)
        resources(root["status"], &findings)
        ranges(root["spec"]["podCIDRs"], &findings)
        return findings.errors
    }

    static func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        var findings = Findings()
        let spec = Field(root: new)["spec"]
        resources(Field(root: new)["status"], &findings)
        var seen: Set<[UInt8]> = []
        for address in Field(root: new)["status"]["addresses"].items {
            if !seen.insert((address.value ?? .null).encoded()).inserted { findings.duplicate(address) }
        }
        let before = old["spec", "podCIDRs"]?.array ?? [], after = spec["podCIDRs"].items.compactMap(\.value)
        if !before.isEmpty {
            let changes = before.count == after.count ? zip(before, after).count(where: !=) : 1
            for _ in 0..<changes {
                findings.forbidden(
                    spec["podCIDRs"], "node updates may not change podCIDR except from \"\" to valid")
            }
        }
        let provider = old["spec", "providerID"]?.string ?? ""
        if !provider.isEmpty, provider != spec["providerID"].text {
            findings.forbidden(
                spec["providerID"], "node updates may not change providerID except from \"\" to valid")
        }
        taints(spec["taints"], &findings)
        if spec["externalID"].text != old["spec", "externalID"]?.string ?? "" {
            findings.forbidden(spec["externalID"], "may not be updated")
        }
        return findings.errors
    }

    private static func resources(_ status: Field, _ findings: inout Findings) {
        for list in ["capacity", "allocatable"] {
            for (name, amount) in status[list].entries {
                ResourceValidation.quantity(name, Field("status.\(list).\(name)", amount.value), &findings)
            }
        }
    }

    /// As in Kubernetes the paths are ones under metadata.
    private static func taints(_ taints: Field, _ findings: inout Findings) {
        var seen: Set<String> = []
        for (index, item) in taints.items.enumerated() {
            let taint = Field("metadata.taints[\(index)]", item.value), key = taint["key"], value = taint["value"]
            findings.invalid(Field(key.path, .string(key.text)), NameRules.qualifiedName(key.text))
            let faults = NameRules.labelValue(value.text)
            if !faults.isEmpty { findings.invalid(value, faults.joined(separator: ";")) }
            findings.choice(taint["effect"], ["NoSchedule", "PreferNoSchedule", "NoExecute"])
            if !seen.insert("\(key.text):\(taint["effect"].text)").inserted {
                findings.duplicate(
                    taint, shown: taint.value ?? .null, "taints must be unique by key and effect pair")
            }
        }
    }

    private static func ranges(_ ranges: Field, _ findings: inout Findings) {
        let items = ranges.items
        for range in items where family(of: range.text) == nil {
            findings.invalid(range, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")
        }
        guard items.count > 1 else { return }
        if Set(items.map { family(of: $0.text) }).count < 2 || items.count > 2 {
            findings.invalid(ranges, "may specify no more than one CIDR for each IP family")
        }
        var seen: Set<String> = []
        for range in items where !seen.insert(range.text).inserted { findings.duplicate(range) }
    }

    private static func family(of range: String) -> AddressFamily? {
        let parts = range.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let family = AddressFamily(of: String(parts[0])), let length = Int(parts[1]),
            (0...(family == .v4 ? 32 : 128)).contains(length)
        else { return nil }
        return family
    }
}
