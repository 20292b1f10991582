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
        SysctlValidation.validate(context["sysctls"], in: spec, &findings)
        choice(context["fsGroupChangePolicy"], ["Always", "OnRootMismatch"], &findings)
        seccomp(context["seccompProfile"], &findings)
        WindowsValidation.options(context["windowsOptions"], &findings)
        appArmor(context["appArmorProfile"], &findings)
        choice(context["supplementalGroupsPolicy"], ["Merge", "Strict"], &findings)
        choice(context["seLinuxChangePolicy"], ["MountOption", "Recursive"], &findings)
    }

    private static func choice(_ field: Field, _ supported: [String], _ findings: inout Findings) {
        if field.isSet, !supported.contains(field.text) { findings.notSupported(field, supported) }
    }

    /// A pod with users of its own cannot have the host's other namespaces.
    static func hostUsers(_ spec: Field, _ findings: inout Findings) {
        guard spec["hostUsers"].isSet, !spec["hostUsers"].bool else { return }
        for (name, shown) in [("hostNetwork", "hostNetwork"), ("hostPID", "HostPID"), ("hostIPC", "HostIPC")]
        where spec[name].bool {
            findings.forbidden(spec[shown], "when `pod.Spec.HostUsers` is false")
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
            for capability in context["capabilities"]["add"].items where capability.text == "CAP_SYS_ADMIN" {
                findings.invalid(
                    context, "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN")
            }
        }
        WindowsValidation.options(context["windowsOptions"], &findings)
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

    static func appArmor(_ profile: Field, _ findings: inout Findings) {
        guard profile.isSet else { return }
        let type = profile["type"], name = profile["localhostProfile"]
        switch type.text {
        case "Localhost":
            let isPadded = name.text.first?.isWhitespace == true || name.text.last?.isWhitespace == true
            if isPadded {
                findings.invalid(name, "must not be padded with whitespace")
            } else if name.text.isEmpty {
                findings.required(name, "must be set when AppArmor type is Localhost")
            }
            if name.text.utf8.count > 4095 { findings.tooLong(name, 4095) }
        case "RuntimeDefault", "Unconfined":
            if name.isSet { findings.invalid(name, "can only be set when AppArmor type is Localhost") }
        case "": findings.required(type, "type is required when appArmorProfile is set")
        default: findings.notSupported(type, ["Localhost", "RuntimeDefault", "Unconfined"])
        }
    }
}
