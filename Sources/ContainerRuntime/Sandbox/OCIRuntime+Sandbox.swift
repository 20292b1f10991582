import Logging
import Synchronization

extension OCIRuntime {
    public func createSandbox(_ spec: SandboxSpec) async throws -> Sandbox {
        try layout.validate(spec.podUID)
        if let sandbox = sandboxes.withLock({ $0[spec.podUID] }), try await isWhole(sandbox) { return sandbox }
        let pod = layout.pod(spec.podUID)
        do {
            try await clearSandbox(spec)
            // Written first, so that whatever the next steps leave in a crash is found and removed.
            var file = SandboxFile(
                sandbox: Sandbox(spec: spec, addresses: []), isComplete: false, bootID: bootID)
            try Files.makeDirectory(pod.data)
            try Records.write(file, to: pod.record, durable: false)
            file.sandbox.addresses = try await makeSandbox(spec, pod)
            file.isComplete = true
            try Records.write(file, to: pod.record, durable: false)
            sandboxes.withLock { [file] in $0[spec.podUID] = file.sandbox }
            return file.sandbox
        } catch {
            do {
                try await clearSandbox(spec)
            } catch let second {
                logger.error(
                    "a sandbox that could not be made left something behind",
                    metadata: ["pod": "\(spec.podUID)", "error": "\(second)"])
            }
            throw error
        }
    }

    /// Makes its parts; the pod's addresses.
    private func makeSandbox(_ spec: SandboxSpec, _ pod: PodPaths) async throws -> [String] {
        var kinds: [Namespaces.Kind] = spec.hostNetwork ? [] : [.network, .uts]
        if !spec.hostIPC { kinds.append(.ipc) }
        try await Blocking.run { [cgroups] in
            try Files.makeDirectory(pod.namespaces, mode: 0o755)
            if !spec.hostIPC {
                try Files.makeDirectory(pod.sharedMemory, mode: 0o755)
                try Mounts.sharedMemory(at: pod.sharedMemory)
            }
            try cgroups.createPod(spec.podUID, spec.resources)
        }
        if !kinds.isEmpty {
            let sysctls = Self.defaultSysctls(spec).merging(spec.sysctls) { $1 }
            try await Namespaces.create(
                kinds, in: pod.namespaces, hostname: spec.hostname, sysctls: sysctls)
        }
        let addresses =
            spec.hostNetwork
            ? HostAddresses.current()
            : try await network.add(spec, namespacePath: pod.namespace("net"), result: "\(pod.run)/cni.json")
        if spec.shareProcessNamespace, !spec.hostPID { try await startInfra(spec, pod) }
        return addresses
    }

    /// As containerd has them for Kubernetes: any user may ping and listen on low ports, in the pod's own network.
    private static func defaultSysctls(_ spec: SandboxSpec) -> [String: String] {
        guard !spec.hostNetwork else { return [:] }
        return ["net.ipv4.ping_group_range": "0 2147483647", "net.ipv4.ip_unprivileged_port_start": "0"]
    }

    /// Whether everything of a sandbox is still there.
    func isWhole(_ sandbox: Sandbox) async throws -> Bool {
        let pod = layout.pod(sandbox.spec.podUID)
        let mounted = Set(try Mounts.points(below: pod.run))
        if !sandbox.spec.hostNetwork, !mounted.contains(pod.namespace("net")) { return false }
        if !sandbox.spec.hostIPC, !mounted.contains(pod.namespace("ipc")) { return false }
        if sandbox.spec.shareProcessNamespace, !sandbox.spec.hostPID { return isInfraAlive(pod) }
        return true
    }

    public func removeSandbox(podUID: String) async throws {
        try layout.validate(podUID)
        let pod = layout.pod(podUID)
        for name in Files.list(pod.containers) {
            for attempt in Files.list("\(pod.containers)/\(name)").compactMap({ Int($0) }) {
                try await removeContainer(ContainerID(podUID: podUID, name: name, attempt: attempt))
            }
        }
        // Without a record there may still be an address: the network needs no more than the pod's UID to give it back.
        let known = sandboxes.withLock { $0[podUID] }?.spec
        let recorded = try Records.read(SandboxFile.self, pod.record)?.sandbox.spec
        try await clearSandbox(
            known ?? recorded ?? SandboxSpec(podUID: podUID, namespace: "", name: "", hostname: ""))
        try await Blocking.run {
            try Mounts.unmountAll(below: pod.data)
            try Files.removeTree(pod.data)
        }
    }

    /// Removes what a sandbox has on this machine, but not its directory of data. Repeatable.
    func clearSandbox(_ spec: SandboxSpec) async throws {
        let pod = layout.pod(spec.podUID)
        sandboxes.withLock { $0[spec.podUID] = nil }
        try await stopInfra(spec, pod)
        if Files.exists(pod.run), !spec.hostNetwork {
            try await network.remove(
                spec, namespacePath: pod.namespace("net"), result: "\(pod.run)/cni.json")
        }
        try await Blocking.run { [cgroups] in
            try Mounts.unmountAll(below: pod.run)
            try cgroups.remove(Cgroups.pod(spec.podUID))
            try Files.removeTree(pod.run)
            try Files.remove(pod.record)
        }
    }
}
