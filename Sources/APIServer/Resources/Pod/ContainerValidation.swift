import KubernetesAPI

/// The rules for containers of all three sorts.
enum ContainerValidation {
    static func containers(_ spec: Field, volumes: [String: Field], _ findings: inout Findings) {
        let containers = spec["containers"].items
        if containers.isEmpty { return findings.required(spec["containers"]) }
        var names: Set<String> = []
        for container in containers {
            common(container, in: spec, volumes: volumes, &findings)
            if !names.insert(container["name"].text).inserted { findings.duplicate(container["name"]) }
            ProbeValidation.lifecycleAndProbes(container, in: spec, &findings)
            if container["restartPolicy"].isSet {
                findings.forbidden(container["restartPolicy"], "may not be set for non-init containers")
            }
            RestartRuleValidation.validate(container, &findings)
        }
        hostPortConflicts(containers, &findings)
    }

    static func initContainers(_ spec: Field, volumes: [String: Field], _ findings: inout Findings) {
        var names = Set(spec["containers"].items.map(\.["name"].text))
        for container in spec["initContainers"].items {
            common(container, in: spec, volumes: volumes, &findings)
            let policy = container["restartPolicy"]
            if policy.isSet, policy.text != "Always" { findings.notSupported(policy, ["Always"]) }
            RestartRuleValidation.validate(container, &findings)
            let name = container["name"]
            if names.contains(name.text) {
                findings.duplicate(name)
            } else if !name.text.isEmpty {
                names.insert(name.text)
            }
            // Init containers run one by one: each has the ports to itself. As in Kubernetes the path is that of the first.
            hostPortConflicts([Field("\(spec["initContainers"].path)[0]", container.value)], &findings)
            if policy.text == "Always" {
                ProbeValidation.lifecycleAndProbes(container, in: spec, &findings)
            } else {
                for name in ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] where container[name].isSet
                {
                    findings.forbidden(
                        container[name], "may not be set for init containers without restartPolicy=Always")
                }
            }
        }
    }

    /// What holds for regular, init and ephemeral containers alike.
    static func common(
        _ container: Field, in spec: Field, volumes: [String: Field], _ findings: inout Findings
    ) {
        let name = container["name"]
        if name.text.isEmpty {
            findings.required(name)
        } else {
            findings.invalid(name, NameRules.dnsLabel(name.text))
        }
        if container["image"].text.isEmpty { findings.required(container["image"]) }
        findings.choice(container["terminationMessagePolicy"], ["File", "FallbackToLogsOnError"])
        settings(container, in: spec, volumes: volumes, &findings)
    }

    /// The part of ``common(_:in:volumes:_:)`` that the alpha API shares.
    static func settings(
        _ container: Field, in spec: Field, volumes: [String: Field], _ findings: inout Findings
    ) {
        ports(container["ports"], &findings)
        EnvironmentValidation.variables(container["env"], &findings)
        EnvironmentValidation.sources(container["envFrom"], &findings)
        MountValidation.mounts(container, volumes: volumes, &findings)
        MountValidation.devices(container, volumes: volumes, &findings)
        findings.choice(container["imagePullPolicy"], ["Always", "IfNotPresent", "Never"])
        let claims = spec["resourceClaims"].items.map(\.["name"].text).filter { !$0.isEmpty }
        ResourceValidation.requirements(container["resources"], claims: claims, &findings)
        resizePolicy(container["resizePolicy"], in: spec, &findings)
        SecurityValidation.container(container["securityContext"], in: spec, &findings)
    }

    static func imagePadding(_ container: Field, _ findings: inout Findings) {
        let image = container["image"].text
        if image.first?.isWhitespace == true || image.last?.isWhitespace == true {
            findings.invalid(container["image"], "must not have leading or trailing whitespace")
        }
    }

    private static func ports(_ ports: Field, _ findings: inout Findings) {
        var names: Set<String> = []
        for port in ports.items {
            let name = port["name"]
            if !name.text.isEmpty {
                let faults = NameRules.portName(name.text)
                findings.invalid(name, faults)
                if faults.isEmpty, !names.insert(name.text).inserted { findings.duplicate(name) }
            }
            let number = port["containerPort"].int ?? 0
            if number == 0 {
                findings.required(port["containerPort"])
            } else {
                findings.invalid(port["containerPort"], NameRules.portNumber(Int(number)))
            }
            if let hostPort = port["hostPort"].int, hostPort != 0 {
                findings.invalid(port["hostPort"], NameRules.portNumber(Int(hostPort)))
            }
            findings.choice(port["protocol"], ["SCTP", "TCP", "UDP"])
        }
    }

    private static func hostPortConflicts(_ containers: [Field], _ findings: inout Findings) {
        var taken: Set<String> = []
        for port in containers.flatMap(\.["ports"].items) {
            guard let number = port["hostPort"].int, number != 0 else { continue }
            let key = "\(port["protocol"].text)/\(port["hostIP"].text)/\(number)"
            if !taken.insert(key).inserted { findings.duplicate(port["hostPort"], shown: .string(key)) }
        }
    }

    private static func resizePolicy(_ policies: Field, in spec: Field, _ findings: inout Findings) {
        var seen: Set<String> = []
        for policy in policies.items {
            let resource = policy["resourceName"]
            if !seen.insert(resource.text).inserted {
                findings.duplicate(Field(policy.path, resource.value))
            }
            findings.choice(Field(policies.path, resource.value), ["cpu", "memory"])
            let restart = Field(policies.path, policy["restartPolicy"].value)
            findings.choice(restart, ["NotRequired", "RestartContainer"])
            if spec["restartPolicy"].text == "Never", restart.text != "NotRequired" {
                findings.invalid(restart, "must be 'NotRequired' when `restartPolicy` is 'Never'")
            }
        }
    }
}
