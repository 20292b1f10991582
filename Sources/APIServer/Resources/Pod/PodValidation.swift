import KubernetesAPI

/// The rules for a pod's metadata and spec, which hold for every way of writing it.
enum PodValidation {
    static func metadataAndSpec(_ pod: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validate(pod, name: NameRules.dnsSubdomain, namespaced: true))
        let root = Field(root: pod)
        let mirror = root["metadata"]["annotations"].entry("kubernetes.io/config.mirror")
        if mirror.isSet, root["spec"]["nodeName"].text.isEmpty {
            findings.invalid(mirror, "must set spec.nodeName if mirror pod annotation is set")
        }
        spec(root["spec"], &findings)
        for list in ["containers", "initContainers"] {
            for container in root["spec"][list].items { ContainerValidation.imagePadding(container, &findings) }
        }
        return findings.errors
    }

    static func spec(_ spec: Field, _ findings: inout Findings) {
        if !spec["terminationGracePeriodSeconds"].isSet { findings.required(spec["terminationGracePeriodSeconds"]) }
        let volumes = VolumeValidation.validate(spec["volumes"], &findings)
        ContainerValidation.containers(spec, volumes: volumes, &findings)
        ContainerValidation.initContainers(spec, volumes: volumes, &findings)
        EphemeralContainerRules.validate(spec, volumes: volumes, &findings)
        hostNetworkPorts(spec, &findings)
        findings.choice(spec["restartPolicy"], ["Always", "OnFailure", "Never"])
        findings.choice(spec["dnsPolicy"], ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"])
        ObjectMetadata.labels(spec["nodeSelector"], &findings)
        SecurityValidation.pod(spec, &findings)
        dnsConfig(spec, &findings)
        for gate in spec["readinessGates"].items {
            findings.invalid(gate["conditionType"], NameRules.qualifiedName(gate["conditionType"].text))
        }
        SchedulingValidation.gates(spec["schedulingGates"], &findings)
        SchedulingValidation.spread(spec["topologySpreadConstraints"], &findings)
        names(spec, &findings)
        if let deadline = spec["activeDeadlineSeconds"].int, !(1...Int64(Int32.max)).contains(deadline) {
            findings.invalid(spec["activeDeadlineSeconds"], "must be between 1 and 2147483647, inclusive")
        }
        hostNames(spec, &findings)
        SchedulingValidation.tolerations(spec["tolerations"], &findings)
        for alias in spec["hostAliases"].items {
            findings.address(alias["ip"])
            for name in alias["hostnames"].items { findings.invalid(name, NameRules.dnsSubdomain(name.text)) }
        }
        if spec["preemptionPolicy"].isSet {
            findings.choice(spec["preemptionPolicy"], ["PreemptLowerPriority", "Never"])
        }
        if spec["os"].isSet { findings.choice(spec["os"]["name"], ["linux", "windows"]) }
    }

    private static func names(_ spec: Field, _ findings: inout Findings) {
        for name in ["serviceAccountName", "nodeName", "priorityClassName", "runtimeClassName"] {
            let field = spec[name]
            if !field.text.isEmpty { findings.invalid(field, NameRules.dnsSubdomain(field.text)) }
        }
    }

    private static func hostNames(_ spec: Field, _ findings: inout Findings) {
        for name in ["hostname", "subdomain"] where !spec[name].text.isEmpty {
            findings.invalid(spec[name], NameRules.dnsLabel(spec[name].text))
        }
    }

    private static func hostNetworkPorts(_ spec: Field, _ findings: inout Findings) {
        guard spec["hostNetwork"].bool else { return }
        for port in spec["containers"].items.flatMap(\.["ports"].items)
        where (port["hostPort"].int ?? 0) != (port["containerPort"].int ?? 0) {
            findings.invalid(
                port["hostPort"], shown: port["hostPort"].value ?? 0,
                "must match `containerPort` when `hostNetwork` is true")
        }
    }

    private static func dnsConfig(_ spec: Field, _ findings: inout Findings) {
        let config = spec["dnsConfig"], servers = config["nameservers"], searches = config["searches"]
        if spec["dnsPolicy"].text == "None" {
            if !config.isSet {
                return findings.required(config, "must provide `dnsConfig` when `dnsPolicy` is None")
            }
            if servers.items.isEmpty {
                return findings.required(
                    servers, "must provide at least one DNS nameserver when `dnsPolicy` is None")
            }
        }
        if servers.items.count > 3 { findings.invalid(servers, "must not have more than 3 nameservers") }
        for server in servers.items { findings.address(server) }
        if searches.items.count > 32 { findings.invalid(searches, "must not have more than 32 search paths") }
        if searches.items.map(\.text).joined(separator: " ").utf8.count > 2048 {
            findings.invalid(
                searches, "must not have more than 2048 characters (including spaces) in the search list")
        }
        for search in searches.items where search.text != "." {
            let name = search.text.hasSuffix(".") ? String(search.text.dropLast()) : search.text
            findings.invalid(Field(search.path, .string(name)), NameRules.dnsSubdomain(name))
        }
        for option in config["options"].items where option["name"].text.isEmpty {
            findings.required(option, "must not be empty")
        }
    }
}
