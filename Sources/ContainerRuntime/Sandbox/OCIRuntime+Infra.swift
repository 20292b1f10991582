import Glibc
import KubernetesAPI

/// The process that is the first of a shared process namespace, and reaps what others leave: Debian's `catatonit -P`.
extension OCIRuntime {
    private func infraID(_ spec: SandboxSpec) -> String { "\(spec.podUID)_infra" }

    /// Runs it as a container of its own, for it must show the others no more of the machine than they may see.
    func startInfra(_ spec: SandboxSpec, _ pod: PodPaths) async throws {
        guard let catatonit = Tool.find("catatonit") else {
            throw RuntimeError(
                .machine, "A pod that shares its process namespace needs catatonit: install its package.")
        }
        try Files.makeDirectory("\(pod.infra)/rootfs", mode: 0o755)
        try Files.write(infraConfig(spec, pod, catatonit).encoded(), to: "\(pod.infra)/config.json")
        try await DetachedCommand.run(
            runtime, "run", ["--detach", "--pid-file", "\(pod.infra)/pid"], bundle: pod.infra, id: infraID(spec),
            reactor: reactor)
        guard let pid = infraPID(pod) else { throw RuntimeError(.create, "catatonit left no pid.") }
        try Files.write([], to: pod.namespace("pid"))
        try Mounts.bind("/proc/\(pid)/ns/pid", to: pod.namespace("pid"))
    }

    func stopInfra(_ spec: SandboxSpec, _ pod: PodPaths) async throws {
        guard Files.exists(pod.infra) else { return }
        try await runtime.delete(infraID(spec))
    }

    func isInfraAlive(_ pod: PodPaths) -> Bool {
        guard let pid = infraPID(pod), let command = (try? Files.text("/proc/\(pid)/cmdline")).flatMap({ $0 }) else {
            return false
        }
        return command.hasPrefix("/catatonit")
    }

    private func infraPID(_ pod: PodPaths) -> Int32? {
        // Unreadable is as good as gone.
        (try? Files.text("\(pod.infra)/pid")).flatMap { $0 }.flatMap { Int32(trimmed($0)) }
    }

    private func infraConfig(_ spec: SandboxSpec, _ pod: PodPaths, _ catatonit: String) -> JSONValue {
        let namespaces = ContainerNamespaces(
            network: spec.hostNetwork ? nil : pod.namespace("net"), ipc: spec.hostIPC ? nil : pod.namespace("ipc"),
            uts: spec.hostNetwork ? nil : pod.namespace("uts"), pid: "")
        return [
            "ociVersion": "1.0.2",
            "process": [
                "user": ["uid": 65535, "gid": 65535], "args": ["/catatonit", "-P"], "env": [], "cwd": "/",
                "capabilities": ["bounding": [], "effective": [], "permitted": []], "noNewPrivileges": true,
            ],
            "root": ["path": "rootfs", "readonly": true],
            "mounts": [
                ["destination": "/proc", "type": "proc", "source": "proc"],
                ["destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "size=64k"]],
                [
                    "destination": "/catatonit", "type": "bind", "source": .string(catatonit),
                    "options": ["bind", "ro"],
                ],
            ],
            "linux": [
                "cgroupsPath": .string("\(Cgroups.pod(spec.podUID))/infra"),
                "namespaces": namespaces.json(unifiedCgroups: host.unifiedCgroups),
                "resources": ["devices": [["allow": false, "access": "rwm"]]],
                "maskedPaths": .array(RuntimeConfig.maskedPaths.map { .string($0) }),
                "readonlyPaths": .array(RuntimeConfig.readOnlyPaths.map { .string($0) }),
                "seccomp": Seccomp.convert(seccompProfile, capabilities: [], host: host),
            ],
        ]
    }
}
