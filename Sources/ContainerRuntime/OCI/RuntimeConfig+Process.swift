import KubernetesAPI

extension RuntimeConfig {
    static let defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    /// What Docker and containerd allow; a machine's own limit may be lower.
    static let openFiles: UInt64 = 1_048_576

    func process(_ clamped: inout [String]) throws(RuntimeError) -> JSONValue {
        let arguments = self.arguments
        guard !arguments.isEmpty else { throw RuntimeError(.create, "no command specified") }
        var process: JSONValue = [
            "terminal": .bool(spec.tty),
            "user": [
                "uid": .number(JSONNumber(user.uid)), "gid": .number(JSONNumber(user.gid)),
                "additionalGids": .array(user.additionalGroups.map { .number(JSONNumber($0)) }),
            ],
            "args": .array(arguments.map { .string($0) }),
            "env": .array(environment.map { .string($0) }),
            "cwd": .string(workingDirectory),
            "noNewPrivileges": .bool(spec.noNewPrivileges),
        ]
        let held = JSONValue.array(capabilities.map { .string($0) })
        // Inheritable stays empty: it is what CVE-2022-24769 was about, and nothing needs it.
        process["capabilities"] = ["bounding": held, "effective": held, "permitted": held]
        process["rlimits"] = [openFileLimit(&clamped)]
        process["oomScoreAdj"] = oomScore(&clamped)
        return process
    }

    /// Kubernetes: `command` replaces the image's entrypoint and its command; `args` replace its command.
    private var arguments: [String] {
        if !spec.command.isEmpty { return spec.command + spec.arguments }
        return image.entrypoint + (spec.arguments.isEmpty ? image.command : spec.arguments)
    }

    private var workingDirectory: String {
        let directory = spec.workingDirectory ?? image.workingDirectory
        if directory.isEmpty { return "/" }
        return directory.hasPrefix("/") ? directory : "/" + directory
    }

    /// Defaults, then the image's, then the container's own; the last value of a name counts, at the first's place.
    private var environment: [String] {
        var names: [String] = []
        var values: [String: String] = [:]
        func set(_ name: String, _ value: String) {
            if values.updateValue(value, forKey: name) == nil { names.append(name) }
        }
        set("PATH", Self.defaultPath)
        set("HOSTNAME", hostname)
        if spec.tty { set("TERM", "xterm") }
        for pair in image.environment {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            set(String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        }
        for pair in spec.environmentPairs { set(pair.name, pair.value) }
        if values["HOME"] == nil { set("HOME", user.home) }
        return names.map { "\($0)=\(values[$0] ?? "")" }
    }

    private func openFileLimit(_ clamped: inout [String]) -> JSONValue {
        var limit = Self.openFiles
        if limit > host.openFileLimit, !host.mayRaiseLimits {
            limit = host.openFileLimit
            clamped.append(
                "Containers may open \(limit) files at most: raising the limit needs CAP_SYS_RESOURCE.")
        }
        let number = JSONValue.number(JSONNumber(limit))
        return ["type": "RLIMIT_NOFILE", "hard": number, "soft": number]
    }

    private func oomScore(_ clamped: inout [String]) -> JSONValue? {
        guard var score = spec.oomScoreAdjustment else { return nil }
        if score < host.oomScoreAdjustment, !host.mayRaiseLimits {
            score = host.oomScoreAdjustment
            clamped.append(
                "Containers' oom_score_adj stays at \(score) or above: lowering it needs CAP_SYS_RESOURCE.")
        }
        return .number(JSONNumber(score))
    }
}
