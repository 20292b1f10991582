import Glibc
import Synchronization

extension OCIRuntime {
    public func inventory() async throws -> RuntimeInventory {
        RuntimeInventory(
            sandboxes: sandboxes.withLock { Array($0.values) }.sorted { $0.spec.podUID < $1.spec.podUID },
            containers: table.all.map(\.record).sorted { $0.id.description < $1.id.description })
    }

    /// Takes back what is on disk: running containers are watched again, half-made things are removed.
    func recover() async throws {
        for uid in Files.list(layout.pods) {
            let pod = layout.pod(uid)
            for name in Files.list(pod.containers) {
                for attempt in Files.list("\(pod.containers)/\(name)").compactMap({ Int($0) }) {
                    try await recover(ContainerID(podUID: uid, name: name, attempt: attempt))
                }
            }
            try await recoverSandbox(uid)
        }
        // What lies under /run without a record belongs to a removal that was cut short.
        for uid in Files.list("\(layout.run)/pods") where !Files.exists(layout.pod(uid).record) {
            try await removeSandbox(podUID: uid)
        }
    }

    /// A sandbox that is not whole (its making was cut short, or the machine was rebooted) goes, but for the pod's files.
    private func recoverSandbox(_ uid: String) async throws {
        guard let file = try Records.read(SandboxFile.self, layout.pod(uid).record) else { return }
        if file.isComplete, file.bootID == bootID, try await isWhole(file.sandbox) {
            sandboxes.withLock { $0[uid] = file.sandbox }
        } else {
            try await clearSandbox(file.sandbox.spec)
        }
    }

    private func recover(_ id: ContainerID) async throws {
        let paths = layout.container(id)
        guard let file = try Records.read(ContainerFile.self, paths.record) else {
            return try await removeFiles(of: id, paths)
        }
        func ended(_ state: ContainerRecord.State) {
            table.insert(
                .init(
                    record: .init(
                        id: id, uniqueID: file.uniqueID, imageID: file.spec.imageID, state: state, logPath: paths.log),
                    spec: file.spec, runtime: file.runtime))
        }
        if let end = self.ended(paths) { return ended(end) }
        if file.bootID != bootID { return ended(.lost) }
        let started = try Files.text(paths.started).flatMap { Double(trimmed($0)) }
        if let pid = Self.pid(paths), let monitor = liveMonitor(file, paths) {
            let state = started.map { ContainerRecord.State.running(pid: pid, startedAt: $0) } ?? .created
            return try adopt(file, paths: paths, pid: pid, monitor: monitor, state: state)
        }
        // conmon may have ended between the two looks.
        if let end = self.ended(paths) { return ended(end) }
        try await file.runtime.delete(id.description)
        if started != nil { return ended(.lost) }
        try await removeFiles(of: id, paths)
    }

    /// The container's conmon, if the process with the noted pid is still that.
    private func liveMonitor(_ file: ContainerFile, _ paths: ContainerPaths) -> Int32? {
        // Unreadable means gone.
        guard let pid = (try? Files.text(paths.monitorPID)).flatMap({ $0 }).flatMap({ Int32(trimmed($0)) }),
            let command = (try? Files.text("/proc/\(pid)/cmdline")).flatMap({ $0 }), command.contains(file.uniqueID)
        else { return nil }
        return pid
    }
}
