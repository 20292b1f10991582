internal import ContainerRuntime
internal import KubernetesAPI

/// What a restarted agent found on the machine about one pod.
struct RecoveredPod: Sendable {
    var sandboxAddresses: [String]?
    var records: [ContainerRecord] = []
    /// What the exited ones left as their termination messages.
    var messages: [ContainerID: String] = [:]
    /// How the images of the records are named, by their ids.
    var images: [String: RunImage] = [:]
    /// Ephemeral containers that were started once, whatever became of their records.
    var startedEphemerals: Set<String> = []
}

extension PodLifecycle {
    /// Takes a pod up again as it was found: what runs goes on, what has exited is told once, and what was started
    /// as an ephemeral container is never started again.
    init(pod: Pod, recovering found: RecoveredPod, at now: Timestamp) {
        self.init(pod: pod, at: now)
        if let addresses = found.sandboxAddresses {
            sandbox = .ready(addresses: addresses)
            self.addresses = addresses
        } else {
            self.addresses = pod.status.podIPs.map(\.ip)
        }
        let statuses =
            pod.status.containerStatuses + pod.status.initContainerStatuses + pod.status.ephemeralContainerStatuses
        for index in slots.indices {
            let records = found.records.filter { $0.id.name == slots[index].name }.sorted {
                $0.id.attempt < $1.id.attempt
            }
            let status = statuses.first { $0.name == slots[index].name }
            if let latest = records.last {
                adopt(index, latest, before: records.dropLast().last, status, found, at: now)
            } else {
                takeFromStatus(index, status, wasStarted: found.startedEphemerals.contains(slots[index].name))
            }
        }
    }

    private mutating func adopt(
        _ index: Int, _ record: ContainerRecord, before: ContainerRecord?, _ status: ContainerStatus?,
        _ found: RecoveredPod, at now: Timestamp
    ) {
        func run(_ record: ContainerRecord) -> ContainerRun {
            let image = found.images[record.imageID] ?? RunImage(name: slots[index].image, id: record.imageID)
            return ContainerRun(
                id: record.id, uniqueID: record.uniqueID, image: image, startedAt: nil, logPath: record.logPath)
        }
        var current = run(record)
        slots[index].attempt = record.id.attempt
        if let before {
            slots[index].lastTermination = Termination(
                run: run(before), record: before, message: found.messages[before.id] ?? "", at: now)
        } else {
            slots[index].lastTermination = status.flatMap {
                Termination(last: $0, attempt: record.id.attempt - 1, of: pod)
            }
        }
        switch record.state {
        case .running(_, let startedAt):
            current.startedAt = Timestamp(startedAt)
            slots[index].phase = .running(current)
            slots[index].hasStarted = status?.started ?? true
            slots[index].isReady = status?.ready ?? false
            if pod.spec.container(named: slots[index].name)?.hasProbes != true {
                (slots[index].hasStarted, slots[index].isReady) = (true, true)
            }
        case .exited, .lost, .created:
            slots[index].phase = .exited(
                Termination(run: current, record: record, message: found.messages[record.id] ?? "", at: now))
            (slots[index].hasStarted, slots[index].isReady) = (false, false)
        }
    }

    /// Nothing is left of a container but what the API says of it.
    private mutating func takeFromStatus(_ index: Int, _ status: ContainerStatus?, wasStarted: Bool) {
        let known = status.map { !$0.containerID.isEmpty } ?? false
        guard known || wasStarted else { return }
        let id = ContainerID(
            podUID: pod.metadata.uid, name: slots[index].name, attempt: Int(status?.restartCount ?? 0))
        slots[index].attempt = id.attempt
        let run = ContainerRun(
            id: id, uniqueID: status?.uniqueID ?? "",
            image: RunImage(name: status?.image ?? slots[index].image, id: status?.imageID ?? ""),
            startedAt: status?.state.running?.startedAt, logPath: "")
        var termination = Termination(lost: run)
        if let told = status?.state.terminated { termination = Termination(told, run: run) }
        slots[index].phase = .exited(termination)
        (slots[index].hasStarted, slots[index].isReady) = (false, false)
        slots[index].lastTermination = status.flatMap { Termination(last: $0, attempt: id.attempt - 1, of: pod) }
    }

    /// What a restarted agent has to do first: probes of running containers, timers of what waits.
    mutating func resume(at now: Timestamp) -> [LifecycleAction] {
        var actions: [LifecycleAction] = []
        for slot in slots {
            guard let run = slot.run, slot.role != .ephemeral,
                pod.spec.container(named: slot.name)?.hasProbes == true
            else { continue }
            actions.append(.startProbes(slot.name, attempt: run.id.attempt))
        }
        let wasStarted = slots.contains { $0.role != .ephemeral && $0.phase != .idle }
        if sandbox == .absent, wasStarted {
            let restarts = slots.contains { slot in
                slot.role == .regular && (slot.termination.map { shouldRestart(slot, after: $0) } ?? true)
            }
            if restarts, pod.metadata.deletionTimestamp == nil {
                actions.append(
                    .record(.normal("SandboxChanged", "Pod sandbox changed, it will be killed and re-created.")))
                mustInitialize = true
                for index in slots.indices where slots[index].role == .initial {
                    slots[index].previous = slots[index].termination
                    if slots[index].previous != nil { slots[index].attempt += 1 }
                    slots[index].phase = .idle
                }
            }
        }
        return actions + handle(.podChanged(pod), at: now)
    }
}

extension ContainerStatus {
    /// The runtime's id without `runc://`.
    fileprivate var uniqueID: String { containerID.split(separator: "/").last.map(String.init) ?? "" }
}

extension Termination {
    init(_ told: ContainerStateTerminated, run: ContainerRun) {
        var run = run
        run.startedAt = told.startedAt
        self.init(
            run: run, exitCode: told.exitCode, reason: told.reason, message: told.message,
            finishedAt: told.finishedAt)
    }

    /// The run before the current one, as the status tells it.
    fileprivate init?(last status: ContainerStatus, attempt: Int, of pod: Pod) {
        guard let told = status.lastState.terminated, attempt >= 0 else { return nil }
        self.init(
            told,
            run: ContainerRun(
                id: ContainerID(podUID: pod.metadata.uid, name: status.name, attempt: attempt),
                uniqueID: told.containerID.split(separator: "/").last.map(String.init) ?? "",
                image: RunImage(name: status.image, id: status.imageID), startedAt: told.startedAt, logPath: ""))
    }
}
