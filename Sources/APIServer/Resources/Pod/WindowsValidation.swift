import KubernetesAPI

/// The rules for what only Windows knows, and for what a pod says of its operating system.
enum WindowsValidation {
    static func options(_ options: Field, _ findings: inout Findings) {
        guard options.isSet else { return }
        let name = options["gmsaCredentialSpecName"], credentials = options["gmsaCredentialSpec"]
        if name.isSet { findings.invalid(name, NameRules.dnsSubdomain(name.text)) }
        if credentials.isSet {
            if credentials.text.isEmpty {
                findings.invalid(credentials, "gmsaCredentialSpec cannot be an empty string")
            } else if credentials.text.utf8.count > 64 * 1024 {
                findings.invalid(credentials, "gmsaCredentialSpec size must be under 64 KiB")
            }
        }
        if options["runAsUserName"].isSet { userName(options["runAsUserName"], &findings) }
    }

    private static func userName(_ field: Field, _ findings: inout Findings) {
        let name = field.text
        func fault(_ text: String) { findings.invalid(field, "runAsUserName\(text)") }
        if name.isEmpty { return fault(" cannot be an empty string") }
        if name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return fault(" cannot contain control characters") }
        let parts = name.split(separator: "\\", omittingEmptySubsequences: false)
        if parts.count > 2 { return fault(" cannot contain more than one backslash") }
        if parts.count == 2 {
            if parts[0].utf8.count >= 256 { fault("'s Domain length must be under 256 characters") }
            let isDomain =
                parts[0].wholeMatch(of: #/[^\\\/:*?"<>|.][^\\\/:*?"<>|]{0,14}/#) != nil
                || parts[0].wholeMatch(
                    of: #/[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*/#)
                    != nil
            if !isDomain { fault("'s Domain doesn't match the NetBios nor the DNS format") }
        }
        let user = parts[parts.count - 1]
        if user.isEmpty {
            fault("'s User cannot be empty")
        } else if user.utf8.count > 104 {
            fault("'s User length must not be longer than 104 characters")
        }
        if !user.isEmpty, user.allSatisfy({ $0 == "." || $0 == " " }) {
            fault("'s User cannot contain only periods or spaces")
        }
        if user.contains(where: { "\"/\\:;|=,+*?<>@[]".contains($0) }) {
            fault("'s User cannot contain the following characters: \"/\\:;|=,+*?<>@[]")
        }
    }

    /// Host processes are all or nothing.
    static func hostProcesses(_ spec: Field, _ findings: inout Findings) {
        let ofPod = spec["securityContext"]["windowsOptions"]["hostProcess"]
        let containers = PodValidation.allContainers(of: spec)
        var count = 0
        for container in containers {
            let own = container["securityContext"]["windowsOptions"]["hostProcess"]
            if ofPod.isSet, own.isSet, ofPod.bool != own.bool {
                findings.invalid(
                    own, "pod hostProcess value must be identical if both are specified, was \(ofPod.bool)")
            }
            if own.isSet ? own.bool : ofPod.bool { count += 1 }
        }
        guard count > 0 else { return }
        if count != containers.count {
            findings.invalid(
                spec, shown: "",
                "If pod contains any hostProcess containers then all containers must be HostProcess containers")
        }
        if !spec["hostNetwork"].bool {
            findings.invalid(
                spec["hostNetwork"], shown: false,
                "hostNetwork must be true if pod contains any hostProcess containers")
        }
    }

    static func operatingSystem(_ spec: Field, _ findings: inout Findings) {
        let name = spec["os"]["name"]
        guard spec["os"].isSet else { return }
        switch name.text {
        case "": findings.required(name, "cannot be empty")
        case "linux":
            for holder in [spec] + PodValidation.allContainers(of: spec) {
                let options = holder["securityContext"]["windowsOptions"]
                if options.isSet { findings.forbidden(options, "windows options cannot be set for a linux pod") }
            }
        case "windows": onlyWindows(spec, &findings)
        default: findings.notSupported(Field(spec["os"].path, name.value), ["linux", "windows"])
        }
    }

    private static func onlyWindows(_ spec: Field, _ findings: inout Findings) {
        let context = spec["securityContext"]
        let members = [
            context["appArmorProfile"], context["seLinuxOptions"], spec["hostUsers"], spec["hostPID"], spec["hostIPC"],
            context["seccompProfile"], context["fsGroup"], context["fsGroupChangePolicy"], context["sysctls"],
            spec["shareProcessNamespace"], context["runAsUser"], context["runAsGroup"], context["supplementalGroups"],
            context["supplementalGroupsPolicy"], context["seLinuxChangePolicy"],
        ]
        let ofContainers = PodValidation.allContainers(of: spec).flatMap { container in
            [
                "appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem",
                "privileged", "allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup",
            ].map { container["securityContext"][$0] }
        }
        for member in members + ofContainers where member.isSet {
            findings.forbidden(member, "cannot be set for a windows pod")
        }
    }
}
