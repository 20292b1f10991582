import KubernetesAPI

/// `pods/status`: the node's report. Of the rest only labels, annotations and finalizers may change with it.
struct PodStatusStrategy: SubresourceStrategy {
    func merge(_ body: JSONValue, into parent: JSONValue, for client: ClientGeneration) -> JSONValue {
        var pod = parent
        for member in ["labels", "annotations", "finalizers"] {
            pod["metadata"]?[member] = body["metadata", member]
        }
        pod["status"] = body["status"]
        if pod["status", "qosClass"] == nil, let stored = parent["status", "qosClass"] {
            pod["status"]?["qosClass"] = stored
        }
        return pod
    }

    var resetFields: ResetFields {
        .all([["spec"], ["metadata", "deletionTimestamp"], ["metadata", "ownerReferences"]])
    }

    func validate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validate(new, name: NameRules.dnsSubdomain, namespaced: true))
        PodUpdateValidation.annotations(new, old: old, &findings)
        let status = Field(root: new)["status"]
        if status["qosClass"].value != old["status", "qosClass"] {
            findings.invalid(status["qosClass"], "field is immutable")
        }
        let policy = old["spec", "restartPolicy"]?.string ?? "Always"
        transitions("containerStatuses", new, old, policy, &findings)
        transitions("initContainerStatuses", new, old, policy, &findings)
        // The node never restarts ephemeral containers, whatever the pod's policy.
        transitions("ephemeralContainerStatuses", new, old, "Never", &findings)
        addresses(status["podIPs"], &findings)
        addresses(status["hostIPs"], &findings)
        return findings.errors
    }

    /// A container that has ended for good stays ended.
    private func transitions(
        _ list: String, _ new: JSONValue, _ old: JSONValue, _ policy: String, _ findings: inout Findings
    ) {
        if policy == "Always" { return }
        func names(_ containers: JSONValue?, where condition: (JSONValue) -> Bool) -> Set<String> {
            Set((containers?.array ?? []).filter(condition).compactMap { $0["name"]?.string })
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

    private func addresses(_ list: Field, _ findings: inout Findings) {
        var seen: Set<String> = []
        for item in list.items {
            let address = Field(item.path, item["ip"].value)
            findings.address(address)
            if !seen.insert(address.text).inserted { findings.duplicate(item) }
        }
    }
}
