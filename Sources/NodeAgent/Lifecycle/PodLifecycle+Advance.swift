internal import ContainerRuntime
internal import KubernetesAPI

extension PodLifecycle {
    /// Everything that can be done now: the one place that decides what comes next.
    mutating func advance(at now: Timestamp) -> [LifecycleAction] {
        if ending == nil, isDone { ending = .finished }
        if let ending { return advanceEnding(ending, at: now) }

        switch volumes {
        case .underWay: return []
        case .pending:
            if let volumeRetryAt, volumeRetryAt > now { return [] }
            volumes = .underWay
            return [.prepareVolumes]
        case .ready: break
        }
        switch sandbox {
        case .creating, .removing, .removed: return []
        case .absent:
            if let sandboxRetryAt, sandboxRetryAt > now { return [] }
            sandbox = .creating
            return [.createSandbox]
        case .ready: break
        }
        return restartRedefined(at: now) + launchEphemeral(at: now) + launchMain(at: now)
    }

    /// Ephemeral containers go before all others, one after another in the order of the spec, each until it runs or
    /// has failed; those that failed wait for their next try and hold up nobody.
    private mutating func launchEphemeral(at now: Timestamp) -> [LifecycleAction] {
        guard !slots.contains(where: { $0.role == .ephemeral && $0.isInFlight }) else { return [] }
        let order = pod.spec.ephemeralContainers.map(\.name)
        for name in order {
            guard let index = slots.firstIndex(where: { $0.name == name && $0.role == .ephemeral }) else { continue }
            if slots[index].phase == .idle, slots[index].mayTry(at: now) { return launch(index, at: now) }
        }
        return []
    }

    /// Init containers in order, then the regular ones: one launch under way at a time, as the kubelet's sync.
    private mutating func launchMain(at now: Timestamp) -> [LifecycleAction] {
        guard !slots.contains(where: \.isInFlight), let index = nextMain(at: now) else { return [] }
        return launch(index, at: now)
    }

    private func nextMain(at now: Timestamp) -> Int? {
        var candidates: [Int] = []
        for index in slots.indices where slots[index].role == .initial || slots[index].role == .sidecar {
            let slot = slots[index]
            switch slot.phase {
            case .running where slot.role == .sidecar && slot.hasStarted: continue
            case .running, .fetching, .launching: return candidates.first
            case .exited(let termination) where slot.role == .initial && termination.exitCode == 0: continue
            case .idle where slot.role == .initial && isPastInitialization: continue
            case .idle, .exited:
                let mayTry = mayStart(slot) && slot.mayTry(at: now)
                if mayTry { candidates.append(index) }
                // A sidecar that was up once holds up nothing while it is down.
                if slot.role == .sidecar, slot.termination != nil || slot.previous != nil { continue }
                return candidates.first
            }
        }
        for index in slots.indices where slots[index].role == .regular {
            if mayStart(slots[index]), slots[index].mayTry(at: now) { candidates.append(index) }
        }
        return candidates.first
    }

    /// Whether a regular container was ever started in this sandbox: then no init container runs again.
    var isPastInitialization: Bool {
        !mustInitialize && slots.contains { $0.role == .regular && ($0.phase != .idle || $0.attempt > 0) }
    }

    private func mayStart(_ slot: ContainerSlot) -> Bool {
        switch slot.phase {
        case .idle: true
        case .exited(let termination): slot.isRedefined || shouldRestart(slot, after: termination)
        case .fetching, .launching, .running: false
        }
    }

    func shouldRestart(_ slot: ContainerSlot, after termination: Termination) -> Bool {
        switch slot.role {
        case .ephemeral: false
        case .sidecar: true
        case .initial: termination.exitCode != 0 && pod.spec.restartPolicy != "Never"
        case .regular:
            switch pod.spec.restartPolicy {
            case "Never": false
            case "OnFailure": termination.exitCode != 0
            default: true
            }
        }
    }

    /// No regular container runs or is to run: the pod is over.
    var isDone: Bool {
        if pod.spec.restartPolicy == "Never",
            slots.contains(where: { $0.role == .initial && ($0.termination?.exitCode ?? 0) != 0 })
        {
            return true
        }
        let regular = slots.filter { $0.role == .regular }
        return !regular.isEmpty
            && regular.allSatisfy { slot in
                guard let termination = slot.termination else { return false }
                return !slot.isRedefined && !shouldRestart(slot, after: termination)
            }
    }

    private mutating func launch(_ index: Int, at now: Timestamp) -> [LifecycleAction] {
        if let termination = slots[index].termination {
            if !slots[index].isRedefined {
                slots[index].crashes.next(failedAt: termination.finishedAt ?? now, now: now)
            }
            slots[index].previous = termination
            slots[index].attempt += 1
        }
        if slots[index].role == .regular { mustInitialize = false }
        slots[index].isRedefined = false
        slots[index].stopping = nil
        slots[index].retryAt = nil
        slots[index].phase = .fetching
        let mayPull =
            slots[index].pullFailure.flatMap { slots[index].pulls.blockedUntil(failedAt: $0.at, now: now) } == nil
        return [.fetchImage(slots[index].name, mayPull: mayPull)]
    }

    private mutating func restartRedefined(at now: Timestamp) -> [LifecycleAction] {
        slots.indices.filter { slots[$0].isRedefined }.flatMap { index in
            stop(
                index, grace: gracePeriod, at: now,
                because: "Container \(slots[index].name) definition changed, will be restarted")
        }
    }
}

extension ContainerSlot {
    func mayTry(at now: Timestamp) -> Bool { retryAt.map { $0 <= now } ?? true }
}
