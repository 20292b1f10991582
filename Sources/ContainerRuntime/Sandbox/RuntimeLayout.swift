import Crypto

/// Where everything lies. What must outlive a reboot is under the data directory, the rest under `/run/mayfly`.
struct RuntimeLayout: Sendable, Equatable {
    /// `DATA_DIR`, absolute and free of symbolic links.
    let data: String
    /// `/run/mayfly/INSTANCE`; the instance derives from the data directory, so that several servers run side by side.
    let run: String

    static let base = "/run/mayfly"
    /// host-local's leases, shared by every instance, so that no address is given twice.
    static let networks = "\(base)/networks"

    init(dataDirectory: String) throws {
        try Files.makeDirectory(dataDirectory)
        data = try Files.realPath(dataDirectory)
        let digest = SHA256.hash(data: Array(data.utf8)).prefix(5)
        run = "\(Self.base)/" + digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// Where conmon tells of exits, a file per container.
    var exits: String { "\(run)/exits" }
    var pods: String { "\(data)/pods" }
    func runtimeRoot(_ name: String) -> String { "\(run)/\(name)" }

    func pod(_ uid: String) -> PodPaths { PodPaths(data: "\(pods)/\(uid)", run: "\(run)/pods/\(uid)") }
    func container(_ id: ContainerID) -> ContainerPaths { pod(id.podUID).container(id.name, id.attempt) }

    /// Refuses names that would lead to another directory.
    func validate(_ id: ContainerID) throws(RuntimeError) {
        try validate(id.podUID)
        try validate(id.name)
    }

    func validate(_ name: String) throws(RuntimeError) {
        let allowed = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: ".")
        }
        guard allowed, !name.isEmpty, !name.hasPrefix("."), name.utf8.count <= 253 else {
            throw RuntimeError(.configuration, "\"\(name)\" cannot be the name of a pod or container on this machine.")
        }
    }
}

struct PodPaths: Sendable, Equatable {
    let data: String
    let run: String

    var record: String { "\(data)/sandbox.json" }
    var containers: String { "\(data)/containers" }
    var namespaces: String { "\(run)/ns" }
    func namespace(_ kind: String) -> String { "\(namespaces)/\(kind)" }
    var sharedMemory: String { "\(run)/shm" }
    var infra: String { "\(run)/infra" }

    func container(_ name: String, _ attempt: Int) -> ContainerPaths {
        ContainerPaths(
            data: "\(containers)/\(name)/\(attempt)", bundle: "\(run)/containers/\(name)/\(attempt)",
            log: "\(data)/logs/\(name)/\(attempt).log", relativeLog: "../../../logs/\(name)/\(attempt).log")
    }
}

struct ContainerPaths: Sendable, Equatable {
    let data: String
    let bundle: String
    let log: String
    /// The log as seen from ``data``: conmon cuts a path at a colon, and the data directory may have one.
    let relativeLog: String

    /// What it was made from; it is there before the container is.
    var record: String { "\(data)/container.json" }
    /// Holds the seconds since 1970; it is there before the process is started.
    var started: String { "\(data)/started" }
    /// Written by conmon.
    var exit: String { "\(data)/exit" }
    var oom: String { "\(data)/oom" }
    var upper: String { "\(data)/upper" }
    var work: String { "\(data)/work" }

    var root: String { "\(bundle)/rootfs" }
    var config: String { "\(bundle)/config.json" }
    var pid: String { "\(bundle)/pid" }
    var monitorPID: String { "\(bundle)/conmon.pid" }
    var attachSocket: String { "\(bundle)/attach" }
    /// There once somebody has joined it: then output no longer begins at the first byte.
    var attached: String { "\(bundle)/attached" }
}
