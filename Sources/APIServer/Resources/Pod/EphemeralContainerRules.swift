import KubernetesAPI

/// What an ephemeral container may be, and that it stays what it is.
enum EphemeralContainerRules {
    /// Fields that make promises an ephemeral container cannot keep. `resources: {}` is tolerated, since clients cannot help
    /// but send it; `ports: []` is not.
    static let forbidden = [
        "ports", "resources", "resizePolicy", "restartPolicy", "restartPolicyRules", "livenessProbe", "readinessProbe",
        "startupProbe", "lifecycle",
    ]

    /// - Parameter known: the names of those that are there already. Some may have come through the alpha API, which allowed
    ///   more; the pod must not become unchangeable by that.
    static func validate(
        _ spec: Field, volumes: [String: Field], known: Set<String>, _ findings: inout Findings
    ) {
        let others = Set((spec["containers"].items + spec["initContainers"].items).map(\.["name"].text))
        var names = others
        for container in spec["ephemeralContainers"].items {
            ContainerValidation.common(container, in: spec, volumes: volumes, &findings)
            ContainerValidation.imagePadding(container, &findings)
            if !names.insert(container["name"].text).inserted { findings.duplicate(container["name"]) }
            let target = container["targetContainerName"]
            let isKnown = known.contains(container["name"].text)
            if !target.text.isEmpty, !others.contains(target.text), !isKnown { findings.notFound(target) }
            for name in forbidden where isGiven(name, container[name]) {
                findings.forbidden(container[name], "cannot be set for an Ephemeral Container")
            }
            if isKnown { continue }
            for mount in container["volumeMounts"].items {
                for name in ["subPath", "subPathExpr"] where !mount[name].text.isEmpty {
                    findings.forbidden(mount[name], "cannot be set for an Ephemeral Container")
                }
            }
        }
    }

    static func isGiven(_ name: String, _ field: Field) -> Bool {
        name == "resources" ? field.entries.contains { $0.field.isSet } : field.isSet
    }

    /// Forbidden fields that were given, if only empty, which the canonical form no longer shows.
    static func emptyButGiven(_ containers: [JSONValue], _ forbidden: [String] = forbidden) -> [FieldError] {
        var findings = Findings()
        for container in Field("spec.ephemeralContainers", .array(containers)).items {
            for name in forbidden {
                let given = name == "resources" ? container[name].entries.map(\.field) : [container[name]]
                let empty = given.contains { $0.value == [] || (name == "resources" && $0.value == [:]) }
                if empty, !given.contains(where: { ($0.value?.array ?? []).count + $0.entries.count > 0 }) {
                    findings.forbidden(container[name], "cannot be set for an Ephemeral Container")
                }
            }
        }
        return findings.errors
    }

    /// Ephemeral containers are only ever added: keyed by name, in any order.
    static func appendOnly(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        var findings = Findings()
        let list = Field("spec.ephemeralContainers", nil)
        var updated: [String: JSONValue] = [:]
        for container in new["spec", "ephemeralContainers"]?.array ?? [] {
            updated[container["name"]?.string ?? ""] = container
        }
        for container in old["spec", "ephemeralContainers"]?.array ?? [] {
            let name = container["name"]?.string ?? ""
            guard let same = updated[name] else {
                findings.forbidden(list, "existing ephemeral containers \(quoted(name)) may not be removed\n")
                continue
            }
            if !same.equalsSemantically(container) {
                findings.forbidden(
                    list,
                    "existing ephemeral containers \(quoted(name)) may not be changed\n"
                        + difference(container, same, at: ""))
            }
        }
        return findings.errors
    }
}
