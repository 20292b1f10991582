import Glibc
import KubernetesAPI
import Logging

extension OCIRuntime {
    public func createContainer(_ spec: ContainerSpec, in sandbox: Sandbox) async throws {
        try layout.validate(spec.id)
        if table[spec.id] != nil { return }
        guard let image = try await images.find(spec.imageID) else {
            throw RuntimeError(.create, "image \(spec.imageReference) is not present on this machine")
        }
        let paths = layout.container(spec.id)
        let file = ContainerFile(spec: spec, uniqueID: Self.makeUniqueID(), bootID: bootID, runtime: runtime)
        do {
            // Until the container's files are removed, nobody removes the layers they are mounted on.
            try await images.hold(image.id, for: spec.id.description)
            let joined = try namespaces(of: spec, in: sandbox)
            try await prepare(file, image: image, sandbox: sandbox, namespaces: joined.namespaces, paths: paths)
            // The record is on disk before this returns, and so before `start`: after a reboot it says that the
            // container was there, and it is not made again. The disk works while the runtime does.
            async let durable: Void = Blocking.run { try Files.synchronise(paths.record) }
            let created = try await conmon.create(
                spec, uniqueID: file.uniqueID, paths: paths, runtime: runtime, layout: layout, reactor: reactor)
            try await durable
            withExtendedLifetime(joined) {}
            try adopt(file, paths: paths, pid: created.pid, monitor: created.monitor, state: .created)
        } catch {
            try await discard(file, paths: paths, because: error)
            throw error
        }
    }

    private static func makeUniqueID() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let digits = String(generator.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// Makes the directories, mounts the image and writes `config.json`.
    private func prepare(
        _ file: ContainerFile, image: ImageRecord, sandbox: Sandbox, namespaces: ContainerNamespaces,
        paths: ContainerPaths
    ) async throws {
        let pod = layout.pod(file.spec.id.podUID)
        let profile = try profile(of: file.spec)
        let clamped = try await Blocking.run { [host, cgroups, cgroup] in
            for directory in [paths.data, paths.upper, paths.work, paths.bundle, Files.directory(of: paths.log)] {
                try Files.makeDirectory(directory)
            }
            // The container's "/" takes its mode from here; processes of other users must get in.
            try Files.makeDirectory(paths.root, mode: 0o755)
            chmod(paths.upper, 0o755)
            try Records.write(file, to: paths.record, durable: false)
            try Mounts.overlay(layers: image.layers, upper: paths.upper, work: paths.work, at: paths.root)
            let user = try ImageAccounts(rootDirectory: paths.root)
                .resolve(imageUser: image.configuration.user, spec: file.spec)
            let config = RuntimeConfig(
                spec: file.spec, image: image.configuration, user: user, rootDirectory: paths.root,
                cgroupPath: cgroup(file.spec.id), namespaces: namespaces,
                sharedMemory: sandbox.spec.hostIPC ? "/dev/shm" : pod.sharedMemory,
                hostname: sandbox.spec.hostname, host: host, seccompProfile: profile,
                devices: file.spec.privileged ? HostDevice.all() : [],
                annotations: [
                    ("io.kubernetes.pod.namespace", sandbox.spec.namespace),
                    ("io.kubernetes.pod.name", sandbox.spec.name),
                    ("io.kubernetes.pod.uid", sandbox.spec.podUID), ("io.kubernetes.container.name", file.spec.id.name),
                    ("io.kubernetes.container.image", file.spec.imageReference),
                ])
            _ = cgroups
            let built = try config.build()
            try Files.write(built.json.encoded(), to: paths.config)
            return built.clamped
        }
        warn(clamped)
    }

    private func profile(of spec: ContainerSpec) throws -> JSONValue? {
        switch spec.seccomp {
        case .unconfined: return nil
        case .runtimeDefault: return seccompProfile
        case .file(let path):
            guard let bytes = try Files.read(path), let profile = try? JSONValue.parse(bytes) else {
                throw RuntimeError(.create, "cannot load seccomp profile \"\(path)\": no such file, or no JSON")
            }
            return profile
        }
    }

    /// What the container joins; the descriptor keeps a target's namespace until the runtime has it.
    private func namespaces(
        of spec: ContainerSpec, in sandbox: Sandbox
    ) throws -> (namespaces: ContainerNamespaces, held: Descriptor?) {
        let pod = layout.pod(spec.id.podUID)
        var namespaces = ContainerNamespaces()
        if !sandbox.spec.hostNetwork {
            namespaces.network = pod.namespace("net")
            namespaces.uts = pod.namespace("uts")
        }
        if !sandbox.spec.hostIPC { namespaces.ipc = pod.namespace("ipc") }
        switch spec.processNamespace {
        case .container: namespaces.pid = ""
        case .node: namespaces.pid = nil
        case .pod: namespaces.pid = pod.namespace("pid")
        case .target(let target):
            let held = try processNamespace(of: target)
            // Named by our descriptor, not by the target's pid, which might pass to another process meanwhile.
            namespaces.pid = "/proc/\(getpid())/fd/\(held.raw)"
            return (namespaces, held)
        }
        return (namespaces, nil)
    }

    private func processNamespace(of target: ContainerID) throws -> Descriptor {
        guard let entry = table[target] else {
            throw RuntimeError(.configuration, "unable to find target container \(target.name)")
        }
        let gone = RuntimeError(.create, "invalid target container: container \"\(target.name)\" is not running")
        guard let pid = entry.pid, let process = entry.process else { throw gone }
        // Looked at after opening: then it was the target's, and not that of a later process with its pid.
        guard let namespace = try? Descriptor.open("/proc/\(pid)/ns/pid", O_RDONLY), process.isAlive else { throw gone }
        return namespace
    }

    /// Watches a container that is there.
    func adopt(
        _ file: ContainerFile, paths: ContainerPaths, pid: Int32, monitor: Int32, state: ContainerRecord.State
    ) throws {
        let id = file.spec.id
        let process = try? Descriptor.process(pid)  // it may have ended already; then its conmon tells
        table.insert(
            .init(
                record: .init(
                    id: id, uniqueID: file.uniqueID, imageID: file.spec.imageID, state: state, logPath: paths.log),
                spec: file.spec, runtime: file.runtime, pid: pid, process: process))
        do {
            let watch = try reactor.whenReadable(try Descriptor.process(monitor)) { [weak self] in
                self?.monitorEnded(id)
            }
            _ = table.update(id) { $0.monitorWatch = watch }
            if table[id]?.hasEnded == true { watch.cancel() }
        } catch {
            monitorEnded(id)
        }
    }

    /// Removes what a failed creation left; a fault on the way is logged, for the first one is what counts.
    private func discard(_ file: ContainerFile, paths: ContainerPaths, because reason: any Error) async throws {
        do {
            try await file.runtime.delete(file.spec.id.description)
            try await removeFiles(of: file.spec.id, paths)
        } catch {
            logger.error(
                "a container that could not be created left something behind",
                metadata: ["container": "\(file.spec.id)", "error": "\(error)", "reason": "\(reason)"])
        }
    }
}
