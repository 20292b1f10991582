import Glibc

/// What this machine and this process can do, as far as making containers depends on it.
struct HostFacts: Sendable, Equatable {
    /// With `CAP_`, in the order of their numbers.
    var capabilities: [String]
    /// Our own value, below which a process without `CAP_SYS_RESOURCE` cannot go.
    var oomScoreAdjustment: Int
    /// The most descriptors a process of ours may have without `CAP_SYS_RESOURCE`.
    var openFileLimit: UInt64
    /// The pure cgroup v2 layout.
    var unifiedCgroups: Bool
    /// In the Go runtime's words (`amd64`), as seccomp profiles have them.
    var architecture: String
    var kernel: [Int]

    var mayRaiseLimits: Bool { capabilities.contains("CAP_SYS_RESOURCE") }

    static func current(cgroups: Cgroups) throws -> HostFacts {
        let mask = try capabilityMask()
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        var names = utsname()
        uname(&names)
        return HostFacts(
            capabilities: Capabilities.names.enumerated().filter { mask & (1 << UInt64($0.offset)) != 0 }
                .map(\.element),
            oomScoreAdjustment: Int(trimmed(try Files.text("/proc/self/oom_score_adj") ?? "0")) ?? 0,
            openFileLimit: UInt64(limit.rlim_max), unifiedCgroups: cgroups.isUnified,
            architecture: goArchitecture(string(of: names.machine)),
            kernel: string(of: names.release).split(whereSeparator: { !$0.isNumber }).prefix(2).compactMap { Int($0) })
    }

    /// Changes with every boot: what was running under another one is gone.
    static func bootID() throws -> String { trimmed(try Files.text("/proc/sys/kernel/random/boot_id") ?? "") }

    private static func capabilityMask() throws -> UInt64 {
        let status = try Files.text("/proc/self/status") ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("CapEff:") }
        return line.flatMap { UInt64(trimmed(String($0.dropFirst(7))), radix: 16) } ?? 0
    }

    private static func goArchitecture(_ machine: String) -> String {
        ["x86_64": "amd64", "aarch64": "arm64", "armv7l": "arm", "i686": "386"][machine] ?? machine
    }
}

/// Without white space at both ends.
func trimmed(_ text: some StringProtocol) -> String {
    let head = text.drop { $0.isWhitespace }
    return String(head.reversed().drop { $0.isWhitespace }.reversed())
}

/// The text of one of C's fixed arrays of characters.
private func string<T>(of tuple: T) -> String {
    withUnsafeBytes(of: tuple) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
