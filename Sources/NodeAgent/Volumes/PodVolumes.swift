internal import ContainerRuntime
internal import Glibc
internal import KubernetesAPI

/// A pod's volumes and files on disk. Every call blocks and may be repeated after a crash.
struct PodVolumes: Sendable {
    let directory: PodDirectory

    /// Sets up every volume of the pod; what went wrong with which.
    func prepare(_ context: ResolutionContext, at now: Timestamp) -> [VolumeProblem] {
        let group = context.pod.spec.securityContext?.fsGroup
        return context.pod.spec.volumes.compactMap { volume in
            do {
                try prepare(volume, group: group, context, at: now)
                return nil
            } catch {
                return VolumeProblem(volume: volume.name, message: "\(error)")
            }
        }
    }

    private func prepare(_ volume: Volume, group: Int64?, _ context: ResolutionContext, at now: Timestamp) throws {
        if let source = volume.hostPath { return try prepareHostPath(source.path, type: source.type ?? "") }
        let path = directory.volume(volume.name)
        if let files = try payload(of: volume, context) {
            try Files.makeDirectory(path)
            try AtomicWriter.write(files, to: path, at: now)
            if let group { try FileTree.giveToGroup(path, group, readOnly: true) }
            return
        }
        let kind = volume.json.object?.keys.first { $0 != "name" }
        guard kind == nil || kind == "emptyDir" else {
            throw ResolutionError(
                "the volume source \"\(kind ?? "")\" is not supported on this node; use emptyDir, hostPath, configMap, "
                    + "secret, downwardAPI or projected")
        }
        try prepareEmptyDirectory(volume.emptyDir, at: path, group: group)
    }

    private func prepareEmptyDirectory(_ source: EmptyDirVolumeSource?, at path: String, group: Int64?) throws {
        let medium = source?.medium ?? ""
        guard medium == "" || medium == "Memory" else {
            throw ResolutionError("the emptyDir medium \"\(medium)\" is not supported on this node; use \"\" or Memory")
        }
        let isNew = try Files.kind(path) == nil
        try Files.makeDirectory(path)
        if medium == "Memory", try !Mounts.isMountPoint(path) {
            try Mounts.memory(at: path, size: source?.sizeLimit?.value, mode: 0o777)
        } else if !isNew {
            return  // it may be in use, with modes of the pod's own
        }
        guard chmod(path, 0o777) == 0 else { throw FileError("chmod", path) }
        if let group { try FileTree.giveToGroup(path, group, readOnly: false) }
    }

    /// Writes the files that Kubernetes manages in every container; after the sandbox, because of its addresses.
    func writeNetworkFiles(of pod: Pod, addresses: [String], node: String) throws {
        try Files.makeDirectory(directory.root, mode: 0o750)
        let name = podHostname(of: pod, node: node)
        let machineHosts = pod.spec.hostNetwork ? try Files.read("/etc/hosts") ?? [] : []
        let hosts = hostsFile(
            of: pod, addresses: addresses, hostname: name, hostFile: String(decoding: machineHosts, as: UTF8.self))
        try Files.write(Array(hosts.utf8), to: directory.hosts)
        try Files.write(Array("\(name)\n".utf8), to: directory.hostname)
        let resolver = resolverFile(of: pod, hostFile: try machineResolver(hostNetwork: pod.spec.hostNetwork))
        try Files.write(Array(resolver.utf8), to: directory.resolver)
    }

    /// Everything that is mounted into a run of a container, parents before children.
    func mounts(for container: Container, attempt: Int, in pod: Pod, _ environment: ResolvedEnvironment) throws
        -> [ContainerMount]
    {
        var mounts: [ContainerMount] = []
        for (index, mount) in container.volumeMounts.enumerated() {
            guard let volume = pod.spec.volumes.first(where: { $0.name == mount.name }) else {
                throw ResolutionError(
                    "cannot find volume \"\(mount.name)\" to mount into container \"\(container.name)\"")
            }
            var source = volume.hostPath?.path ?? directory.volume(volume.name)
            if let subPath = try subPath(of: mount, environment), !subPath.isEmpty {
                let point = directory.subPath(container.name, attempt: attempt, index: index)
                do {
                    if try !Mounts.isMountPoint(point) { try SubPath.mount(subPath, of: source, at: point) }
                } catch {
                    throw ResolutionError(
                        "failed to prepare subPath for volumeMount \"\(mount.name)\" of container "
                            + "\"\(container.name)\": \(error)")
                }
                source = point
            }
            let destination = mount.mountPath.hasPrefix("/") ? mount.mountPath : "/\(mount.mountPath)"
            var result = ContainerMount(
                source: source, destination: destination, readOnly: mount.readOnly || volume.isConfiguration)
            result.propagation = propagation(mount.mountPropagation)
            mounts.append(result)
        }
        try addManagedFiles(for: container, attempt: attempt, to: &mounts)
        return mounts.enumerated().sorted {
            let (left, right) = (depth($0.element.destination), depth($1.element.destination))
            return left == right ? $0.offset < $1.offset : left < right
        }.map(\.element)
    }

    private func subPath(of mount: VolumeMount, _ environment: ResolvedEnvironment) throws -> String? {
        guard !mount.subPathExpr.isEmpty else { return mount.subPath }
        var missing: String?
        let path = expandReferences(mount.subPathExpr) { name in
            if environment[name] == nil { missing = name }
            return environment[name]
        }
        if let missing { throw ResolutionError("missing value for \"\(missing)\"") }
        return path
    }

    private func addManagedFiles(for container: Container, attempt: Int, to mounts: inout [ContainerMount]) throws {
        func add(_ source: String, _ destination: String) {
            guard !mounts.contains(where: { $0.destination == destination }) else { return }
            mounts.append(ContainerMount(source: source, destination: destination))
        }
        add(directory.hosts, "/etc/hosts")
        add(directory.hostname, "/etc/hostname")
        add(directory.resolver, "/etc/resolv.conf")
        guard !container.terminationMessagePath.isEmpty else { return }
        let log = directory.terminationLog(container.name, attempt: attempt)
        try Files.makeDirectory("\(directory.root)/termination", mode: 0o750)
        // The container may run as any user.
        try Files.write([], to: log, mode: 0o666)
        add(log, container.terminationMessagePath)
    }

    private func propagation(_ mode: String?) -> String {
        switch mode {
        case "HostToContainer": "rslave"
        case "Bidirectional": "rshared"
        default: "rprivate"
        }
    }

    private func depth(_ path: String) -> Int { path.split(separator: "/").count }

    /// Unmounts and removes all of it. Nothing of the pod may run any more.
    func tearDown() throws {
        try Mounts.unmountAll(below: directory.root)
        try FileTree.remove(directory.root)
    }
}

extension Volume {
    /// Whether its content comes from the API; such volumes are read-only in containers.
    fileprivate var isConfiguration: Bool {
        configMap != nil || secret != nil || downwardAPI != nil || projected != nil
    }
}
