import Crypto
import Glibc
import KubernetesAPI
import SystemPackage

/// Checks at start that this machine can run pods. What was found good is remembered until the next boot.
struct Preflight: Sendable {
    let layout: RuntimeLayout
    let cgroups: Cgroups
    let host: HostFacts
    let bootID: String
    let reactor: Reactor

    static let seccompPath = "/usr/share/containers/seccomp.json"

    func requirePrivileges() throws(RuntimeError) {
        guard host.capabilities.contains("CAP_SYS_ADMIN"), geteuid() == 0 else {
            throw RuntimeError(.machine, "Running pods needs root with CAP_SYS_ADMIN: start the server as root.")
        }
        guard !cgroups.hierarchies.isEmpty else {
            throw RuntimeError(.machine, "No cgroups are mounted: mount a cgroup2 file system at /sys/fs/cgroup.")
        }
    }

    func seccompProfile() throws -> JSONValue {
        guard let bytes = try Files.read(Self.seccompPath) else {
            throw RuntimeError(
                .machine,
                "The default seccomp profile \(Self.seccompPath) is missing: "
                    + "install the package golang-github-containers-common.")
        }
        return try JSONValue.parse(bytes)
    }

    /// Tries an overlay mount in the data directory.
    func requireOverlay() throws {
        let marker = "\(layout.run)/overlay-works"
        if try Files.text(marker) == bootID { return }
        let probe = "\(layout.data)/.overlay-probe"
        try Mounts.unmountAll(below: probe)
        try Files.removeTree(probe)
        for name in ["lower", "upper", "work", "root"] { try Files.makeDirectory("\(probe)/\(name)") }
        do {
            try Mounts.overlay(
                layers: ["\(probe)/lower"], upper: "\(probe)/upper", work: "\(probe)/work", at: "\(probe)/root")
        } catch {
            try Files.removeTree(probe)
            let advice =
                error.errno.rawValue == ENODEV
                ? "load the kernel module overlay (modprobe overlay)"
                : "choose a data directory on ext4 or xfs, not on another overlay"
            throw RuntimeError(.machine, "overlayfs does not work in \(layout.data) (\(error.errno)): \(advice).")
        }
        try Mounts.unmount("\(probe)/root")
        try Files.removeTree(probe)
        try Files.replace(marker, with: Array(bootID.utf8), durable: false)
    }

    /// The runtime asked for, or for `auto` the first that can create a container here: crun, which is faster, or runc.
    func chooseRuntime(_ wanted: String) async throws -> RuntimeBinary {
        let candidates = wanted == "auto" ? ["crun", "runc"] : [wanted]
        var failures: [String] = []
        for candidate in candidates {
            guard let path = Tool.find(candidate) else { continue }
            do {
                return try await prove(path)
            } catch let error as RuntimeError {
                failures.append("\(candidate): \(error.message)")
            }
        }
        if failures.isEmpty {
            let packages = wanted == "auto" ? "crun or runc" : wanted
            throw RuntimeError(.machine, "The OCI runtime \(wanted) is missing: install the package \(packages).")
        }
        throw RuntimeError(
            .machine, "No OCI runtime can create a container on this machine (\(failures.joined(separator: "; "))).")
    }

    /// A positive finding holds for the same binary, boot and cgroup mounts.
    private func prove(_ path: String) async throws -> RuntimeBinary {
        let path = try Files.realPath(path)
        let mounts = cgroups.hierarchies.map(\.path).joined(separator: " ")
        let key = "\(path) \(Files.modificationTime(path) ?? 0) \(bootID) \(mounts)"
        let digest = SHA256.hash(data: Array(key.utf8)).prefix(8).map { String($0, radix: 16) }.joined()
        let finding = "\(layout.run)/runtime-\(digest).json"
        if let known = try Records.read(RuntimeBinary.self, finding) { return known }
        let binary = try await identify(path)
        try await createProbe(binary)
        try Records.write(binary, to: finding, durable: false)
        return binary
    }

    private func identify(_ path: String) async throws -> RuntimeBinary {
        let outcome = try await Tool.run(path, ["--version"])
        let words = outcome.output.split(whereSeparator: \.isWhitespace).map(String.init)
        guard outcome.succeeded, words.count > 2, words[1] == "version" else {
            throw RuntimeError(.machine, "it does not answer to --version as an OCI runtime does")
        }
        return RuntimeBinary(name: words[0], version: words[2], path: path, root: layout.runtimeRoot(words[0]))
    }

    /// Creates and deletes a container whose process is never started; that takes namespaces, cgroups and mounts.
    private func createProbe(_ binary: RuntimeBinary) async throws {
        let id = "probe-\(UInt32.random(in: 0...UInt32.max))"
        let bundle = "\(layout.run)/\(id)"
        let group = "\(Cgroups.root)/\(id)"
        try Files.makeDirectory("\(bundle)/rootfs", mode: 0o755)
        let config: JSONValue = [
            "ociVersion": "1.0.2",
            "process": [
                "user": ["uid": 0, "gid": 0], "args": ["/probe"], "env": [], "cwd": "/",
                "capabilities": ["bounding": [], "effective": [], "permitted": []], "noNewPrivileges": true,
            ],
            "root": ["path": "rootfs", "readonly": true],
            "mounts": [
                ["destination": "/proc", "type": "proc", "source": "proc"],
                ["destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "size=64k"]],
                [
                    "destination": "/probe", "type": "bind", "source": .string(binary.path), "options": ["bind", "ro"],
                ],
            ],
            "linux": [
                "cgroupsPath": .string(group),
                "namespaces": [
                    ["type": "pid"], ["type": "ipc"], ["type": "uts"], ["type": "network"], ["type": "mount"],
                ],
            ],
        ]
        try Files.write(config.encoded(), to: "\(bundle)/config.json")
        let outcome: Result<Void, any Error>
        do {
            try await DetachedCommand.run(binary, "create", bundle: bundle, id: id, reactor: reactor)
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        try await binary.delete(id)
        try await Blocking.run { [cgroups] in
            try cgroups.remove(group)
            try Files.removeTree(bundle)
        }
        try outcome.get()
    }
}
