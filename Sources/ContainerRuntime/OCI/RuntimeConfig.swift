import KubernetesAPI

/// What a container's `config.json` is built from, everything looked up beforehand.
struct RuntimeConfig: Sendable {
    var spec: ContainerSpec
    var image: ImageConfiguration
    var user: ResolvedUser
    var rootDirectory: String
    var cgroupPath: String
    var namespaces: ContainerNamespaces
    /// The pod's, mounted at `/dev/shm`.
    var sharedMemory: String
    var hostname: String
    var host: HostFacts
    /// A profile in containers-common's format or OCI's; nil: unconfined.
    var seccompProfile: JSONValue?
    /// The machine's devices, for a privileged container.
    var devices: [HostDevice] = []
    var annotations: [(name: String, value: String)] = []

    /// What had to be given up, as warnings for the log.
    struct Result: Sendable {
        var json: JSONValue
        var clamped: [String]
    }

    /// Builds the OCI runtime configuration (runtime-spec 1.0.2) with the defaults of Kubernetes' runtimes.
    func build() throws(RuntimeError) -> Result {
        var clamped: [String] = []
        var json: JSONValue = ["ociVersion": "1.0.2"]
        json["process"] = try process(&clamped)
        json["root"] = ["path": .string(rootDirectory), "readonly": .bool(spec.readOnlyRootFilesystem)]
        json["mounts"] = mounts()
        json["annotations"] = .object(JSONObject(annotations.map { (key: $0.name, value: .string($0.value)) }))
        json["linux"] = linux()
        return Result(json: json, clamped: clamped)
    }

    var capabilities: [String] {
        Capabilities.resolve(
            added: spec.addedCapabilities, dropped: spec.droppedCapabilities, privileged: spec.privileged,
            available: host.capabilities)
    }

    private func linux() -> JSONValue {
        var linux: JSONValue = ["cgroupsPath": .string(cgroupPath)]
        linux["namespaces"] = namespaces.json(unifiedCgroups: host.unifiedCgroups && !spec.privileged)
        linux["resources"] = resources()
        if spec.privileged {
            linux["devices"] = .array(devices.map(\.json))
        } else {
            linux["maskedPaths"] = .array(Self.maskedPaths.map { .string($0) })
            linux["readonlyPaths"] = .array(Self.readOnlyPaths.map { .string($0) })
            linux["seccomp"] = seccompProfile.map {
                Seccomp.convert($0, capabilities: Set(capabilities), host: host)
            }
        }
        let propagations = spec.mounts.map(\.propagation)
        if propagations.contains("rshared") {
            linux["rootfsPropagation"] = "rshared"
        } else if propagations.contains("rslave") {
            linux["rootfsPropagation"] = "rslave"
        }
        return linux
    }

    private func resources() -> JSONValue {
        var resources: JSONValue = ["devices": [["allow": .bool(spec.privileged), "access": "rwm"]]]
        var cpu = JSONObject()
        cpu["shares"] = spec.resources.cpuShares.map { .number(JSONNumber($0)) }
        cpu["quota"] = spec.resources.cpuQuota.map { .number(JSONNumber($0)) }
        cpu["period"] = spec.resources.cpuPeriod.map { .number(JSONNumber($0)) }
        if !cpu.isEmpty { resources["cpu"] = .object(cpu) }
        if let limit = spec.resources.memoryLimit {
            resources["memory"] = ["limit": .number(JSONNumber(limit))]
        }
        return resources
    }

    static let maskedPaths = [
        "/proc/asound", "/proc/acpi", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats",
        "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware",
        "/sys/devices/virtual/powercap",
    ]
    static let readOnlyPaths = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]
}

/// Paths of the namespaces a container joins; an empty path makes a new one, nil leaves the host's.
struct ContainerNamespaces: Sendable, Equatable {
    var network: String?
    var ipc: String?
    var uts: String?
    var pid: String?

    func json(unifiedCgroups: Bool) -> JSONValue {
        var list: [JSONValue] = []
        for (type, path) in [("pid", pid), ("network", network), ("ipc", ipc), ("uts", uts)] {
            guard let path else { continue }
            list.append(path.isEmpty ? ["type": .string(type)] : ["type": .string(type), "path": .string(path)])
        }
        list.append(["type": "mount"])
        // Only in v2 does a namespace of its own show the container no more than its own group.
        if unifiedCgroups { list.append(["type": "cgroup"]) }
        return .array(list)
    }
}
