import CLinux
import Glibc
import Synchronization

/// A further process in a container, run by the runtime's `exec`, whose exit code is the process's.
final class ExecProcess: ContainerProcess {
    let output: any AsyncSequence<ProcessOutput, any Error> & Sendable

    private let child: ChildProcess
    private let streams: ExecStreams
    private let reactor: Reactor
    private let directory: String
    /// Part of the cgroup path of everything in the pod.
    private let podUID: String
    private let input: Mutex<Descriptor?>

    init(_ child: ChildProcess, streams: ExecStreams, reactor: Reactor, directory: String, podUID: String) {
        // Input must be held in one place only, or closing it would not be seen.
        input = Mutex(streams.input)
        var streams = streams
        streams.input = nil
        self.child = child
        self.streams = streams
        self.reactor = reactor
        self.directory = directory
        self.podUID = podUID
        output = PipeOutput(sources: streams.output, reactor: reactor)
    }

    func write(_ bytes: [UInt8]) async throws {
        guard let descriptor = input.withLock({ $0 }) else {
            throw RuntimeError(.io, "The process's input is closed, or was not asked for.")
        }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written: Int
            do {
                written = try rest.withUnsafeBytes { buffer in
                    Result { () throws(LinuxError) in try descriptor.write(buffer) }
                }.get()
            } catch {
                throw RuntimeError(.io, "The process reads no more input.")
            }
            rest = rest.dropFirst(written)
            if written == 0 { try await reactor.wait([descriptor], .writable) }
        }
    }

    func closeInput() async {
        // A terminal has no end of its own for input.
        if streams.controller == nil { input.withLock { $0 = nil } }
    }

    /// The runtime passes the size of our terminal on to the process's; but not if it changes before it listens, so the
    /// process's own is set as well.
    func resize(columns: UInt16, rows: UInt16) async {
        guard let controller = streams.controller else { return }
        _ = cl_set_window_size(controller.raw, columns, rows)
        guard let pid else { return }
        Terminal.resize(of: pid, columns: columns, rows: rows) { child.exitCode == nil }
    }

    /// In the container, as this machine counts.
    private var pid: Int32? {
        // Unreadable means that it never ran.
        (try? Files.text("\(directory)/pid")).flatMap { $0 }.flatMap { Int32(trimmed($0)) }
    }

    func waitForExit() async throws -> Int32 {
        let code = await child.wait()
        cleanUp()
        return code
    }

    func close() async {
        input.withLock { $0 = nil }
        if child.exitCode == nil { hangUp() }
        cleanUp()
    }

    /// Kills the process in the container, and the runtime beside it.
    private func hangUp() {
        // Gone meanwhile is what is wanted.
        if let pid, let process = try? Descriptor.process(pid),
            let groups = (try? Files.text("/proc/\(pid)/cgroup")).flatMap({ $0 }), groups.contains("/pod\(podUID)/")
        {
            try? process.send(SIGKILL)
        }
        child.signal(SIGKILL)
    }

    private func cleanUp() {
        // The pod's removal takes what cannot be removed now.
        try? Files.removeTree(directory)
    }
}

/// Our ends of an exec'd process's streams, and those it gets.
struct ExecStreams: Sendable {
    var input: Descriptor?
    var output: [PipeOutput.Source] = []
    /// Of a terminal.
    var controller: Descriptor?
    var process: [Descriptor] = []

    init() {}

    init(_ options: ProcessIO) throws {
        let null = try Descriptor.open("/dev/null", O_RDWR)
        if options.tty {
            try openTerminal(options)
            return
        }
        process = [null, null, null]
        if options.stdin {
            let pipe = try Descriptor.pipe()
            try pipe.write.setNonblocking()
            (input, process[0]) = (pipe.write, pipe.read)
        }
        for (wanted, index) in [(options.stdout, 1), (true, 2)] where wanted {
            let pipe = try Descriptor.pipe()
            try pipe.read.setNonblocking()
            // Larger than the usual 64 KiB, for fewer changes between us and a fast writer; a limit may forbid it.
            _ = cl_set_pipe_size(pipe.read.raw, 1 << 20)
            process[index] = pipe.write
            output.append(.init(descriptor: pipe.read, isError: index == 2))
        }
    }

    private mutating func openTerminal(_ options: ProcessIO) throws {
        var (ours, theirs): (Int32, Int32) = (-1, -1)
        try check(cl_open_terminal(&ours, &theirs, 80, 24), "open a terminal")
        let controller = Descriptor(ours)
        let terminal = Descriptor(theirs)
        try controller.setNonblocking()
        self.controller = controller
        process = [terminal, terminal, terminal]
        output = [.init(descriptor: controller, isError: false)]
        if options.stdin { input = try controller.duplicate() }
    }
}
