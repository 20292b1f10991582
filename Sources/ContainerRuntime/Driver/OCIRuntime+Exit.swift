import Glibc

extension OCIRuntime {
    /// conmon has written a container's exit code.
    func exitAppeared(_ name: String) {
        let parts = name.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let attempt = Int(parts[2]) else { return }
        let id = ContainerID(podUID: parts[0], name: parts[1], attempt: attempt)
        if table[id] == nil { _ = unlink("\(layout.exits)/\(name)") }
        noteExit(id)
    }

    /// conmon has ended: regularly, after writing the exit code, or killed, and then the code is lost.
    func monitorEnded(_ id: ContainerID) {
        // An ended process stays readable; it must not be watched any longer.
        table.update(id) { $0.monitorWatch }??.cancel()
        noteExit(id)
        guard let entry = table[id], !entry.hasEnded else { return }
        // Without conmon nobody reads its output or learns how it ends.
        try? entry.process?.send(SIGKILL)
        table.finish(id, .lost)
    }

    private func noteExit(_ id: ContainerID) {
        guard let entry = table[id], !entry.hasEnded, let end = ended(layout.container(id)) else { return }
        // Those beside a first process that shared its process namespace would go on without it.
        if entry.spec.processNamespace != .container { cgroups.kill(cgroup(of: id)) }
        table.finish(id, end)
    }

    /// How the container ended, from the files conmon left; nil if there is no code.
    func ended(_ paths: ContainerPaths) -> ContainerRecord.State? {
        // A file that cannot be read counts as not there: a later event, or the next start, tries again.
        guard let text = (try? Files.text(paths.exit)).flatMap({ $0 }), let code = Int32(trimmed(text)) else {
            return nil
        }
        let started = (try? Files.text(paths.started)).flatMap { $0 }.flatMap { Double(trimmed($0)) }
        return .exited(
            code: code, outOfMemory: Files.exists(paths.oom), startedAt: started,
            finishedAt: Files.modificationTime(paths.exit) ?? Self.now())
    }
}
