import KubernetesAPI

/// The rules for the signal that ends a container in the place of its image's.
enum StopSignalValidation {
    private static let linux =
        ([
            "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE",
            "POLL",
            "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU", "URG",
            "USR1",
            "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX",
        ] + (1...15).map { "RTMIN+\($0)" } + (1...14).map { "RTMAX-\($0)" }).map { "SIG" + $0 }.sorted()

    static func validate(_ signal: Field, in spec: Field, _ findings: inout Findings) {
        guard signal.isSet else { return }
        switch spec["os"]["name"].text {
        case "windows": choice(signal, ["SIGKILL", "SIGTERM"], &findings)
        case "linux": choice(signal, linux, &findings)
        default:
            if !spec["os"].isSet {
                findings.forbidden(signal, "may not be set for containers with empty `spec.os.name`")
            }
        }
    }

    private static func choice(_ signal: Field, _ supported: [String], _ findings: inout Findings) {
        if !supported.contains(signal.text) { findings.notSupported(signal, supported) }
    }
}
