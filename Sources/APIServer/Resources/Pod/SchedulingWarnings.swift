import KubernetesAPI

/// What a client is warned of in the parts of a pod that steer it to nodes.
enum SchedulingWarnings {
    /// Labels of nodes that have other names today.
    private static let renamed = [
        "beta.kubernetes.io/arch": "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
        "beta.kubernetes.io/os": "deprecated since v1.14; use \"kubernetes.io/os\" instead",
        "failure-domain.beta.kubernetes.io/region":
            "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
        "failure-domain.beta.kubernetes.io/zone": "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
        "beta.kubernetes.io/instance-type": "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
    ]

    static func labels(_ spec: Field) -> [String] {
        var warnings = spec["nodeSelector"].entries.compactMap { key, field in
            renamed[key].map { "\(field.path): \($0)" }
        }
        let nodes = spec["affinity"]["nodeAffinity"]
        let terms =
            nodes["requiredDuringSchedulingIgnoredDuringExecution"]["nodeSelectorTerms"].items
            + nodes["preferredDuringSchedulingIgnoredDuringExecution"].items.map { $0["preference"] }
        for key in terms.flatMap(\.["matchExpressions"].items).map(\.["key"]) {
            if let message = renamed[key.text] { warnings.append("\(key.path): \(key.text) is \(message)") }
        }
        for constraint in spec["topologySpreadConstraints"].items {
            let key = constraint["topologyKey"]
            if let message = renamed[key.text] { warnings.append("\(key.path): \(key.text) is \(message)") }
            warnings += nullSelector(constraint)
        }
        return warnings
    }

    static func affinity(_ affinity: Field) -> [String] {
        ["podAffinity", "podAntiAffinity"].map { affinity[$0] }.flatMap { terms in
            terms["requiredDuringSchedulingIgnoredDuringExecution"].items.flatMap(nullSelector)
                + terms["preferredDuringSchedulingIgnoredDuringExecution"].items.flatMap {
                    nullSelector($0["podAffinityTerm"])
                }
        }
    }

    private static func nullSelector(_ holder: Field) -> [String] {
        let selector = holder["labelSelector"]
        return selector.isSet ? [] : ["\(selector.path): a null labelSelector results in matching no pod"]
    }
}
