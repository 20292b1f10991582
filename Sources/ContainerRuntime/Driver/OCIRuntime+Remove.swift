import Glibc

extension OCIRuntime {
    public func removeContainer(_ id: ContainerID) async throws {
        try layout.validate(id)
        let paths = layout.container(id)
        let entry = table[id]
        if let entry, !entry.hasEnded {
            // Killing it ourselves and waiting for the event is faster than the runtime, which polls.
            try entry.process?.send(SIGKILL)
            _ = await table.end(of: id)
        }
        let runtime = try entry?.runtime ?? Records.read(ContainerFile.self, paths.record)?.runtime ?? self.runtime
        try await runtime.delete(id.description)
        try await removeFiles(of: id, paths)
        table.remove(id)
    }

    /// Unmounts and removes everything of a container but its log.
    func removeFiles(of id: ContainerID, _ paths: ContainerPaths) async throws {
        try await Blocking.run { [layout, cgroups, group = cgroup(of: id)] in
            try Mounts.unmountAll(below: paths.bundle)
            try cgroups.remove(group)
            try Files.remove("\(layout.exits)/\(id)")
            try Files.removeTree(paths.bundle)
            try Files.removeTree(paths.data)
        }
        try await images.release(owner: id.description)
    }
}
