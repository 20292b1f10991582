import KubernetesAPI

/// Turns a seccomp profile in the format of containers-common (and Docker), whose rules depend on the machine and on
/// the container's capabilities, into OCI's `linux.seccomp`.
enum Seccomp {
    static func convert(_ profile: JSONValue, capabilities: Set<String>, host: HostFacts) -> JSONValue {
        var result: JSONValue = ["defaultAction": profile["defaultAction"] ?? "SCMP_ACT_ERRNO"]
        result["defaultErrnoRet"] = profile["defaultErrnoRet"]
        result["architectures"] = architectures(profile, host)
        result["flags"] = profile["flags"]
        result["listenerPath"] = profile["listenerPath"]
        result["listenerMetadata"] = profile["listenerMetadata"]
        result["syscalls"] = .array(
            (profile["syscalls"]?.array ?? []).filter { applies($0, capabilities, host) }.compactMap(rule))
        return result
    }

    private static func architectures(_ profile: JSONValue, _ host: HostFacts) -> JSONValue? {
        guard let map = profile["archMap"]?.array else { return profile["architectures"] }
        let names = [
            "amd64": "SCMP_ARCH_X86_64", "arm64": "SCMP_ARCH_AARCH64", "s390x": "SCMP_ARCH_S390X",
            "riscv64": "SCMP_ARCH_RISCV64", "ppc64le": "SCMP_ARCH_PPC64LE", "arm": "SCMP_ARCH_ARM",
            "386": "SCMP_ARCH_X86",
        ]
        guard let native = names[host.architecture] else { return nil }
        let others = map.first { $0["architecture"]?.string == native }?["subArchitectures"]?.array ?? []
        // Distributions' kernels leave x32 off, and a filter that does not know it ends whoever calls it; each
        // architecture costs the start of every container some 5 ms.
        return .array([.string(native)] + others.filter { $0.string != "SCMP_ARCH_X32" })
    }

    private static func applies(_ rule: JSONValue, _ capabilities: Set<String>, _ host: HostFacts) -> Bool {
        func strings(_ group: String, _ key: String) -> [String] {
            (rule[group]?[key]?.array ?? []).compactMap(\.string)
        }
        let onlyOn = strings("includes", "arches")
        if !onlyOn.isEmpty, !onlyOn.contains(host.architecture) { return false }
        if strings("excludes", "arches").contains(host.architecture) { return false }
        if !strings("includes", "caps").allSatisfy(capabilities.contains) { return false }
        if strings("excludes", "caps").contains(where: capabilities.contains) { return false }
        if let minimum = rule["includes"]?["minKernel"]?.string {
            let version = minimum.split(separator: ".").prefix(2).compactMap { Int($0) }
            if host.kernel.lexicographicallyPrecedes(version) { return false }
        }
        return true
    }

    private static func rule(_ rule: JSONValue) -> JSONValue? {
        let names = rule["names"]?.array ?? rule["name"].map { [$0] } ?? []
        guard !names.isEmpty else { return nil }
        var result: JSONValue = ["names": .array(names), "action": rule["action"] ?? "SCMP_ACT_ALLOW"]
        result["errnoRet"] = rule["errnoRet"]
        if let conditions = rule["args"]?.array, !conditions.isEmpty { result["args"] = .array(conditions) }
        return result
    }
}
