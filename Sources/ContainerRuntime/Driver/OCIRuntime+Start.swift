import Glibc
import Logging
import SystemPackage

extension OCIRuntime {
    public func startContainer(_ id: ContainerID) async throws -> ContainerRecord {
        guard let entry = table[id] else { throw RuntimeError(.notFound, "container not found (\"\(id.name)\")") }
        guard entry.record.state == .created else { return entry.record }
        let paths = layout.container(id)
        let startedAt = Self.now()
        // Before the process can do anything, the container counts as started, and is never started again.
        try Files.replace(paths.started, with: Array(String(startedAt).utf8), durable: false)
        do {
            try await entry.runtime.run(["start", id.description], failure: .start, reactor: reactor)
        } catch {
            try await abandon(id, paths: paths, startedAt: startedAt)
            throw error
        }
        let record = table.update(id) { entry in
            if case .created = entry.record.state, let pid = entry.pid {
                entry.record.state = .running(pid: pid, startedAt: startedAt)
            }
            return entry.record
        }
        shelterMonitor(paths)
        guard let record else { throw RuntimeError(.notFound, "container not found (\"\(id.name)\")") }
        return record
    }

    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func pid(_ paths: ContainerPaths) -> Int32? {
        // A pid file that cannot be read is as good as none.
        (try? Files.text(paths.pid)).flatMap { $0 }.flatMap { Int32(trimmed($0)) }
    }

    /// A container whose start failed is over, with the code that Kubernetes gives it, and its reason was thrown.
    private func abandon(_ id: ContainerID, paths: ContainerPaths, startedAt: Double) async throws {
        let entry = table.update(id) { entry in
            entry.isAbandoned = true
            return entry
        }
        try await entry?.runtime.delete(id.description)
        try Files.replace(paths.exit, with: Array("128".utf8), durable: false)
        _ = table.update(id) { entry in
            entry.record.state = .exited(
                code: 128, outOfMemory: false, startedAt: startedAt, finishedAt: Self.now())
        }
    }

    /// conmon must not end with our service; moving it takes long, and nobody has to wait.
    private func shelterMonitor(_ paths: ContainerPaths) {
        Blocking.later { [cgroups, logger] in
            do {
                guard let pid = try Files.text(paths.monitorPID).flatMap({ Int32(trimmed($0)) }) else { return }
                try cgroups.shelter(pid, in: "conmon")
            } catch let error as LinuxError where error.errno == .noSuchProcess {
                // It has ended meanwhile.
            } catch {
                logger.warning("conmon stays in the server's cgroup", metadata: ["error": "\(error)"])
            }
        }
    }

    public func signal(_ id: ContainerID, _ signal: Int32) async throws {
        guard let entry = table[id], !entry.hasEnded else { return }
        try entry.process?.send(signal)
    }
}
