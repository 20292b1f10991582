import CLinux
import Glibc

/// Namespaces that last without a process, because a bind mount holds them.
enum Namespaces {
    enum Kind: String, Sendable {
        case network = "net"
        case ipc, uts

        fileprivate var flag: Int32 {
            switch self {
            case .network: Int32(CL_NEW_NETWORK)
            case .ipc: Int32(CL_NEW_IPC)
            case .uts: Int32(CL_NEW_UTS)
            }
        }
    }

    /// Makes new namespaces and pins each at `directory/KIND`; in them the host name is set, `lo` is up, and the
    /// kernel parameters have their values.
    static func create(
        _ kinds: [Kind], in directory: String, hostname: String, sysctls: [String: String]
    ) async throws {
        try await Blocking.onOwnThread {
            try check(cl_unshare(kinds.reduce(0) { $0 | $1.flag }), "unshare namespaces")
            if kinds.contains(.uts) { try check(cl_set_hostname(hostname), "set the host name \(hostname)") }
            if kinds.contains(.network) { try check(cl_interface_up("lo"), "bring up lo") }
            for (name, value) in sysctls.sorted(by: { $0.key < $1.key }) { try set(sysctl: name, to: value) }
            for kind in kinds {
                let path = "\(directory)/\(kind.rawValue)"
                try Files.write([], to: path)
                try Mounts.bind("/proc/thread-self/ns/\(kind.rawValue)", to: path)
            }
        }
    }

    private static func set(sysctl name: String, to value: String) throws(LinuxError) {
        // Kubernetes takes both `net.core.somaxconn` and `net/core/somaxconn`.
        let path = name.contains("/") ? name : String(name.map { $0 == "." ? "/" : $0 })
        try Files.set("/proc/sys/\(path)", value)
    }
}
