import Glibc
import KubernetesAPI

/// conmon: the process beside each container that holds its standard streams, its log and its exit code, whatever
/// becomes of this server.
struct Conmon: Sendable {
    let path: String

    static func find() throws(RuntimeError) -> Conmon {
        let places = ["conmon", "/usr/libexec/podman/conmon", "/usr/local/libexec/podman/conmon"]
        guard let path = places.lazy.compactMap(Tool.find).first else {
            throw RuntimeError(.machine, "conmon is missing: install the package conmon.")
        }
        return Conmon(path: path)
    }

    /// The container's first process, created and waiting, and its conmon.
    struct Created: Sendable {
        var pid: Int32
        var monitor: Int32
    }

    /// Starts conmon, which has the runtime create the container in `paths.bundle`.
    func create(
        _ spec: ContainerSpec, uniqueID: String, paths: ContainerPaths, runtime: RuntimeBinary, layout: RuntimeLayout,
        reactor: Reactor
    ) async throws -> Created {
        let null = try Descriptor.open("/dev/null", O_RDWR)
        let (errorRead, errorWrite) = try Descriptor.pipe()
        let (syncRead, syncWrite) = try Descriptor.pipe()
        try syncRead.setNonblocking()
        try errorRead.setNonblocking()
        let process = try ChildProcess(
            .init(
                path: path, arguments: arguments(spec, uniqueID, paths, runtime, layout),
                environment: ["PATH=\(RuntimeConfig.defaultPath)", "_OCI_SYNCPIPE=3", "TMPDIR=\(layout.run)"],
                directory: paths.data, descriptors: [null, null, errorWrite, syncWrite]),
            reactor: reactor)
        // Only conmon may hold the writing ends now, or their end would never be seen.
        let message = try await Self.message(from: syncRead, reactor, whileOpen: [syncWrite, errorWrite])
        // The one we started forks and ends at once; until then its child's pid is not in the file.
        _ = await process.wait()
        guard let message else {
            let printed = (try? errorRead.read(upTo: 8192)) ?? []
            throw RuntimeError(
                .create, "conmon failed: \(RuntimeErrorText.clean(String(decoding: printed, as: UTF8.self)))")
        }
        guard let pid = message["pid"]?.int64.flatMap({ Int32(exactly: $0) }), pid > 0 else {
            let reason = RuntimeErrorText.clean(message["message"]?.string ?? "")
            throw RuntimeError(.create, "OCI runtime create failed: \(reason)")
        }
        guard let monitor = try Files.text(paths.monitorPID).flatMap({ Int32(trimmed($0)) }) else {
            throw RuntimeError(.create, "conmon left no pid in \(paths.monitorPID).")
        }
        return Created(pid: pid, monitor: monitor)
    }

    private func arguments(
        _ spec: ContainerSpec, _ uniqueID: String, _ paths: ContainerPaths, _ runtime: RuntimeBinary,
        _ layout: RuntimeLayout
    ) -> [String] {
        var arguments = [
            "--cid", spec.id.description, "--cuuid", uniqueID, "--name", spec.id.name, "--runtime", runtime.path,
            "--bundle", paths.bundle, "--persist-dir", paths.data, "--exit-dir", layout.exits,
            "--container-pidfile", paths.pid, "--conmon-pidfile", paths.monitorPID,
            "--log-path", "k8s-file:\(paths.relativeLog)", "--log-level", "error",
            // The socket goes into the bundle, without a symbolic link elsewhere.
            "--full-attach",
            // A log need not survive a power cut, and the sync would delay the exit code.
            "--no-sync-log",
        ]
        for argument in runtime.globalArguments { arguments += ["--runtime-arg", argument] }
        if spec.tty { arguments.append("--terminal") }
        if spec.stdin { arguments.append("--stdin") }
        if spec.stdin, !spec.stdinOnce { arguments.append("--leave-stdin-open") }
        return arguments
    }

    /// The one line that conmon writes: `{"pid": N}`, or `{"pid": -1, "message": "…"}`; nil if it ended without.
    private static func message(
        from pipe: Descriptor, _ reactor: Reactor, whileOpen: consuming [Descriptor]
    ) async throws -> JSONValue? {
        _ = consume whileOpen
        var line: [UInt8] = []
        while true {
            guard let part = try pipe.read(upTo: 16384) else {
                try await reactor.wait([pipe], .readable)
                continue
            }
            line += part
            if part.isEmpty && line.isEmpty { return nil }
            guard part.isEmpty || line.contains(UInt8(ascii: "\n")) else { continue }
            // conmon passes bytes of the runtime on that may be no valid JSON; then they are the message as they are.
            if let value = try? JSONValue.parse(line) { return value }
            return ["pid": -1, "message": .string(String(decoding: line, as: UTF8.self))]
        }
    }
}
