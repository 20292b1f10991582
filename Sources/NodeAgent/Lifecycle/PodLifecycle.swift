internal import ContainerRuntime
internal import KubernetesAPI

/// A pod's whole life on this node as a pure state machine: an event goes in, a list of actions comes out.
/// It knows neither clock nor machine; ``PodWorker`` does what it says and tells it what came of it.
struct PodLifecycle: Sendable {
    enum Setup: Sendable, Equatable { case pending, underWay, ready }

    enum SandboxPhase: Sendable, Equatable {
        case absent, creating
        case ready(addresses: [String])
        case removing, removed
    }

    /// Why the pod runs no further.
    enum Ending: Sendable, Equatable {
        /// Every regular container is done; ephemeral containers and sidecars go with them.
        case finished
        /// The node ended it, for ``failure``.
        case failed
        /// The API waits for us to remove it.
        case deleted
        /// The API has forgotten it already.
        case removed
    }

    /// Seconds after which a failed step is tried again, as the kubelet's sync does.
    static let retryDelay: Int64 = 10

    private(set) var pod: Pod
    let startTime: Timestamp
    var slots: [ContainerSlot]
    var volumes = Setup.pending
    var volumeDelay: Int64 = 500
    var volumeRetryAt: Timestamp?
    var sandbox = SandboxPhase.absent
    var sandboxRetryAt: Timestamp?
    var ending: Ending?
    /// Addresses the pod has had, for the status of one that is over.
    var addresses: [String] = []
    var conditions: [PodCondition]
    var removalRetryAt: Timestamp?
    /// The sandbox is a new one for a pod that ran before: its init containers run again.
    var mustInitialize = false
    /// Why the node ended the pod (`DeadlineExceeded`): `status.reason` and `status.message`.
    var failure: WaitingReason?
    /// Succeeded or Failed, once it was told: such a phase never changes.
    var terminalPhase: PodPhase?
    private var hasDeadline = false

    /// A pod that was just seen, with nothing of it on this machine.
    init(pod: Pod, at now: Timestamp) {
        self.pod = pod
        startTime = pod.status.startTime ?? now
        conditions = pod.status.conditions
        slots = PodLifecycle.slots(of: pod.spec)
        guard let phase = PodPhase(rawValue: pod.status.phase), phase.isTerminal else { return }
        terminalPhase = phase
        ending = pod.status.reason.isEmpty ? .finished : .failed
        if !pod.status.reason.isEmpty {
            failure = WaitingReason(reason: pod.status.reason, message: pod.status.message)
        }
    }

    private static func slots(of spec: PodSpec) -> [ContainerSlot] {
        spec.initContainers.map {
            ContainerSlot(name: $0.name, role: $0.restartPolicy == "Always" ? .sidecar : .initial, image: $0.image)
        } + spec.containers.map { ContainerSlot(name: $0.name, role: .regular, image: $0.image) }
            + spec.ephemeralContainers.map { ContainerSlot(name: $0.name, role: .ephemeral, image: $0.image) }
    }

