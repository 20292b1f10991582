import KubernetesAPI

/// The rules for resources of a pod as a whole, which its containers share.
enum PodResourceValidation {
    static func validate(_ spec: Field, _ findings: inout Findings) {
        let resources = spec["resources"]
        guard resources.isSet else { return }
        if resources["claims"].isSet {
            findings.forbidden(resources["claims"], "claims cannot be set for Resources at pod-level")
        }
        let claims = spec["resourceClaims"].items.map(\.["name"].text)
        ResourceValidation.requirements(resources, claims: claims, ofPod: true, &findings)
        for (name, total) in aggregateRequests(of: spec) {
            let own = resources["requests"][name].quantity ?? Quantity()
            if total > own {
                findings.invalid(
                    resources["requests"].entry(name), shown: .string(own.description),
                    "must be greater than or equal to aggregate container requests of \(total)")
            }
        }
        for (index, container) in spec["containers"].items.enumerated() {
            for (name, amount) in container["resources"]["limits"].entries {
                guard let limit = amount.quantity, let own = resources["limits"][name].quantity, limit > own else {
                    continue
                }
                findings.invalid(
                    Field("\(resources.path).containers[\(index)][\(name)].limits", nil),
                    shown: .string(limit.description), "must be less than or equal to pod limits of \(own)")
            }
        }
    }

    /// The containers' sum, or what the start needs at its greediest moment, whichever is more.
    static func aggregateRequests(of spec: Field) -> [(key: String, value: Quantity)] {
        var total: [String: Quantity] = [:], sidecars: [String: Quantity] = [:], peak: [String: Quantity] = [:]
        func requests(_ container: Field) -> [String: Quantity] {
            container["resources"]["requests"].entries.reduce(into: [:]) { $0[$1.key] = $1.field.quantity }
        }
        for container in spec["containers"].items { total.merge(requests(container), uniquingKeysWith: +) }
        for container in spec["initContainers"].items {
            var needed = requests(container)
            if container["restartPolicy"].text == "Always" {
                total.merge(needed, uniquingKeysWith: +)
                sidecars.merge(needed, uniquingKeysWith: +)
                needed = sidecars
            } else {
                needed.merge(sidecars, uniquingKeysWith: +)
            }
            peak.merge(needed, uniquingKeysWith: max)
        }
        total.merge(peak, uniquingKeysWith: max)
        return total.sorted { $0.key < $1.key }
    }
}
