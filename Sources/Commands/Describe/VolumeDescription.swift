internal import KubernetesAPI

/// The volumes of a pod, as `kubectl describe pod` shows them.
enum VolumeDescription {
    static func write(_ volumes: [JSONValue], _ out: inout TabWriter) {
        guard !volumes.isEmpty else { return out.write("Volumes:\t<none>\n") }
        out.write("Volumes:\n")
        for volume in volumes {
            out.write("\(volume["name"]?.string ?? ""):\n", indent: 2)
            write(volume, &out)
        }
    }

    private static func write(_ volume: JSONValue, _ out: inout TabWriter) {
        func line(_ title: String, _ value: String) { out.write("\(title):\t\(value)\n", indent: 4) }
        if let source = volume["hostPath"] {
            line("Type", "HostPath (bare host directory volume)")
            line("Path", source["path"]?.string ?? "")
            line("HostPathType", source["type"]?.string ?? "<none>")
        } else if let source = volume["emptyDir"] {
            line("Type", "EmptyDir (a temporary directory that shares a pod's lifetime)")
            line("Medium", source["medium"]?.string ?? "")
            line("SizeLimit", source["sizeLimit"]?.string ?? "<unset>")
        } else if let source = volume["secret"] {
            line("Type", "Secret (a volume populated by a Secret)")
            line("SecretName", source["secretName"]?.string ?? "")
            line("Optional", "\(source["optional"]?.bool ?? false)")
        } else if let source = volume["configMap"] {
            line("Type", "ConfigMap (a volume populated by a ConfigMap)")
            line("Name", source["name"]?.string ?? "")
            line("Optional", "\(source["optional"]?.bool ?? false)")
        } else if let source = volume["downwardAPI"] {
            line("Type", "DownwardAPI (a volume populated by information about the pod)")
            out.write("Items:\n", indent: 4)
            for item in source["items"]?.array ?? [] {
                let field = item["fieldRef", "fieldPath"] ?? item["resourceFieldRef", "resource"]
                out.write("\(field?.string ?? "") -> \(item["path"]?.string ?? "")\n", indent: 6)
            }
        } else if let source = volume["projected"] {
            line("Type", "Projected (a volume that contains injected data from multiple sources)")
            for source in source["sources"]?.array ?? [] {
                if let secret = source["secret"] {
                    line("SecretName", secret["name"]?.string ?? "")
                    line("Optional", "\(secret["optional"]?.bool ?? false)")
                } else if source["downwardAPI"] != nil {
                    line("DownwardAPI", "true")
                } else if let map = source["configMap"] {
                    line("ConfigMapName", map["name"]?.string ?? "")
                    line("Optional", "\(map["optional"]?.bool ?? false)")
                } else if let token = source["serviceAccountToken"] {
                    line("TokenExpirationSeconds", "\(token["expirationSeconds"]?.int64 ?? 3600)")
                }
            }
        } else {
            out.write("<unknown>\n", indent: 2)
        }
    }
}
