/// Linux capabilities by name, and the sets containers get.
enum Capabilities {
    /// In the order of their numbers (capability.h).
    static let names = [
        "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP",
        "LINUX_IMMUTABLE", "NET_BIND_SERVICE", "NET_BROADCAST", "NET_ADMIN", "NET_RAW", "IPC_LOCK", "IPC_OWNER",
        "SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT", "SYS_PTRACE", "SYS_PACCT", "SYS_ADMIN", "SYS_BOOT", "SYS_NICE",
        "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD", "LEASE", "AUDIT_WRITE", "AUDIT_CONTROL", "SETFCAP",
        "MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG", "WAKE_ALARM", "BLOCK_SUSPEND", "AUDIT_READ", "PERFMON", "BPF",
        "CHECKPOINT_RESTORE",
    ].map { "CAP_\($0)" }

    /// What containerd and Docker give a container that asks for nothing.
    static let standard: Set<String> = Set(
        [
            "CHOWN", "DAC_OVERRIDE", "FSETID", "FOWNER", "MKNOD", "NET_RAW", "SETGID", "SETUID", "SETFCAP", "SETPCAP",
            "NET_BIND_SERVICE", "SYS_CHROOT", "KILL", "AUDIT_WRITE",
        ].map { "CAP_\($0)" })

    /// A container's capabilities: the standard ones, less those dropped, with those added; `ALL` stands for every one
    /// (Kubernetes: adding wins over dropping `ALL`). Never more than this process has, for the kernel would refuse.
    static func resolve(added: [String], dropped: [String], privileged: Bool, available: [String]) -> [String] {
        if privileged { return available }
        let added = Set(added.map(normalised))
        let dropped = Set(dropped.map(normalised))
        var result = standard
        if added.contains("CAP_ALL") { result = Set(available) }
        if dropped.contains("CAP_ALL") { result = added.contains("CAP_ALL") ? result : [] }
        result.subtract(dropped)
        result.formUnion(added)
        return available.filter(result.contains)
    }

    private static func normalised(_ name: String) -> String {
        let upper = name.uppercased()
        return upper.hasPrefix("CAP_") ? upper : "CAP_\(upper)"
    }
}
