internal import KubernetesAPI

extension PodAdmission {
    /// RuntimeClass: what the class costs and where it can run become the pod's.
    func resolveRuntimeClass(of pod: inout JSONValue, _ name: String) async throws {
        var chosen: JSONValue?
        if let wanted = pod["spec", "runtimeClassName"]?.string {
            chosen = try await object(wanted, of: "runtimeclasses", group: "node.k8s.io")
            if chosen == nil { throw refused(name, "pod rejected: RuntimeClass \(quoted(wanted)) not found") }
        }
        let own = pod["spec", "overhead"]
        if let overhead = chosen?["overhead"] {
            let fixed = overhead["podFixed"] ?? [:]
            guard own == nil || own == fixed else {
                throw refused(name, "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead")
            }
            pod["spec"]?["overhead"] = fixed
        }
        guard let scheduling = chosen?["scheduling"] else { return }
        var selector = pod["spec", "nodeSelector"] ?? [:]
        for (key, value) in scheduling["nodeSelector"]?.object?.members ?? [] {
            if let other = selector[key], other != value {
                throw refused(
                    name,
                    "conflict: runtimeClass.scheduling.nodeSelector[\(key)] = \(value.string ?? ""); "
                        + "pod.spec.nodeSelector[\(key)] = \(other.string ?? "")")
            }
            selector[key] = value
        }
        if selector != [:] { pod["spec"]?["nodeSelector"] = selector }
        var tolerations = pod["spec", "tolerations"]?.array ?? []
        for toleration in scheduling["tolerations"]?.array ?? [] where !tolerations.contains(toleration) {
            tolerations.append(toleration)
        }
        if !tolerations.isEmpty { pod["spec"]?["tolerations"] = .array(tolerations) }
    }

    /// Only a class can give a pod that is valid otherwise an overhead. Throws 403.
    func checkOverhead(of pod: JSONValue) async throws {
        guard pod["spec", "overhead"] != nil else { return }
        let name = pod["spec", "runtimeClassName"]?.string ?? ""
        guard try await object(name, of: "runtimeclasses", group: "node.k8s.io")?["overhead"] == nil else { return }
        throw refused(
            pod.name, "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead")
    }
}
