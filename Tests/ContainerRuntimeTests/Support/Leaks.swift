import ContainerRuntime
import Glibc
import Subprocess
import SystemPackage

/// Short shell commands for looking at the machine.
enum Shell {
    static func run(_ script: String) async throws -> String {
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: ["-c", script], output: .string(limit: 1 << 20), error: .discarded)
        return result.standardOutput
    }
}

/// What pods may leave behind: mounts, cgroups, processes, addresses, files.
enum Leaks {
    static func find(directory: String, podUIDs: Set<String>) async throws -> [String] {
        let rules = try await Shell.run("iptables-save -t nat").split(separator: "\n").map(String.init)
        var found = rules.filter { rule in podUIDs.contains { rule.contains($0) } }
        let mounts = text("/proc/self/mountinfo").split(separator: "\n").map(String.init)
        for uid in podUIDs {
            found += mounts.filter { $0.contains("/pods/\(uid)/") }
            for hierarchy in [""] + entries("/sys/fs/cgroup").map({ "/\($0)" }) {
                let group = "/sys/fs/cgroup\(hierarchy)/mayfly/pod\(uid)"
                if access(group, F_OK) == 0 { found.append(group) }
            }
            for network in entries("/run/mayfly/networks") {
                for lease in entries("/run/mayfly/networks/\(network)") {
                    let path = "/run/mayfly/networks/\(network)/\(lease)"
                    if text(path).contains(uid) { found.append(path) }
                }
            }
            for pid in entries("/proc") where Int32(pid) != nil {
                let command = text("/proc/\(pid)/cmdline")
                if command.contains(uid), command.contains("conmon") { found.append("process \(pid): \(command)") }
            }
            for instance in entries("/run/mayfly") {
                let pod = "/run/mayfly/\(instance)/pods/\(uid)"
                if access(pod, F_OK) == 0 { found.append(pod) }
            }
        }
        found += entries("\(directory)/data/pods").map { "\(directory)/data/pods/\($0)" }
        return found
    }

    static func entries(_ path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    static func text(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[0..<count].map { $0 == 0 ? 32 : $0 }, as: UTF8.self)
    }
}
