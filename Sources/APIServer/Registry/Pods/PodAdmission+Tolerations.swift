internal import KubernetesAPI

extension PodAdmission {
    /// DefaultTolerationSeconds: unless a pod says how long it stays on a node in trouble, it is five minutes. Done on every
    /// write, as an update may not take tolerations away.
    static func tolerateNodeTrouble(_ pod: inout JSONValue) {
        var tolerations = pod["spec", "tolerations"]?.array ?? []
        for key in ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"] {
            let isTold = tolerations.contains { toleration in
                [nil, "", key].contains(toleration["key"]?.string)
                    && [nil, "", "NoExecute"].contains(toleration["effect"]?.string)
            }
            guard !isTold else { continue }
            // In the order of the schema, as every stored object.
            tolerations.append(
                ["key": .string(key), "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300])
        }
        guard pod["spec"]?.object != nil, !tolerations.isEmpty else { return }
        pod["spec"]?["tolerations"] = .array(tolerations)
    }
}
