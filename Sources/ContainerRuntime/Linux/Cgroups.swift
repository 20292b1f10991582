import Glibc

/// The control groups of this machine in any of the three layouts: v1, v2 or both (hybrid).
///
/// Pods live at `/mayfly/podUID`, their containers below; the runtime makes the containers' own.
struct Cgroups: Sendable, Equatable {
    /// A mounted hierarchy. `controllers` is empty for v2, where each group says itself what it has.
    struct Hierarchy: Sendable, Equatable {
        var path: String
        var controllers: [String]
        var isUnified: Bool
    }

    var hierarchies: [Hierarchy]

    /// Only v2 is there.
    var isUnified: Bool { !hierarchies.isEmpty && hierarchies.allSatisfy(\.isUnified) }

    static let root = "/mayfly"
    static func pod(_ uid: String) -> String { "\(root)/pod\(uid)" }

    init(mounts: [Mounts.Entry]) {
        var seen: Set<String> = []
        hierarchies = mounts.compactMap { mount in
            guard mount.type == "cgroup" || mount.type == "cgroup2", seen.insert(mount.point).inserted else {
                return nil
            }
            return Hierarchy(
                path: mount.point, controllers: mount.options.filter { $0 != "rw" && $0 != "ro" },
                isUnified: mount.type == "cgroup2")
        }
    }

    /// Makes the pod's group with its limits. The groups of controllers we set nothing on are left to the runtime.
    func createPod(_ uid: String, _ resources: CgroupResources) throws {
        for hierarchy in hierarchies {
            let group = hierarchy.path + Self.pod(uid)
            if hierarchy.isUnified {
                guard isUnified else { continue }
                try createUnified(group, below: hierarchy.path)
            } else if hierarchy.controllers.contains("cpu") || hierarchy.controllers.contains("memory") {
                try Files.makeDirectory(group, mode: 0o755)
            }
            for (file, value) in Self.settings(resources, hierarchy) { try Files.set("\(group)/\(file)", value) }
        }
    }

    private func createUnified(_ group: String, below root: String) throws {
        try Files.makeDirectory(group, mode: 0o755)
        for parent in [root, root + Self.root, group] {
            let offered = try Files.text("\(parent)/cgroup.controllers") ?? ""
            for controller in offered.split(whereSeparator: \.isWhitespace)
            where ["cpu", "cpuset", "memory", "pids", "io"].contains(controller) {
                // Refused where the machine withholds a controller; a limit that needs it fails below, by name.
                try? Files.set("\(parent)/cgroup.subtree_control", "+\(controller)")
            }
        }
    }

    /// The files and values by which a hierarchy is told the limits.
    static func settings(_ resources: CgroupResources, _ hierarchy: Hierarchy) -> [(file: String, value: String)] {
        var settings: [(String, String)] = []
        let period = resources.cpuPeriod ?? 100_000
        if hierarchy.isUnified {
            if let shares = resources.cpuShares {
                // The kernel's 1…10000 for v1's 2…262144, as every OCI runtime converts it.
                settings.append(("cpu.weight", String(1 + (max(shares, 2) - 2) * 9999 / 262142)))
            }
            if let quota = resources.cpuQuota {
                settings.append(("cpu.max", quota > 0 ? "\(quota) \(period)" : "max \(period)"))
            }
            if let limit = resources.memoryLimit { settings.append(("memory.max", String(limit))) }
            return settings
        }
        if hierarchy.controllers.contains("cpu") {
            if let shares = resources.cpuShares { settings.append(("cpu.shares", String(shares))) }
            if resources.cpuQuota != nil { settings.append(("cpu.cfs_period_us", String(period))) }
            if let quota = resources.cpuQuota { settings.append(("cpu.cfs_quota_us", String(quota))) }
        }
        if hierarchy.controllers.contains("memory"), let limit = resources.memoryLimit {
            settings.append(("memory.limit_in_bytes", String(limit)))
        }
        return settings
    }

    /// Kills every process in a group and below it; of a container whose first process was not the first of its
    /// process namespace, the others outlive it.
    func kill(_ group: String) {
        guard
            let tree = hierarchies.first(where: { $0.isUnified && isUnified })
                ?? hierarchies.first(where: { $0.controllers.contains("pids") }) ?? hierarchies.first
        else { return }
        for path in groups(below: tree.path + group) {
            // Gone meanwhile is what is wanted.
            let processes = (try? Files.text("\(path)/cgroup.procs")) ?? ""
            for pid in processes.split(separator: "\n").compactMap({ Int32($0) }) where pid > 0 {
                Glibc.kill(pid, SIGKILL)
            }
        }
    }

    /// Removes a group from every hierarchy, with those below it. Kernels let go of a killed process's group only once
    /// it is reaped, and v1 has no event for it: so this tries for up to two seconds. Blocks.
    func remove(_ group: String) throws {
        let unified = "/sys/fs/cgroup/unified"
        if !hierarchies.contains(where: { $0.path == unified }) {
            // crun makes its groups there even where nothing is mounted, as plain directories and files.
            try Files.removeTree(unified + group)
        }
        for hierarchy in hierarchies {
            for path in groups(below: hierarchy.path + group).reversed() {
                var tries = 0
                while rmdir(path) != 0, errno != ENOENT {
                    tries += 1
                    guard errno == EBUSY, tries < 400 else {
                        throw RuntimeError(
                            .io, "The cgroup \(path) cannot be removed: \(String(cString: strerror(errno))).")
                    }
                    if tries % 10 == 1 { kill(group) }
                    usleep(5000)
                }
            }
        }
    }

    /// The group and those below it, parents first; none if it is not there.
    private func groups(below path: String) -> [String] {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [] }
        return [path] + Files.list(path).flatMap { groups(below: "\(path)/\($0)") }
    }

    /// Moves a process into `/mayfly/GROUP` of the hierarchy by which systemd finds a service's processes, so that
    /// stopping our service does not end it. Takes some 10 ms on most kernels: not for the way to a prompt.
    func shelter(_ pid: Int32, in group: String) throws {
        guard
            let hierarchy = hierarchies.first(where: { $0.controllers.contains("name=systemd") })
                ?? hierarchies.first(where: \.isUnified)
        else { return }
        let path = "\(hierarchy.path)\(Self.root)/\(group)"
        try Files.makeDirectory(path, mode: 0o755)
        try Files.set("\(path)/cgroup.procs", String(pid))
    }
}
