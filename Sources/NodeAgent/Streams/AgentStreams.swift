internal import ContainerRuntime
internal import KubernetesAPI
internal import StreamProtocols

/// The kubelet's exec, attach and log endpoints for the pods of this node.
struct AgentStreams: NodeStreams {
    let directory: any ContainerDirectory
    let runtime: any PodRuntime
    let watcher: FileWatcher

    func prepareExec(_ container: ContainerReference, command: [String], options: RemoteCommandOptions) async throws
        -> any PreparedSession
    {
        let view = try await directory.view(container)
        guard let id = view.runningID else { throw StreamErrors.containerNotFound(container.container) }
        return ExecSession(runtime: runtime, id: id, command: command, io: ProcessIO(options, tty: options.tty))
    }

    func prepareAttach(_ container: ContainerReference, options: RemoteCommandOptions) async throws
        -> any PreparedSession
    {
        let view =
            try await options.waitsForStart ? directory.viewWhenCreated(container) : directory.view(container)
        guard let id = view.runningID ?? view.createdID else {
            throw StreamErrors.containerNotFound(container.container)
        }
        var io = ProcessIO(options, tty: view.container.tty)
        io.stdin = options.stdin && view.container.stdin
        // Who joins ahead of the start is to have all of it, however soon the container is done.
        io.fromStart = options.waitsForStart
        return AttachSession(runtime: runtime, id: id, io: io)
    }

    func logs(_ container: ContainerReference, options: LogOptions) async throws
        -> any AsyncSequence<[UInt8], any Error> & Sendable
    {
        let view = try await directory.view(container)
        let (path, run) = try logPath(view, pod: container.pod, previous: options.previous)
        let selection = LogSelection(options, now: .now)
        var following: LogStream.Following?
        if options.follow, !options.previous, view.slot.run?.id == run.id {
            following = try follow(path, run.id, container)
        }
        let reader = try await blocking { try LogFileReader(path: path, selection: selection) }
        return LogStream(reader: reader, following: following)
    }

    private func follow(_ path: String, _ id: ContainerID, _ container: ContainerReference) throws
        -> LogStream.Following
    {
        let (wakeups, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let endWatch = try watcher.watch(path, continuation)
        let exits = directory.exits
        let key = exits.add(id, continuation)
        continuation.onTermination = { _ in
            endWatch()
            exits.remove(id, key)
        }
        let directory = directory
        return LogStream.Following(wakeups: wakeups) {
            // A pod that is not known any more writes nothing.
            guard let view = try? await directory.view(container) else { return true }
            return view.runningID != id
        }
    }
}

private struct ExecSession: PreparedSession {
    let runtime: any PodRuntime
    let id: ContainerID
    let command: [String]
    let io: ProcessIO
    var tty: Bool { io.tty }

    func run(_ session: some RemoteCommandSession) async {
        do {
            let process = try await runtime.exec(id, command: command, options: io)
            await SessionPump(process: process).run(session, reportsExitCode: true)
        } catch {
            await session.finish(.failed("error executing command in container: \(error)"))
        }
    }
}

private struct AttachSession: PreparedSession {
    let runtime: any PodRuntime
    let id: ContainerID
    let io: ProcessIO
    var tty: Bool { io.tty }

    func run(_ session: some RemoteCommandSession) async {
        do {
            let process = try await runtime.attach(id, options: io)
            await SessionPump(process: process).run(session, reportsExitCode: false)
        } catch {
            await session.finish(.failed("error attaching to container: \(error)"))
        }
    }
}

extension ProcessIO {
    fileprivate init(_ options: RemoteCommandOptions, tty: Bool) {
        self.init()
        stdin = options.stdin
        stdout = options.stdout
        // A terminal has one output.
        stderr = options.stderr && !tty
        self.tty = tty
    }
}

extension LogSelection {
    fileprivate init(_ options: LogOptions, now: Timestamp) {
        timestamps = options.timestamps
        since = options.sinceTime ?? options.sinceSeconds.map { now.adding(seconds: -$0) }
        tailLines = options.tailLines
        limitBytes = options.limitBytes
    }
}
