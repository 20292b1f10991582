import KubernetesAPI

/// The rules for amounts of resources.
enum ResourceValidation {
    /// - Parameters:
    ///   - claims: the names of the pod's resource claims.
    ///   - ofPod: whether the resources are those of the pod as a whole, which can only be a few.
    static func requirements(
        _ resources: Field, claims: [String], ofPod: Bool = false, _ findings: inout Findings
    ) {
        let limits = resources["limits"], requests = resources["requests"]
        for (name, amount) in limits.entries { resource(name, amount, ofPod: ofPod, &findings) }
        for (name, amount) in requests.entries {
            resource(name, amount, ofPod: ofPod, checksPages: false, &findings)
            if let request = amount.quantity {
                compare(name, request, limits.entry(name).quantity, requests, limits, &findings)
            }
            hugePages(name, amount, &findings)
        }
        let names = Set((limits.entries + requests.entries).map(\.key))
        if names.contains(where: isHugePages), names.isDisjoint(with: ["cpu", "memory"]) {
            findings.forbidden(resources, "HugePages require cpu or memory")
        }
        self.claims(resources["claims"], of: claims, &findings)
    }

    private static func resource(
        _ name: String, _ amount: Field, ofPod: Bool, checksPages: Bool = true, _ findings: inout Findings
    ) {
        resourceName(name, amount, ofPod: ofPod, &findings)
        quantity(name, amount, &findings)
        if checksPages { hugePages(name, amount, &findings) }
    }

    private static func compare(
        _ name: String, _ request: Quantity, _ limit: Quantity?, _ requests: Field, _ limits: Field,
        _ findings: inout Findings
    ) {
        guard let limit else {
            if !mayOvercommit(name) {
                findings.required(limits, "Limit must be set for non overcommitable resources")
            }
            return
        }
        let shown = JSONValue.string(request.description)
        if request != limit, !mayOvercommit(name) {
            findings.invalid(requests, shown: shown, "must be equal to \(name) limit of \(limit)")
        } else if request > limit {
            findings.invalid(requests, shown: shown, "must be less than or equal to \(name) limit of \(limit)")
        }
    }

    /// Whether an amount is one that the resource can have.
    static func quantity(_ name: String, _ field: Field, _ findings: inout Findings) {
        guard let amount = field.quantity else { return }
        if amount.isNegative {
            findings.invalid(field, shown: .string(amount.description), "must be greater than or equal to 0")
        }
        let isInteger = isExtended(name) || countedThings.contains(name)
        if isInteger, amount.milliValue % 1000 != 0 {
            findings.add([
                FieldError(.invalid, field.path, "Invalid value: \(amount.goText): must be an integer")
            ])
        }
    }

    private static let countedThings = [
        "pods", "replicationcontrollers", "resourcequotas", "services", "secrets", "configmaps",
        "persistentvolumeclaims", "services.nodeports", "services.loadbalancers",
    ]

    /// Huge pages come whole.
    private static func hugePages(_ name: String, _ field: Field, _ findings: inout Findings) {
        guard isHugePages(name), let amount = field.quantity else { return }
        do {
            let size = try Quantity(String(name.dropFirst("hugepages-".count)))
            if size.value > 0, size.isWhole, amount.value % size.value == 0 { return }
        } catch {
            // No size of pages: then nothing is a multiple of it.
        }
        findings.invalid(
            field, shown: .string(amount.description), "\(amount) is not positive integer multiple of \(name)")
    }

    private static func resourceName(_ name: String, _ field: Field, ofPod: Bool, _ findings: inout Findings) {
        let shown = Field(field.path, .string(name))
        let faults = NameRules.qualifiedName(name)
        findings.invalid(shown, faults)
        let isPlain = !name.contains("/")
        let isStandard = ["cpu", "memory", "ephemeral-storage"].contains(name) || isHugePages(name)
        var isKnown = faults.isEmpty
        if isKnown, isPlain, !isStandard, name != "storage", !countedThings.contains(name), !quotas.contains(name) {
            findings.invalid(shown, "must be a standard resource type or fully qualified")
            isKnown = false
        }
        if ofPod {
            if isKnown, !["cpu", "memory"].contains(name), !isHugePages(name) {
                findings.notSupported(shown, ["cpu", "hugepages-", "memory"])
            }
        } else if isPlain {
            if !isStandard { findings.invalid(shown, "must be a standard resource for containers") }
        } else if !isNative(name), !isExtended(name) {
            findings.invalid(shown, "doesn't follow extended resource name standard")
        }
    }

    /// Names that are standard, but only in quotas.
    private static let quotas = [
        "requests.cpu", "requests.memory", "requests.storage", "requests.ephemeral-storage", "limits.cpu",
        "limits.memory", "limits.ephemeral-storage",
    ]

    private static func claims(_ claims: Field, of known: [String], _ findings: inout Findings) {
        var seen: [String] = []
        for claim in claims.items {
            let name = claim["name"].text, request = claim["request"]
            if name.isEmpty {
                findings.required(claim)
                continue
            }
            let key = request.text.isEmpty ? name : "\(name)/\(request.text)"
            if seen.contains(name) {
                findings.duplicate(claim, shown: .string(name))
            } else {
                if !request.text.isEmpty { findings.invalid(request, NameRules.dnsLabel(request.text)) }
                if seen.contains(key) {
                    findings.duplicate(claim, shown: .string(key))
                } else if request.text.isEmpty {
                    let requests = seen.filter { $0.hasPrefix("\(name)/") }
                    for _ in requests { findings.duplicate(claim, shown: .string(name)) }
                }
                seen.append(key)
            }
            if !known.contains(name) {
                let list = known.isEmpty ? " which is empty" : ": " + known.sorted().joined(separator: ", ")
                findings.notFound(
                    Field(claim.path, .string(name)), "must be one of the names in pod.spec.resourceClaims\(list)")
            }
        }
    }

    private static func isExtended(_ name: String) -> Bool {
        !isNative(name) && !name.hasPrefix("requests.") && NameRules.qualifiedName("requests." + name).isEmpty
    }

    static func isNative(_ name: String) -> Bool { !name.contains("/") || name.contains("kubernetes.io/") }
    static func isHugePages(_ name: String) -> Bool { name.hasPrefix("hugepages-") }
    private static func mayOvercommit(_ name: String) -> Bool { isNative(name) && !isHugePages(name) }
}

extension Quantity {
    /// The value as Go prints the struct, which is what a message shows of a fraction.
    fileprivate var goText: String {
        let mantissa = description.prefix { $0.isNumber || $0 == "-" }
        let scale = ["n": -9, "u": -6, "m": -3][description.dropFirst(mantissa.count)] ?? 0
        return "resource.Quantity{i:resource.int64Amount{value:\(mantissa), scale:\(scale)}, "
            + "d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:\(quoted(description)), Format:\"DecimalSI\"}"
    }
}
