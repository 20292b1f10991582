import SystemPackage

extension OCIRuntime {
    public func attach(_ id: ContainerID, options: ProcessIO) async throws -> any ContainerProcess {
        guard let entry = table[id] else { throw RuntimeError(.notFound, "container not found (\"\(id.name)\")") }
        let paths = layout.container(id)
        // Connected before anything is read: whoever sees output can already answer.
        var input: AttachInput?
        if options.stdin, entry.spec.stdin, !entry.hasEnded {
            do {
                input = try await AttachInput(path: paths.attachSocket, reactor: reactor)
            } catch let error as LinuxError {
                // conmon closes the socket shortly before it tells of the exit.
                guard error.errno == .connectionRefused || error.errno == .noSuchFileOrDirectory else { throw error }
            }
        }
        let isFirst = try isFirst(entry, paths)
        let offset = try isFirst || options.fromStart ? 0 : LogFollower.end(of: paths.log)
        let output = LogFollower(path: paths.log, offset: offset, streams: options, signal: LogSignal())
        return try AttachSession(entry, output: output, input: input, table: table, files: files)
    }

    /// Whether this is the first joining of an interactive container, which begins at its first byte. Noted in a file, so
    /// that it stays so over a restart of the server.
    private func isFirst(_ entry: ContainerTable.Entry, _ paths: ContainerPaths) throws -> Bool {
        guard entry.spec.stdin || entry.spec.tty else { return false }
        do {
            try Files.write([], to: paths.attached, exclusively: true)
            return true
        } catch {
            guard error.errno == .fileExists else { throw error }
            return false
        }
    }
}
