import KubernetesAPI

/// The rules for kernel settings of a pod.
enum SysctlValidation {
    static func validate(_ sysctls: Field, in spec: Field, _ findings: inout Findings) {
        let pattern = "([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?"
        var names: Set<String> = []
        for sysctl in sysctls.items {
            let name = sysctl["name"]
            if name.text.isEmpty {
                findings.required(name)
            } else if !isSysctl(name.text) {
                findings.invalid(name, "must have at most 253 characters and match regex ^\(pattern)$")
            } else if names.contains(name.text) {
                findings.duplicate(name)
            }
            names.insert(name.text)
            let space = space(name.text)
            if space == "net", spec["hostNetwork"].bool {
                findings.invalid(name, "may not be specified when 'hostNetwork' is true")
            } else if space == "ipc", spec["hostIPC"].bool {
                findings.invalid(name, "may not be specified when 'hostIPC' is true")
            }
        }
    }

    /// Which namespace a setting belongs to. The first separator tells whether dots or slashes separate.
    private static func space(_ name: String) -> String? {
        let separator = name.first { $0 == "." || $0 == "/" }
        let name = separator == "/" ? String(name.map { $0 == "." ? "/" : $0 == "/" ? "." : $0 }) : name
        if name.hasPrefix("net.") { return "net" }
        let isMessaging =
            name == "kernel.sem" || ["kernel.shm", "kernel.msg", "fs.mqueue."].contains(where: name.hasPrefix)
        return isMessaging ? "ipc" : nil
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
