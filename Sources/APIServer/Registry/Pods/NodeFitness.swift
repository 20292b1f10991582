internal import KubernetesAPI

/// Whether a node can take a pod: the scheduler's filters that make sense on few machines, pure.
enum NodeFitness {
    static func isReady(_ node: JSONValue) -> Bool {
        (node["status", "conditions"]?.array ?? []).contains { $0["type"] == "Ready" && $0["status"] == "True" }
    }

    static func isSchedulable(_ node: JSONValue) -> Bool {
        isReady(node) && node["spec", "unschedulable"]?.bool != true && !node.isBeingDeleted
    }

    static func fits(_ pod: JSONValue, _ node: JSONValue) -> Bool {
        isSchedulable(node) && toleratesTaints(pod, node) && matchesSelector(pod, node) && matchesAffinity(pod, node)
    }

    private static func matchesSelector(_ pod: JSONValue, _ node: JSONValue) -> Bool {
        let labels = node["metadata", "labels"]
        return (pod["spec", "nodeSelector"]?.object?.members ?? []).allSatisfy { labels?[$0.key] == $0.value }
    }

    /// `requiredDuringSchedulingIgnoredDuringExecution`: one of the terms must hold, all of whose expressions hold.
    private static func matchesAffinity(_ pod: JSONValue, _ node: JSONValue) -> Bool {
        let required = pod["spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution"]
        guard let terms = required?["nodeSelectorTerms"]?.array else { return true }
        let labels = node["metadata", "labels"]
        return terms.contains { term in
            let byLabel = term["matchExpressions"]?.array ?? []
            let byField = term["matchFields"]?.array ?? []
            return !(byLabel.isEmpty && byField.isEmpty)
                && byLabel.allSatisfy { holds($0, labels?[$0["key"]?.string ?? ""]?.string) }
                && byField.allSatisfy { holds($0, $0["key"] == "metadata.name" ? node.name : nil) }
        }
    }

    private static func holds(_ expression: JSONValue, _ value: String?) -> Bool {
        let values = expression["values"]?.array?.compactMap(\.string) ?? []
        func compare(_ order: (Int64, Int64) -> Bool) -> Bool {
            guard let left = value.flatMap({ Int64($0) }), let right = values.first.flatMap({ Int64($0) }) else {
                return false
            }
            return order(left, right)
        }
        switch expression["operator"]?.string {
        case "In": return value.map(values.contains) ?? false
        case "NotIn": return !(value.map(values.contains) ?? false)
        case "Exists": return value != nil
        case "DoesNotExist": return value == nil
        case "Gt": return compare(>)
        case "Lt": return compare(<)
        default: return false
        }
    }

    private static func toleratesTaints(_ pod: JSONValue, _ node: JSONValue) -> Bool {
        let tolerations = pod["spec", "tolerations"]?.array ?? []
        return (node["spec", "taints"]?.array ?? []).allSatisfy { taint in
            taint["effect"] == "PreferNoSchedule" || tolerations.contains { tolerates($0, taint) }
        }
    }

    private static func tolerates(_ toleration: JSONValue, _ taint: JSONValue) -> Bool {
        let effect = nonEmpty(toleration["effect"]?.string)
        let key = nonEmpty(toleration["key"]?.string)
        guard effect == nil || effect == taint["effect"]?.string, key == nil || key == taint["key"]?.string else {
            return false
        }
        if toleration["operator"] == "Exists" { return true }
        return key != nil && (toleration["value"]?.string ?? "") == (taint["value"]?.string ?? "")
    }
}
