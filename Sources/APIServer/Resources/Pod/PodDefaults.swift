import KubernetesAPI

/// Defaults of pods that depend on other fields; the plain ones are the schema's.
enum PodDefaults {
    /// What every write goes through (Kubernetes' SetDefaults functions).
    static func apply(to pod: inout JSONValue) {
        guard var spec = pod["spec"] else { return }
        pod["spec"] = nil
        let usesHostNetwork = spec["hostNetwork"]?.bool == true
        mapItems("volumes", of: &spec, volume)
        for list in ["initContainers", "containers"] {
            mapItems(list, of: &spec) { container in
                pullPolicy(&container)
                ResourceDefaults.requestsFromLimits(&container)
                if usesHostNetwork { mapItems("ports", of: &container, hostPort) }
            }
        }
        mapItems("ephemeralContainers", of: &spec, ephemeralContainer)
        ResourceDefaults.pod(&spec)
        serviceAccount(&spec)
        pod["spec"] = spec
    }

    /// The defaults of an ephemeral container, also those the schema knows: its list may come from a body of the alpha API.
    static func ephemeralContainer(_ container: inout JSONValue) {
        pullPolicy(&container)
        if (container["terminationMessagePath"]?.string ?? "").isEmpty {
            container["terminationMessagePath"] = "/dev/termination-log"
        }
        if (container["terminationMessagePolicy"]?.string ?? "").isEmpty {
            container["terminationMessagePolicy"] = "File"
        }
        if container["resources"] == nil { container["resources"] = [:] }
        mapItems("env", of: &container) { variable in
            guard variable["valueFrom", "fieldRef"] != nil,
                (variable["valueFrom", "fieldRef", "apiVersion"]?.string ?? "").isEmpty
            else { return }
            variable["valueFrom"]?["fieldRef"]?["apiVersion"] = "v1"
        }
    }

    /// `Always` for images without a tag or with `latest`, else `IfNotPresent`; a missing image is for validation to report.
    static func pullPolicy(
        _ container: inout JSONValue, _ member: String = "imagePullPolicy", image name: String = "image"
    ) {
        guard (container[member]?.string ?? "").isEmpty else { return }
        let image = container[name]?.string ?? ""
        container[member] = !image.isEmpty && imageFloats(image) ? "Always" : "IfNotPresent"
    }

    /// Whether an image reference's tag is, or defaults to, `latest`; one with a digest does not float.
    static func imageFloats(_ image: String) -> Bool {
        let name = image.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let last = name[0].split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let tag = last.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first
        if name.count > 1, tag == nil { return false }
        return tag == nil || tag == "latest"
    }

    private static func hostPort(_ port: inout JSONValue) {
        if (port["hostPort"]?.int64 ?? 0) == 0 { port["hostPort"] = port["containerPort"] }
    }

    private static func volume(_ volume: inout JSONValue) {
        if var image = volume["image"], image != .null {
            pullPolicy(&image, "pullPolicy", image: "reference")
            volume["image"] = image
        }
        guard let members = volume.object, !members.members.contains(where: { $0.key != "name" && $0.value != .null })
        else { return }
        volume["emptyDir"] = [:]
    }

    /// The old and the new name of the field say the same; the new one wins.
    private static func serviceAccount(_ spec: inout JSONValue) {
        if let name = spec["serviceAccountName"]?.string, !name.isEmpty {
            spec["serviceAccount"] = .string(name)
        } else if let name = spec["serviceAccount"]?.string, !name.isEmpty {
            spec["serviceAccountName"] = .string(name)
        }
    }

    static func mapItems(_ list: String, of object: inout JSONValue, _ change: (inout JSONValue) -> Void) {
        guard case .array(var items)? = object[list] else { return }
        object[list] = .null  // so that the items are moved, not copied
        for index in items.indices { change(&items[index]) }
        object[list] = .array(items)
    }
}
