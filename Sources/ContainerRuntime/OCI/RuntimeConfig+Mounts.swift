import KubernetesAPI

extension RuntimeConfig {
    /// The usual file systems, then the pod's mounts, parents before what lies below them. A mount of the pod's at the
    /// same place replaces a usual one.
    func mounts() -> JSONValue {
        let own = spec.mounts.enumerated().sorted {
            (depth($0.element.destination), $0.offset) < (depth($1.element.destination), $1.offset)
        }.map(\.element)
        let taken = Set(own.map { withoutTrailingSlash($0.destination) })
        return .array(
            usual.filter { !taken.contains($0["destination"]?.string ?? "") }
                + own.map { mount in
                    Self.mount(
                        mount.destination, "bind", mount.source,
                        ["rbind", mount.propagation, mount.readOnly ? "ro" : "rw"])
                })
    }

    private var usual: [JSONValue] {
        let access = spec.privileged ? "rw" : "ro"
        return [
            Self.mount("/proc", "proc", "proc", ["nosuid", "noexec", "nodev"]),
            Self.mount("/dev", "tmpfs", "tmpfs", ["nosuid", "strictatime", "mode=755", "size=65536k"]),
            Self.mount(
                "/dev/pts", "devpts", "devpts",
                ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"]),
            Self.mount("/dev/mqueue", "mqueue", "mqueue", ["nosuid", "noexec", "nodev"]),
            Self.mount("/sys", "sysfs", "sysfs", ["nosuid", "noexec", "nodev", access]),
            Self.mount("/sys/fs/cgroup", "cgroup", "cgroup", ["nosuid", "noexec", "nodev", "relatime", access]),
            Self.mount("/dev/shm", "bind", sharedMemory, ["rbind", "rprivate", "rw"]),
        ]
    }

    private static func mount(_ destination: String, _ type: String, _ source: String, _ options: [String]) -> JSONValue
    {
        [
            "destination": .string(destination), "type": .string(type), "source": .string(source),
            "options": .array(options.map { .string($0) }),
        ]
    }

    private func depth(_ path: String) -> Int { path.split(separator: "/").count }

    private func withoutTrailingSlash(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
