internal import ContainerRuntime
internal import KubernetesAPI

extension PodLifecycle {
    /// The kubelet's floor below every grace period, so that no container is killed without a word.
    static let minimumGracePeriod: Int64 = 2

    /// Seconds a container gets between its stop signal and SIGKILL.
    var gracePeriod: Int64 {
        let seconds: Int64 =
            switch ending {
            case .removed: 0
            case .deleted: pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30
            case .finished, .failed, nil: pod.spec.terminationGracePeriodSeconds ?? 30
            }
        return max(seconds, PodLifecycle.minimumGracePeriod)
    }

    mutating func advanceEnding(_ ending: Ending, at now: Timestamp) -> [LifecycleAction] {
        var actions: [LifecycleAction] = []
        let regularRuns = slots.contains { $0.role != .sidecar && ($0.run != nil || $0.phase == .launching) }
        for index in slots.indices {
            if slots[index].phase == .fetching {
                slots[index].phase = slots[index].previous.map { .exited($0) } ?? .idle
            }
            guard slots[index].run != nil else { continue }
            // Sidecars serve the others to the last.
            if slots[index].role == .sidecar, regularRuns { continue }
            actions += stop(index, grace: gracePeriod, at: now, because: "Stopping container \(slots[index].name)")
        }
        guard ending == .deleted || ending == .removed,
            !slots.contains(where: { $0.run != nil || $0.phase == .launching }), volumes != .underWay
        else { return actions }
        switch sandbox {
        case .creating, .removing: break
        case .absent, .ready:
            if let removalRetryAt, removalRetryAt > now { break }
            sandbox = .removing
            actions.append(.removeSandbox)
        case .removed:
            actions.append(ending == .deleted ? .deletePod : .finish)
        }
        return actions
    }

    mutating func stop(_ index: Int, grace: Int64, at now: Timestamp, because message: String) -> [LifecycleAction] {
        guard let run = slots[index].run else { return [] }
        let timer = LifecycleTimer.kill(slots[index].name, attempt: run.id.attempt)
        let deadline = LifecycleAction.setTimer(timer, at: now.adding(seconds: grace))
        guard let given = slots[index].stopping else {
            slots[index].stopping = grace
            return [.record(.normal("Killing", message, slots[index])), .stop(run.id), deadline]
        }
        // A second deletion may only shorten the wait.
        guard grace < given else { return [] }
        slots[index].stopping = grace
        return [deadline]
    }
}
