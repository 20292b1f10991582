/// Where the agent keeps what belongs to a pod: `DATA_DIR/agent/UID/`. The runtime has a directory of its own; volumes lie
/// apart from it so that no removal of a sandbox can run into a mounted volume.
struct PodDirectory: Sendable {
    let root: String

    init(dataDirectory: String, podUID: String) { root = "\(PodDirectory.base(dataDirectory))/\(podUID)" }

    static func base(_ dataDirectory: String) -> String { "\(dataDirectory)/agent" }

    func volume(_ name: String) -> String { "\(root)/volumes/\(name)" }
    func subPath(_ container: String, attempt: Int, index: Int) -> String {
        "\(root)/subpaths/\(container)/\(attempt)/\(index)"
    }
    func terminationLog(_ container: String, attempt: Int) -> String { "\(root)/termination/\(container)_\(attempt)" }
    var hosts: String { "\(root)/hosts" }
    var hostname: String { "\(root)/hostname" }
    var resolver: String { "\(root)/resolv.conf" }
    /// One file for each ephemeral container that was ever started.
    var started: String { "\(root)/started" }
}
