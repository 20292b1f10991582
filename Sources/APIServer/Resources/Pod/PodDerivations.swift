import KubernetesAPI

/// What follows, on creation, from other parts of the pod.
enum PodDerivations {
    /// The selectors of affinity terms take in the pod's own values for the keys that the terms name.
    static func labelSelectors(_ pod: inout JSONValue) {
        guard pod["spec", "affinity"] != nil else { return }
        let labels = pod["metadata", "labels"]?.object ?? [:]
        for affinity in ["podAffinity", "podAntiAffinity"] where pod["spec", "affinity", affinity] != nil {
            guard var terms = pod["spec", "affinity", affinity] else { continue }
            PodDefaults.mapItems("preferredDuringSchedulingIgnoredDuringExecution", of: &terms) { weighted in
                guard var term = weighted["podAffinityTerm"] else { return }
                extend(&term, labels)
                weighted["podAffinityTerm"] = term
            }
            PodDefaults.mapItems("requiredDuringSchedulingIgnoredDuringExecution", of: &terms) { extend(&$0, labels) }
            pod["spec"]?["affinity"]?[affinity] = terms
        }
    }

    private static func extend(_ term: inout JSONValue, _ labels: JSONObject) {
        guard term["labelSelector"]?.object != nil else { return }  // selects nothing, whatever is added
        var expressions = term["labelSelector", "matchExpressions"]?.array ?? []
        for (member, operation) in [("matchLabelKeys", "In"), ("mismatchLabelKeys", "NotIn")] {
            for key in (term[member]?.array ?? []).compactMap(\.string) {
                guard let value = labels[key] else { continue }
                expressions.append(["key": .string(key), "operator": .string(operation), "values": [value]])
            }
        }
        if !expressions.isEmpty { term["labelSelector"]?["matchExpressions"] = .array(expressions) }
    }

    /// Profiles named by the annotations of old become fields.
    static func appArmorFields(_ pod: inout JSONValue) {
        guard var spec = pod["spec"], spec["os", "name"] != "windows" else { return }
        let annotations = pod["metadata", "annotations"]?.object ?? [:]
        let ofPod = spec["securityContext", "appArmorProfile"]
        for list in ["initContainers", "containers"] {
            PodDefaults.mapItems(list, of: &spec) { container in
                guard let profile = derived(for: container, annotations), profile != ofPod else { return }
                var context = container["securityContext"] ?? [:]
                context["appArmorProfile"] = profile
                container["securityContext"] = context
            }
        }
        pod["spec"] = spec
    }

    /// The annotations that became fields, or that could not: clients are to be warned of them.
    static func deprecatedProfiles(_ pod: JSONValue) -> [String] {
        let spec = Field(root: pod)["spec"]
        if spec["os"]["name"].text == "windows" { return [] }
        let annotations = pod["metadata", "annotations"]?.object ?? [:]
        let ofPod = spec["securityContext"]["appArmorProfile"].value
        return ["initContainers", "containers"].flatMap { spec[$0].items }.compactMap { container in
            let key = PodAnnotationValidation.appArmorPrefix + container["name"].text
            guard annotations[key] != nil, !container["securityContext"]["appArmorProfile"].isSet else { return nil }
            let profile = derived(for: container.value ?? [:], annotations)
            return profile == nil || profile != ofPod ? key : nil
        }
    }

    private static func derived(for container: JSONValue, _ annotations: JSONObject) -> JSONValue? {
        guard container["securityContext", "appArmorProfile"] == nil,
            let text = annotations[PodAnnotationValidation.appArmorPrefix + (container["name"]?.string ?? "")]?.string
        else { return nil }
        switch text {
        case "runtime/default": return ["type": "RuntimeDefault"]
        case "unconfined": return ["type": "Unconfined"]
        default:
            guard text.hasPrefix("localhost/") else { return nil }
            let profile: JSONValue = [
                "type": "Localhost", "localhostProfile": .string(String(text.dropFirst("localhost/".count))),
            ]
            var findings = Findings()
            SecurityValidation.appArmor(Field("", profile), &findings)
            return findings.errors.isEmpty ? profile : nil
        }
    }
}
