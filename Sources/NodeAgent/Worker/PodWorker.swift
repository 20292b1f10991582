internal import ContainerRuntime
internal import KubernetesAPI
internal import Logging

/// Owns one pod on this node: feeds its state machine and does what it says. All of its work ends with ``run()``.
actor PodWorker {
    let context: WorkerContext
    let identity: PodIdentity
    let volumes: PodVolumes
    let publisher: StatusPublisher
    var lifecycle: PodLifecycle
    var sandbox: Sandbox?
    /// When the tokens in the pod's volumes are to be renewed; nil where it has none.
    var tokensDue: Timestamp?
    /// Images found for launches that are under way.
    var images: [String: ImageRecord] = [:]
    /// Containers that are created and not yet known to run.
    var created: [String: ContainerID] = [:]
    /// Who waits for a container to be created.
    var viewers: [Int: AsyncStream<Void>.Continuation] = [:]
    var lastViewer = 0
    private let isRecovered: Bool
    private var timers: [LifecycleTimer: Int] = [:]
    private let inbox: AsyncStream<LifecycleEvent>
    private nonisolated let submission: AsyncStream<LifecycleEvent>.Continuation

    init(pod: Pod, recovered: RecoveredPod?, sandbox: Sandbox?, context: WorkerContext) {
        self.context = context
        self.sandbox = sandbox
        identity = PodIdentity(pod)
        volumes = PodVolumes(
            directory: PodDirectory(dataDirectory: context.dataDirectory, podUID: pod.metadata.uid))
        publisher = StatusPublisher(pod: identity, known: pod.status, api: context.api, logger: context.logger)
        isRecovered = recovered != nil
        lifecycle =
            recovered.map { PodLifecycle(pod: pod, recovering: $0, at: context.now()) }
            ?? PodLifecycle(pod: pod, at: context.now())
        (inbox, submission) = AsyncStream.makeStream()
    }

    /// Tells the worker what happened; never waits.
    nonisolated func submit(_ event: LifecycleEvent) { submission.yield(event) }

    /// An exit told by the runtime; reads what the container left to say first.
    func exited(_ record: ContainerRecord) async {
        submit(.exited(record, message: await terminationMessage(of: record)))
    }

    /// Works until the pod is gone from here, or until cancelled; containers go on in either case but the first.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.publisher.run() }
            let now = context.now()
            let first = isRecovered ? lifecycle.resume(at: now) : lifecycle.handle(.podChanged(lifecycle.pod), at: now)
            var isFinished = perform(first, in: &group)
            var events = inbox.makeAsyncIterator()
            while !isFinished, let event = await events.next() {
                isFinished = perform(lifecycle.handle(event, at: context.now()), in: &group)
                if case .exited(let record, _) = event { context.exits.tell(record.id) }
                tellViewers()
            }
            if isFinished, lifecycle.ending == .deleted { await removeFromAPI() }
            group.cancelAll()
            for viewer in viewers.values { viewer.finish() }
        }
    }

    /// Starts every action; whether the pod is done with.
    private func perform(_ actions: [LifecycleAction], in group: inout DiscardingTaskGroup) -> Bool {
        var publish = false
        var isFinished = false
        for action in actions {
            switch action {
            case .record(let note): context.api.record(note, about: identity)
            case .publishStatus: publish = true
            case .setTimer(let timer, let time): setTimer(timer, time, in: &group)
            case .deletePod, .finish: isFinished = true
            case .prepareVolumes: group.addTask { await self.prepareVolumes() }
            case .createSandbox: group.addTask { await self.createSandbox() }
            case .removeSandbox: group.addTask { await self.removeSandbox() }
            case .fetchImage(let name, let mayPull): group.addTask { await self.fetchImage(name, mayPull: mayPull) }
            case .launch(let name, let attempt): group.addTask { await self.launch(name, attempt: attempt) }
            case .stop(let id): group.addTask { await self.stop(id) }
            case .kill(let id): group.addTask { await self.kill(id) }
            case .discard(let id): group.addTask { await self.discard(id) }
            case .startProbes(let name, let attempt):
                group.addTask { await self.probe(name, attempt: attempt) }
            }
        }
        if publish {
            let status = lifecycle.status(at: context.now(), context: statusContext)
            publisher.publish(status)
        }
        return isFinished
    }

    var statusContext: StatusContext {
        StatusContext(runtime: context.runtime.name, hostAddresses: context.hostAddresses)
    }

    private func setTimer(_ timer: LifecycleTimer, _ time: Timestamp, in group: inout DiscardingTaskGroup) {
        let number = (timers[timer] ?? 0) + 1
        timers[timer] = number
        let delay = max(0, time.milliseconds(since: context.now()) + 1)
        group.addTask {
            guard (try? await Task.sleep(for: .milliseconds(delay))) != nil else { return }  // the worker has ended
            await self.fire(timer, number)
        }
    }

    private func fire(_ timer: LifecycleTimer, _ number: Int) {
        // One that was set anew does not fire for its first time.
        if timers[timer] == number { submit(.timer(timer)) }
    }

    /// The pod's last words: its final status, then the deletion the API waits for.
    private func removeFromAPI() async {
        publisher.publish(lifecycle.status(at: context.now(), context: statusContext))
        await publisher.send()
        var delay = Duration.milliseconds(200)
        while !Task.isCancelled {
            do {
                return try await context.api.removePod(identity)
            } catch let error as StatusError where error.status.code == 404 || error.status.code == 409 {
                return
            } catch {
                context.logger.warning(
                    "cannot remove a pod", metadata: ["pod": "\(identity.name)", "error": "\(error)"])
                // A cancelled sleep ends the loop by its condition.
                try? await Task.sleep(for: delay)
                delay = min(delay * 2, .seconds(10))
            }
        }
    }
}
