import Glibc
import KubernetesAPI

extension OCIRuntime {
    public func exec(
        _ id: ContainerID, command: [String], options: ProcessIO
    ) async throws -> any ContainerProcess {
        guard let entry = table[id] else { throw RuntimeError(.notFound, "container not found (\"\(id.name)\")") }
        guard case .running = entry.record.state else {
            throw RuntimeError(.notRunning, "container \"\(id.name)\" is not running")
        }
        let paths = layout.container(id)
        guard let config = try Files.read(paths.config) else {
            throw RuntimeError(.notFound, "container not found (\"\(id.name)\")")
        }
        let directory = "\(paths.bundle)/exec-\(UInt64.random(in: 0...UInt64.max))"
        try Files.makeDirectory(directory)
        do {
            let process = ExecSpec.build(config: try JSONValue.parse(config), command: command, tty: options.tty)
            try Files.write(process.encoded(), to: "\(directory)/process.json")
            return try await start(id, entry.runtime, directory: directory, options: options)
        } catch {
            try Files.removeTree(directory)
            throw error
        }
    }

    /// Returns once the process runs; throws the runtime's reason if it does not come to that.
    private func start(
        _ id: ContainerID, _ runtime: RuntimeBinary, directory: String, options: ProcessIO
    ) async throws -> ExecProcess {
        var streams = try ExecStreams(options)
        let (signs, sign) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let pidFile = "\(directory)/pid"
        let watch = try files.watch(directory, .appeared) { if $0 == "pid" { sign.yield() } }
        defer { watch.cancel() }
        let child = try ChildProcess(
            .init(
                path: runtime.path,
                arguments: runtime.globalArguments + [
                    "exec", "--process", "\(directory)/process.json", "--pid-file", pidFile, id.description,
                ],
                environment: ["PATH=\(RuntimeConfig.defaultPath)"], directory: directory, descriptors: streams.process,
                controllingTerminal: options.tty),
            reactor: reactor)
        // Its ends must be open nowhere else, or the end of output would never come.
        streams.process = []
        child.whenEnded { _ in sign.yield() }
        for await _ in signs { break }
        let output = PipeOutput(sources: streams.output, reactor: reactor)
        let process = ExecProcess(
            child, streams: streams, reactor: reactor, directory: directory, podUID: id.podUID)
        streams = ExecStreams()
        if Task.isCancelled {
            await process.close()
            throw CancellationError()
        }
        if Files.exists(pidFile) { return process }
        var printed: [UInt8] = []
        for try await part in output {
            switch part {
            case .stdout(let bytes), .stderr(let bytes): printed += bytes
            }
        }
        let reason = RuntimeErrorText.clean(String(decoding: printed, as: UTF8.self))
        throw RuntimeError(.start, "OCI runtime exec failed: \(reason)")
    }
}
