import KubernetesAPI

/// The rules for ephemeral containers as clients of v1.16 to v1.21 know them: in the words of 1.20, where each container was
/// checked as a list of one (hence the `[0]` in paths), and with the earlier ephemeral containers as possible targets.
enum AlphaEphemeralContainerRules {
    static let forbidden = [
        "ports", "resources", "resizePolicy", "restartPolicy", "restartPolicyRules", "volumeDevices", "livenessProbe",
        "readinessProbe", "startupProbe", "lifecycle", "securityContext",
    ]
    /// What only current clients may give; containers that have it are left alone.
    private static let allowedSince = ["volumeDevices", "securityContext"]

    /// Only the ephemeral containers are looked at; the rest of the pod is as it was.
    static func validate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        var findings = Findings()
        let spec = Field(root: new)["spec"]
        let known = Set(Field(root: old)["spec"]["ephemeralContainers"].items.map(\.["name"].text))
        let volumes = Dictionary(spec["volumes"].items.map { ($0["name"].text, $0) }) { first, _ in first }
        var names = Set((spec["containers"].items + spec["initContainers"].items).map(\.["name"].text))
        for container in spec["ephemeralContainers"].items {
            let name = container["name"], target = container["targetContainerName"]
            if !target.text.isEmpty, !names.contains(target.text) { findings.notFound(target) }
            if name.text.isEmpty {
                findings.required(container, "ephemeralContainer requires a name")
                continue
            }
            single(Field("\(container.path)[0]", container.value), in: spec, volumes: volumes, &findings)
            if !names.insert(name.text).inserted { findings.duplicate(name) }
            for member in forbidden where EphemeralContainerRules.isGiven(member, container[member]) {
                if known.contains(name.text), allowedSince.contains(member) { continue }
                findings.forbidden(container[member], "cannot be set for an Ephemeral Container")
            }
        }
        return findings.errors
    }

    private static func single(
        _ container: Field, in spec: Field, volumes: [String: Field], _ findings: inout Findings
    ) {
        findings.invalid(container["name"], NameRules.dnsLabel(container["name"].text))
        if container["image"].text.isEmpty { findings.required(container["image"]) }
        ProbeValidation.lifecycleAndProbes(
            container, in: spec, probes: ["livenessProbe", "startupProbe"], &findings)
        let policy = container["terminationMessagePolicy"]
        if !["File", "FallbackToLogsOnError"].contains(policy.text) {
            findings.invalid(policy, "must be 'File' or 'FallbackToLogsOnError'")
        }
        ProbeValidation.probe("readinessProbe", of: container, in: spec, &findings)
        ContainerValidation.settings(container, in: spec, volumes: volumes, &findings)
        ContainerValidation.imagePadding(container, &findings)
    }
}
