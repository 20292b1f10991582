import KubernetesAPI

/// A pod's quality-of-service class. Ephemeral containers do not count.
enum QualityOfService: String {
    case guaranteed = "Guaranteed", burstable = "Burstable", bestEffort = "BestEffort"

    static func of(_ pod: JSONValue) -> QualityOfService {
        let spec = Field(root: pod)["spec"]
        var requests: [String: Quantity] = [:], limits: [String: Quantity] = [:]
        var allLimited = true
        // Resources of the pod as a whole settle it.
        let isShared = !(spec["resources"]["requests"].entries + spec["resources"]["limits"].entries).isEmpty
        for container in isShared ? [spec] : spec["containers"].items + spec["initContainers"].items {
            let own = amounts(container["resources"]["limits"])
            allLimited = allLimited && own.count == 2
            limits.merge(own, uniquingKeysWith: +)
            requests.merge(amounts(container["resources"]["requests"]), uniquingKeysWith: +)
        }
        if requests.isEmpty, limits.isEmpty { return .bestEffort }
        return allLimited && requests == limits ? .guaranteed : .burstable
    }

    private static func amounts(_ resources: Field) -> [String: Quantity] {
        var amounts: [String: Quantity] = [:]
        for name in ["cpu", "memory"] {
            if let amount = resources[name].quantity, amount > Quantity() { amounts[name] = amount }
        }
        return amounts
    }
}
