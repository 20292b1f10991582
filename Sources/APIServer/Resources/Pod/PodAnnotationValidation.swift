import KubernetesAPI

/// The rules for annotations that mean something for a pod.
enum PodAnnotationValidation {
    static let mirror = "kubernetes.io/config.mirror"
    static let appArmorPrefix = "container.apparmor.security.beta.kubernetes.io/"
    static let seccompPod = "seccomp.security.alpha.kubernetes.io/pod"
    static let seccompPrefix = "container.seccomp.security.alpha.kubernetes.io/"

    static func validate(_ pod: Field, _ findings: inout Findings) {
        let annotations = pod["metadata"]["annotations"], spec = pod["spec"]
        if annotations.entry(mirror).isSet, spec["nodeName"].text.isEmpty {
            findings.invalid(annotations.entry(mirror), "must set spec.nodeName if mirror pod annotation is set")
        }
        let cost = annotations.entry("controller.kubernetes.io/pod-deletion-cost")
        if cost.isSet, !isCost(cost.text) { findings.invalid(cost, "must be a 32bit integer") }
        if annotations.entry(seccompPod).isSet {
            seccomp(Field(annotations[seccompPod].path, annotations.entry(seccompPod).value), &findings)
        }
        for (key, value) in annotations.entries where key.hasPrefix(seccompPrefix) {
            seccomp(Field(annotations[key].path, value.value), &findings)
        }
        let names = Set(PodValidation.allContainers(of: spec).map(\.["name"].text))
        for (key, value) in annotations.entries where key.hasPrefix(appArmorPrefix) {
            let name = String(key.dropFirst(appArmorPrefix.count))
            if !names.contains(name) { findings.invalid(value, shown: .string(name), "container not found") }
            if !["", "runtime/default", "unconfined"].contains(value.text), !value.text.hasPrefix("localhost/") {
                findings.invalid(value, "invalid AppArmor profile name: \(quoted(value.text))")
            }
        }
    }

    private static func isCost(_ text: String) -> Bool {
        text == "0" || (Int32(text) != nil && !text.hasPrefix("+") && !text.hasPrefix("0"))
    }

    private static func seccomp(_ profile: Field, _ findings: inout Findings) {
        let name = profile.text
        if ["runtime/default", "docker/default", "unconfined"].contains(name) { return }
        if name.hasPrefix("localhost/") {
            findings.descendingPath(Field(profile.path, .string(String(name.dropFirst("localhost/".count)))))
        } else {
            findings.invalid(profile, "must be a valid seccomp profile")
        }
    }

    /// A pod neither becomes a mirror of a static pod nor ceases to be one, and its profiles stay.
    static func validateUpdate(_ new: JSONValue, old: JSONValue, _ findings: inout Findings) {
        let annotations = Field(root: new)["metadata"]["annotations"]
        let stored = Field(root: old)["metadata"]["annotations"]
        for (key, value) in stored.entries where annotations.entry(key).value != value.value {
            if let kind = kind(of: key) { findings.forbidden(value, "may not remove or update \(kind)") }
        }
        for (key, value) in annotations.entries where stored.entry(key).value == nil {
            if let kind = kind(of: key) { findings.forbidden(value, "may not add \(kind)") }
        }
        validate(Field(root: new), &findings)
    }

    private static func kind(of key: String) -> String? {
        if key == mirror { return "mirror pod annotation" }
        return key.hasPrefix(appArmorPrefix) ? "AppArmor annotations" : nil
    }

    /// Where annotation and field name a profile, they must name the same.
    static func matchFields(_ pod: Field, _ findings: inout Findings) {
        let annotations = pod["metadata"]["annotations"], spec = pod["spec"]
        match(spec["securityContext"]["seccompProfile"], annotations.entry(seccompPod), "seccomp", &findings)
        let containers = PodValidation.allContainers(of: spec)
        for container in containers {
            let annotation = annotations.entry(seccompPrefix + container["name"].text)
            match(container["securityContext"]["seccompProfile"], annotation, "seccomp", &findings)
        }
        if spec["os"]["name"].text == "windows" { return }
        for container in containers {
            let own = container["securityContext"]["appArmorProfile"]
            let profile = own.isSet ? own.value : spec["securityContext"]["appArmorProfile"].value
            let annotation = annotations.entry(appArmorPrefix + container["name"].text)
            match(Field(own.path, profile), annotation, "apparmor", &findings)
        }
    }

    private static func match(_ profile: Field, _ annotation: Field, _ kind: String, _ findings: inout Findings) {
        guard profile.isSet, annotation.isSet else { return }
        let text = annotation.text, type = profile["type"]
        let agrees: Bool
        switch type.text {
        case "Unconfined": agrees = text == "unconfined"
        case "RuntimeDefault": agrees = text == "runtime/default" || (kind == "seccomp" && text == "docker/default")
        case "Localhost":
            agrees = text.hasPrefix("localhost/")
            let name = profile["localhostProfile"]
            if agrees, !name.isSet || text != "localhost/" + name.text {
                findings.forbidden(name, "\(kind) profile in annotation and field must match")
            }
        default: return
        }
        if !agrees { findings.forbidden(type, "\(kind) type in annotation and field must match") }
    }
}
