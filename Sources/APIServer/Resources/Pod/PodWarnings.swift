import KubernetesAPI

/// What a client is warned of when it creates a pod: settings that are allowed but do not do what they seem to.
enum PodWarnings {
    /// - Parameter sent: the pod as the client sent it, before annotations became fields.
    static func of(_ pod: JSONValue, sent: JSONValue) -> [String] {
        let root = Field(root: pod), spec = root["spec"]
        var warnings = PodDerivations.deprecatedProfiles(sent).map {
            "metadata.annotations[\($0)]: deprecated since v1.30; use the \"appArmorProfile\" field instead"
        }
        let faults = NameRules.dnsLabel(root["metadata"]["name"].text)
        if !faults.isEmpty {
            warnings.append(
                "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label "
                    + "is recommended: [\(faults.joined(separator: " "))]")
        }
        warnings += SchedulingWarnings.labels(spec) + annotations(root["metadata"]["annotations"])
        warnings += VolumeWarnings.of(spec["volumes"]) + repeated(spec["hostAliases"], "ip")
        warnings += repeated(spec["imagePullSecrets"], "name")
        for secret in spec["imagePullSecrets"].items where secret["name"].text.isEmpty {
            warnings.append("\(secret["name"].path): invalid empty name \"\"")
        }
        warnings += fractions(spec["overhead"])
        let podProfile = root["metadata"]["annotations"].entry(PodAnnotationValidation.seccompPod)
        if podProfile.isSet, !spec["securityContext"]["seccompProfile"].isSet {
            warnings.append(withoutFunction(podProfile, "1.27", "seccompProfile"))
        }
        let containers = PodValidation.allContainers(of: spec)
        for container in containers {
            let profile = root["metadata"]["annotations"].entry(
                PodAnnotationValidation.seccompPrefix + container["name"].text)
            if profile.isSet, !container["securityContext"]["seccompProfile"].isSet {
                warnings.append(withoutFunction(profile, "1.27", "seccompProfile"))
            }
            let resources = container["resources"]
            for name in ["memory", "ephemeral-storage"] {
                warnings += fractions(resources["limits"], name) + fractions(resources["requests"], name)
            }
            warnings += hiddenVariables(container["env"])
        }
        warnings += PortWarnings.of(containers)
        if let seconds = spec["terminationGracePeriodSeconds"].int, seconds < 0 {
            warnings.append(
                "spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1"
            )
        }
        return warnings + SchedulingWarnings.affinity(spec["affinity"])
    }

    private static func annotations(_ annotations: Field) -> [String] {
        [
            ("scheduler.alpha.kubernetes.io/critical-pod", "1.16", "priorityClassName"),
            ("security.alpha.kubernetes.io/sysctls", "1.11", "sysctls"),
            ("security.alpha.kubernetes.io/unsafe-sysctls", "1.11", "sysctls"),
        ].filter { annotations.entry($0.0).isSet }.map { withoutFunction(annotations.entry($0.0), $0.1, $0.2) }
    }

    private static func withoutFunction(_ annotation: Field, _ version: String, _ field: String) -> String {
        "\(annotation.path): non-functional in v\(version)+; use the \"\(field)\" field instead"
    }

    private static func repeated(_ list: Field, _ member: String) -> [String] {
        var seen: Set<String> = []
        return list.items.map { $0[member] }.filter { !seen.insert($0.text).inserted }
            .map { "\($0.path): duplicate \(member) \(quoted($0.text))" }
    }

    private static func fractions(_ amounts: Field) -> [String] {
        ["memory", "ephemeral-storage"].flatMap { fractions(amounts, $0) }
    }

    private static func fractions(_ amounts: Field, _ name: String) -> [String] {
        guard let amount = amounts.entry(name).quantity, !amount.isWhole else { return [] }
        return [
            "\(amounts.entry(name).path): fractional byte value \(quoted(amount.description)) is invalid, must be an integer"
        ]
    }

    /// A second definition of a variable, unless it builds on the first.
    private static func hiddenVariables(_ variables: Field) -> [String] {
        var seen: Set<String> = []
        return variables.items.compactMap { variable in
            let name = variable["name"].text, reference = "$(\(name))", value = variable["value"].text
            if seen.insert(name).inserted { return nil }
            let builds = !variable["valueFrom"].isSet && value != reference && value.contains(reference)
            return builds
                ? nil
                : "\(variable.path): hides previous definition of \(quoted(name)), which may be dropped when using apply"
        }
    }
}
