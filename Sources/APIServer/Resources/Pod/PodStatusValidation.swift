import KubernetesAPI

/// The rules for what a node reports of a pod.
enum PodStatusValidation {
    static func validate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validateUpdate(new, old: old))
        PodAnnotationValidation.validateUpdate(new, old: old, &findings)
        let status = Field(root: new)["status"], spec = Field(root: new)["spec"]
        conditions(status["conditions"], &findings)
        let nominated = status["nominatedNodeName"]
        if !nominated.text.isEmpty, nominated.value != old["status", "nominatedNodeName"] {
            findings.invalid(nominated, NameRules.dnsSubdomain(nominated.text))
        }
        if status["qosClass"].value != old["status", "qosClass"] {
            findings.invalid(
                status["qosClass"], shown: .string(status["qosClass"].text), "field is immutable")
        }
        let policy = spec["restartPolicy"].text
        transitions("containerStatuses", new, old, policy, &findings)
        transitions("initContainerStatuses", new, old, policy, &findings)
        // The node never restarts ephemeral containers, whatever the pod's policy.
        transitions("ephemeralContainerStatuses", new, old, "Never", &findings)
        claims(status["resourceClaimStatuses"], of: spec, &findings)
        addresses(status["podIPs"], &findings)
        let host = status["hostIPs"].item(0)["ip"]
        if host.isSet, host.text != status["hostIP"].text { findings.invalid(host, "must be equal to `hostIP`") }
        addresses(status["hostIPs"], &findings)
        for list in ["containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"] {
            for container in status[list].items {
                user(container, isWindows: spec["os"]["name"].text == "windows", &findings)
            }
        }
        for container in status["ephemeralContainerStatuses"].items
        where !container["allocatedResourcesStatus"].items.isEmpty {
            findings.forbidden(container["allocatedResourcesStatus"], "must not be specified in container status")
        }
        return findings.errors
    }

    /// As in Kubernetes the path is one under metadata.
    private static func conditions(_ conditions: Field, _ findings: inout Findings) {
        for (index, condition) in conditions.items.enumerated() {
            let type = condition["type"].text
            if ["PodScheduled", "Ready", "Initialized"].contains(type) { continue }
            findings.invalid(
                Field("metadata.conditions[\(index)].Type", .string(type)), NameRules.qualifiedName(type))
        }
    }

    /// A container that has ended for good stays ended.
    private static func transitions(
        _ list: String, _ new: JSONValue, _ old: JSONValue, _ policy: String, _ findings: inout Findings
    ) {
        if policy == "Always" { return }
        func names(_ containers: JSONValue?, where condition: (JSONValue) -> Bool) -> [String] {
            (containers?.array ?? []).filter(condition).compactMap { $0["name"]?.string }
        }
        let sidecars =
            list == "initContainerStatuses"
            ? names(old["spec", "initContainers"]) { $0["restartPolicy"] == "Always" } : []
        let revived = names(new["status", list]) { $0["state", "terminated"] == nil }
        for (index, container) in (old["status", list]?.array ?? []).enumerated() {
            guard let ended = container["state", "terminated"] else { continue }
            if policy == "OnFailure", (ended["exitCode"]?.int64 ?? 0) != 0 { continue }
            let name = container["name"]?.string ?? ""
            if !sidecars.contains(name), revived.contains(name) {
                findings.forbidden(
                    Field("status.\(list)[\(index)].state", nil), "may not be transitioned to non-terminated state")
            }
        }
    }

    private static func claims(_ statuses: Field, of spec: Field, _ findings: inout Findings) {
        let known = Set(spec["resourceClaims"].items.map(\.["name"].text))
        var seen: Set<String> = []
        for status in statuses.items {
            let name = status["name"]
            if !known.contains(name.text) {
                findings.invalid(name, "must match the name of an entry in `spec.resourceClaims`")
            }
            if !seen.insert(name.text).inserted { findings.duplicate(name) }
            if status["resourceClaimName"].isSet {
                let claim = Field(name.path, status["resourceClaimName"].value)
                findings.invalid(claim, NameRules.dnsSubdomain(claim.text))
            }
        }
    }

    /// At most one address of each family.
    private static func addresses(_ list: Field, _ findings: inout Findings) {
        let items = list.items
        for item in items { findings.address(Field(item.path, item["ip"].value)) }
        guard items.count > 1 else { return }
        let families = Set(items.map { AddressFamily(of: $0["ip"].text) })
        if families.count < 2 || items.count > 2 {
            findings.invalid(list, "may specify no more than one IP for each IP family")
        }
        var seen: Set<String> = []
        for item in items where !seen.insert(item["ip"].text).inserted { findings.duplicate(item) }
    }

    private static func user(_ container: Field, isWindows: Bool, _ findings: inout Findings) {
        let user = container["user"]["linux"], shown = container["linux"]
        guard user.isSet else { return }
        if isWindows { return findings.forbidden(shown, "cannot be set for a windows pod") }
        for name in ["uid", "gid"] {
            if let id = user[name].int {
                findings.invalid(Field(shown[name].path, user[name].value), NameRules.id(id))
            }
        }
        for (index, group) in user["supplementalGroups"].items.enumerated() {
            guard let id = group.int else { continue }
            findings.invalid(Field("\(shown.path).supplementalGroups[\(index)]", group.value), NameRules.id(id))
        }
    }
}
