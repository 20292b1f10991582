import KubernetesAPI

/// The rules for security contexts.
enum SecurityValidation {
    static func pod(_ spec: Field, _ findings: inout Findings) {
        let context = spec["securityContext"]
        for name in ["fsGroup", "runAsUser", "runAsGroup"] {
            if let id = context[name].int { findings.invalid(context[name], NameRules.id(id)) }
        }
        for group in context["supplementalGroups"].items {
            if let id = group.int { findings.invalid(group, NameRules.id(id)) }
        }
        if spec["shareProcessNamespace"].bool, spec["hostPID"].bool {
            findings.invalid(
                Field(context["shareProcessNamespace"].path, true),
                "ShareProcessNamespace and HostPID cannot both be enabled")
        }
        sysctls(context["sysctls"], &findings)
        for (name, supported) in [
            ("fsGroupChangePolicy", ["Always", "OnRootMismatch"]), ("supplementalGroupsPolicy", ["Merge", "Strict"]),
        ] where context[name].isSet && !supported.contains(context[name].text) {
            findings.notSupported(context[name], supported)
        }
        seccomp(context["seccompProfile"], &findings)
        appArmor(context["appArmorProfile"], &findings)
        if spec["hostUsers"].isSet, !spec["hostUsers"].bool {
            for (name, shown) in [("hostNetwork", "hostNetwork"), ("hostPID", "HostPID"), ("hostIPC", "HostIPC")]
            where spec[name].bool {
                findings.forbidden(spec[shown], "when `pod.Spec.HostUsers` is false")
            }
        }
    }

    static func container(_ context: Field, in spec: Field, _ findings: inout Findings) {
        guard context.isSet else { return }
        for name in ["runAsUser", "runAsGroup"] {
            if let id = context[name].int { findings.invalid(context[name], NameRules.id(id)) }
        }
        let procMount = context["procMount"]
        if procMount.isSet {
            if !["Default", "Unmasked"].contains(procMount.text) {
                findings.notSupported(procMount, ["Default", "Unmasked"])
            }
            let ownUsers = spec["hostUsers"].isSet && !spec["hostUsers"].bool
            if procMount.text == "Unmasked", !ownUsers {
                findings.invalid(procMount, "`hostUsers` must be false to use `Unmasked`")
            }
        }
        seccomp(context["seccompProfile"], &findings)
        if context["allowPrivilegeEscalation"].isSet, !context["allowPrivilegeEscalation"].bool {
            if context["privileged"].bool {
                findings.invalid(
                    context, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true")
            }
            if context["capabilities"]["add"].items.contains(where: { $0.text == "CAP_SYS_ADMIN" }) {
                findings.invalid(
                    context, "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN")
            }
        }
        appArmor(context["appArmorProfile"], &findings)
    }

    private static func seccomp(_ profile: Field, _ findings: inout Findings) {
        guard profile.isSet else { return }
        let type = profile["type"], path = profile["localhostProfile"]
        let supported = ["Localhost", "RuntimeDefault", "Unconfined"]
        if type.text.isEmpty {
            findings.required(type, "type is required when seccompProfile is set")
        } else if !supported.contains(type.text) {
            findings.notSupported(type, supported)
        }
        if type.text == "Localhost" {
            if path.isSet {
                findings.descendingPath(path)
            } else {
                findings.required(path, "must be set when seccomp type is Localhost")
            }
        } else if path.isSet {
            findings.invalid(
                path, shown: profile.value ?? .null, "can only be set when seccomp type is Localhost")
        }
    }

    private static func appArmor(_ profile: Field, _ findings: inout Findings) {
        guard profile.isSet else { return }
        let type = profile["type"], name = profile["localhostProfile"]
        switch type.text {
        case "Localhost":
            if name.text.isEmpty {
                findings.required(name, "must be set when AppArmor type is Localhost")
            } else if name.text.first?.isWhitespace == true || name.text.last?.isWhitespace == true {
                findings.invalid(name, "must not be padded with whitespace")
            }
            if name.text.utf8.count > 4095 { findings.tooLong(name, 4095) }
        case "RuntimeDefault", "Unconfined":
            if name.isSet { findings.invalid(name, "can only be set when AppArmor type is Localhost") }
        case "": findings.required(type, "type is required when appArmorProfile is set")
        default: findings.notSupported(type, ["Localhost", "RuntimeDefault", "Unconfined"])
        }
    }

    private static func sysctls(_ sysctls: Field, _ findings: inout Findings) {
        let pattern = "([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?"
        var names: Set<String> = []
        for sysctl in sysctls.items {
            let name = sysctl["name"]
            if name.text.isEmpty {
                findings.required(name)
            } else if !isSysctl(name.text) {
                findings.invalid(name, "must have at most 253 characters and match regex ^\(pattern)$")
            } else if !names.insert(name.text).inserted {
                findings.duplicate(name)
            }
        }
    }

    private static func isSysctl(_ name: String) -> Bool {
        name.utf8.count <= 253
            && name.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "/" }.allSatisfy { segment in
                let bytes = Array(segment.utf8)
                func isAlphanumeric(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) }
                guard let first = bytes.first, let last = bytes.last, isAlphanumeric(first), isAlphanumeric(last) else {
                    return false
                }
                return bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
            }
    }
}
