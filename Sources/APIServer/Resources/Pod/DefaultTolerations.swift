import KubernetesAPI

/// The tolerations every pod gets unless it says otherwise: it stays for a while on a node that is not ready or out of reach
/// (Kubernetes' admission plugin DefaultTolerationSeconds).
enum DefaultTolerations {
    private static let keys = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"]

    static func apply(to pod: inout JSONValue) {
        guard pod["spec"] != nil else { return }
        let given = pod["spec", "tolerations"]?.array ?? []
        let missing = keys.filter { key in !given.contains { tolerates($0, key) } }
        if missing.isEmpty { return }
        pod["spec"]?["tolerations"] = .array(
            given
                + missing.map {
                    ["key": .string($0), "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300]
                })
    }

    private static func tolerates(_ toleration: JSONValue, _ key: String) -> Bool {
        ["", key].contains(toleration["key"]?.string ?? "")
            && ["", "NoExecute"].contains(toleration["effect"]?.string ?? "")
    }
}
