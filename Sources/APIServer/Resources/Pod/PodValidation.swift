import KubernetesAPI

/// The rules for a pod's metadata and spec, which hold for every way of writing it.
enum PodValidation {
    /// - Parameter stored: the version that is there already; what it has of ephemeral containers is not questioned again.
    static func metadataAndSpec(_ pod: JSONValue, stored: JSONValue? = nil) -> [FieldError] {
        var findings = Findings()
        findings.add(ObjectMetadata.validate(pod, name: NameRules.dnsSubdomain, namespaced: true))
        let root = Field(root: pod), spec = root["spec"]
        PodAnnotationValidation.validate(root, &findings)
        let known = Set((stored?["spec", "ephemeralContainers"]?.array ?? []).compactMap { $0["name"]?.string })
        self.spec(spec, podName: root["metadata"]["name"].text, knownEphemeral: known, &findings)
        if spec["serviceAccountName"].text.isEmpty {
            for source in spec["volumes"].items.flatMap(\.["projected"]["sources"].items) {
                let token = source["serviceAccountToken"]
                if token.isSet {
                    findings.forbidden(token, "must not be specified when serviceAccountName is not set")
                }
            }
        }
        for list in ["containers", "initContainers"] {
            for container in spec[list].items { ContainerValidation.imagePadding(container, &findings) }
        }
        return findings.errors
    }

    /// All containers, init, regular and ephemeral, in the order in which Kubernetes visits them.
    static func allContainers(of spec: Field) -> [Field] {
        ["initContainers", "containers", "ephemeralContainers"].flatMap { spec[$0].items }
    }

    private static func spec(
        _ spec: Field, podName: String, knownEphemeral: Set<String>, _ findings: inout Findings
    ) {
        if !spec["terminationGracePeriodSeconds"].isSet { findings.required(spec["terminationGracePeriodSeconds"]) }
        let volumes = VolumeValidation.validate(spec["volumes"], podName: podName, &findings)
        resourceClaims(spec["resourceClaims"], &findings)
        ContainerValidation.containers(spec, volumes: volumes, &findings)
        ContainerValidation.initContainers(spec, volumes: volumes, &findings)
        EphemeralContainerRules.validate(spec, volumes: volumes, known: knownEphemeral, &findings)
        PodResourceValidation.validate(spec, &findings)
        hostNetworkPorts(spec, &findings)
        findings.choice(spec["restartPolicy"], ["Always", "OnFailure", "Never"])
        findings.choice(spec["dnsPolicy"], ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"])
        ObjectMetadata.labels(spec["nodeSelector"], &findings)
        SecurityValidation.pod(spec, &findings)
        AffinityValidation.validate(spec["affinity"], &findings)
        NetworkValidation.dnsConfig(spec, &findings)
        for gate in spec["readinessGates"].items {
            findings.invalid(gate["conditionType"], NameRules.qualifiedName(gate["conditionType"].text))
        }
        SchedulingValidation.gates(spec["schedulingGates"], &findings)
        SchedulingValidation.spread(spec["topologySpreadConstraints"], &findings)
        WindowsValidation.hostProcesses(spec, &findings)
        SecurityValidation.hostUsers(spec, &findings)
        EnvironmentValidation.fileVolumes(spec, &findings)
        NetworkValidation.hostname(spec, &findings)
        for name in ["serviceAccountName", "nodeName"] { subdomain(spec[name], &findings) }
        if let deadline = spec["activeDeadlineSeconds"].int, !(1...Int64(Int32.max)).contains(deadline) {
            findings.invalid(spec["activeDeadlineSeconds"], "must be between 1 and 2147483647, inclusive")
        }
        for name in ["hostname", "subdomain"] where !spec[name].text.isEmpty {
            findings.invalid(spec[name], NameRules.dnsLabel(spec[name].text))
        }
        SchedulingValidation.tolerations(spec["tolerations"], &findings)
        NetworkValidation.hostAliases(spec["hostAliases"], &findings)
        subdomain(spec["priorityClassName"], &findings)
        if spec["runtimeClassName"].isSet {
            findings.invalid(spec["runtimeClassName"], NameRules.dnsSubdomain(spec["runtimeClassName"].text))
        }
        if spec["preemptionPolicy"].isSet {
            findings.choice(spec["preemptionPolicy"], ["PreemptLowerPriority", "Never"])
        }
        if spec["overhead"].isSet {
            // As in Kubernetes, which takes the overhead for limits.
            let limits = Field("\(spec["overhead"].path)", .object(["limits": spec["overhead"].value ?? [:]]))
            ResourceValidation.requirements(limits, claims: [], &findings)
        }
        WindowsValidation.operatingSystem(spec, &findings)
    }

    private static func subdomain(_ field: Field, _ findings: inout Findings) {
        if !field.text.isEmpty { findings.invalid(field, NameRules.dnsSubdomain(field.text)) }
    }

    private static func resourceClaims(_ claims: Field, _ findings: inout Findings) {
        var names: Set<String> = []
        for claim in claims.items {
            let name = claim["name"],
                given = ["resourceClaimName", "resourceClaimTemplateName"].filter {
                    claim[$0].isSet
                }
            if name.text.isEmpty {
                findings.required(name)
            } else if names.insert(name.text).inserted {
                findings.invalid(name, NameRules.dnsLabel(name.text))
            } else {
                findings.duplicate(name)
            }
            if given.count == 2 {
                findings.invalid(
                    claim, "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified")
            } else if given.isEmpty {
                findings.invalid(claim, "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`")
            }
            for member in given { findings.invalid(claim[member], NameRules.dnsSubdomain(claim[member].text)) }
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
}
