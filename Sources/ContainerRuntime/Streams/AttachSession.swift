import Synchronization

/// One client joined to a container's standard streams: output from its log, input through conmon.
final class AttachSession: ContainerProcess {
    let output: any AsyncSequence<ProcessOutput, any Error> & Sendable

    private let id: ContainerID
    private let table: ContainerTable
    private let signal: LogSignal
    private let input: AttachInput?
    private let watches: Mutex<[Watch]>

    init(
        _ entry: ContainerTable.Entry, output: LogFollower, input: AttachInput?, table: ContainerTable,
        files: FileWatcher
    ) throws {
        id = entry.record.id
        self.table = table
        self.input = input
        self.output = output
        signal = output.signal
        let growth = try files.watch(output.path, .modified) { [signal] _ in signal.ring() }
        watches = Mutex([growth, table.whenEnded(id) { [signal] _ in signal.finish() }])
    }

    func write(_ bytes: [UInt8]) async throws {
        guard let input else {
            throw RuntimeError(.io, "The container has no standard input, or it was not asked for.")
        }
        try await input.write(bytes)
    }

    func closeInput() async { input?.finish() }

    /// Sets the size on the terminal itself. conmon's own control pipe loses the last of several changes in a row: its
    /// reader looks at the first line of what it got for each of them.
    func resize(columns: UInt16, rows: UInt16) async {
        guard let entry = table[id], let pid = entry.pid, let process = entry.process else { return }
        Terminal.resize(of: pid, columns: columns, rows: rows) { process.isAlive }
    }

    func waitForExit() async throws -> Int32 {
        switch await table.end(of: id)?.state {
        case .exited(let code, _, _, _): return code
        default: throw RuntimeError(.io, "The exit code of container \"\(id.name)\" is not known.")
        }
    }

    func close() async {
        for watch in watches.withLock({ $0 }) { watch.cancel() }
        input?.close()
        signal.finish()
    }
}
