#if canImport(Glibc)
    internal import Glibc
#endif

extension Kubeconfig {
    /// Where a client looks if nobody says otherwise and there is no kubeconfig: Mayfly's own server on this machine.
    public static let localServerPath = "/var/lib/mayfly/admin.kubeconfig"

    /// Finds the configuration as kubectl does: the file given, else the files of `$KUBECONFIG`, else `~/.kube/config`, else
    /// the local Mayfly server's.
    public static func load(explicitPath: String?) throws -> Kubeconfig {
        try load(explicitPath: explicitPath) { getenv($0).map { String(cString: $0) } }
    }

    static func load(explicitPath: String?, environment: (String) -> String?) throws -> Kubeconfig {
        if let explicitPath { return try Kubeconfig(text: contents(of: explicitPath), path: explicitPath) }
        if let list = environment("KUBECONFIG"), !list.isEmpty {
            var merged = Kubeconfig()
            for path in list.split(separator: ":").map(String.init) where exists(path) {
                merged.merge(try Kubeconfig(text: contents(of: path), path: path))
            }
            return merged
        }
        let home = environment("HOME") ?? "/root"
        for path in ["\(home)/.kube/config", localServerPath] where exists(path) {
            return try Kubeconfig(text: contents(of: path), path: path)
        }
        return Kubeconfig()
    }

    private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private static func contents(of path: String) throws -> String {
        String(decoding: try readFile(path), as: UTF8.self)
    }
}

/// Reads a whole small file. Throws a ``KubeconfigError`` in the words of the system.
func readFile(_ path: String) throws -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw KubeconfigError("open \(path): \(String(cString: strerror(errno)))") }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16384)
    while true {
        let count = read(file, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw KubeconfigError("read \(path): \(String(cString: strerror(errno)))") }
        if count == 0 { return bytes }
        bytes += buffer[..<count]
    }
}