    /// Takes in what happened and says what is to be done about it.
    mutating func handle(_ event: LifecycleEvent, at now: Timestamp) -> [LifecycleAction] {
        var actions: [LifecycleAction] = []
        var publish = true
        switch event {
        case .podChanged(let pod):
            actions += changed(to: pod, at: now)
        case .podRemoved:
            ending = .removed
        case .volumesReady:
            volumes = .ready
            publish = false
        case .volumesFailed(let problems):
            actions += volumesFailed(problems, at: now)
        case .sandboxReady(let addresses):
            if sandbox == .creating { sandbox = .ready(addresses: addresses) }
            self.addresses = addresses
        case .sandboxFailed(let message):
            sandbox = .absent
            sandboxRetryAt = now.adding(seconds: PodLifecycle.retryDelay)
            actions.append(
                .record(.warning("FailedCreatePodSandBox", "Failed to create pod sandbox: \(message)")))
            actions.append(.setTimer(.sandbox, at: now.adding(seconds: PodLifecycle.retryDelay)))
        case .sandboxRemoved:
            sandbox = .removed
            publish = false
        case .sandboxRemovalFailed(let message):
            sandbox = .absent
            removalRetryAt = now.adding(seconds: PodLifecycle.retryDelay)
            actions.append(.record(.warning("FailedKillPod", "error killing pod: \(message)")))
            actions.append(.setTimer(.sandbox, at: now.adding(seconds: PodLifecycle.retryDelay)))
        case .timer(let timer):
            actions += fired(timer, at: now)
            publish = false
        case .noted(let note):
            return [.record(note)]
        case .pulling, .imageReady, .imageFailed, .created, .started, .launchFailed, .exited, .probed:
            publish = containerEvent(event, at: now, &actions)
        }
        let next = advance(at: now)
        actions += next
        // A container whose way is free is told when it runs (or is pulled for, or has failed): no write that says
        // no more than that it is coming stands before that one.
        if case .podChanged = event, !next.isEmpty, next.allSatisfy(\.isFetch) { publish = false }
        if publish || next.contains(where: \.isRecord) { actions.append(.publishStatus) }
        return actions
    }

    // MARK: the pod

    private mutating func changed(to new: Pod, at now: Timestamp) -> [LifecycleAction] {
        let old = pod
        pod = new
        var actions: [LifecycleAction] = []
        for container in new.spec.ephemeralContainers
        where !slots.contains(where: { $0.name == container.name }) {
            slots.append(ContainerSlot(name: container.name, role: .ephemeral, image: container.image))
        }
        for container in new.spec.containers + new.spec.initContainers {
            guard let index = slots.firstIndex(where: { $0.name == container.name }),
                slots[index].image != container.image
            else { continue }
            slots[index].image = container.image
            if slots[index].role != .initial, slots[index].run != nil { slots[index].isRedefined = true }
        }
        if new.metadata.deletionTimestamp != nil, ending != .removed { ending = .deleted }
        if let seconds = new.spec.activeDeadlineSeconds, old.spec.activeDeadlineSeconds != seconds || !hasDeadline {
            hasDeadline = true
            actions.append(.setTimer(.deadline, at: startTime.adding(seconds: seconds)))
        }
        return actions
    }
    private mutating func volumesFailed(_ problems: [VolumeProblem], at now: Timestamp) -> [LifecycleAction] {
        volumes = .pending
        let at = now.adding(milliseconds: volumeDelay)
        volumeRetryAt = at
        volumeDelay = min(volumeDelay * 2, 122_000)  // the kubelet's 500 ms to 2 min 2 s
        return problems.map {
            .record(.warning("FailedMount", "MountVolume.SetUp failed for volume \"\($0.volume)\" : \($0.message)"))
        } + [.setTimer(.volumes, at: at)]
    }

    private mutating func fired(_ timer: LifecycleTimer, at now: Timestamp) -> [LifecycleAction] {
        switch timer {
        case .retry: break
        case .volumes: volumeRetryAt = nil
        case .sandbox: (sandboxRetryAt, removalRetryAt) = (nil, nil)
        case .kill(let name, let attempt):
            guard let run = slots.first(where: { $0.name == name })?.run, run.id.attempt == attempt else { break }
            return [.kill(run.id)]
        case .deadline:
            guard ending == nil, let seconds = pod.spec.activeDeadlineSeconds,
                now >= startTime.adding(seconds: seconds)
            else { break }
            let message = "Pod was active on the node longer than the specified deadline"
            ending = .failed
            failure = WaitingReason(reason: "DeadlineExceeded", message: message)
            return [.record(.normal("DeadlineExceeded", message)), .publishStatus]
        }
        return []
    }
}

extension LifecycleAction {
    fileprivate var isFetch: Bool {
        if case .fetchImage = self { true } else { false }
    }

    /// What is told as an event goes with a new state.
    fileprivate var isRecord: Bool {
        if case .record = self { true } else { false }
    }
}
