internal import ContainerRuntime
internal import KubernetesAPI

extension PodLifecycle {
    /// Takes in what happened to one container. Returns whether the status is worth telling.
    mutating func containerEvent(
        _ event: LifecycleEvent, at now: Timestamp, _ actions: inout [LifecycleAction]
    ) -> Bool {
        guard let index = event.container.flatMap({ name in slots.firstIndex { $0.name == name } }) else {
            return false
        }
        let slot = slots[index]
        switch event {
        case .pulling:
            actions.append(.record(.normal("Pulling", "Pulling image \"\(slot.image)\"", slot)))
            return true
        case .imageReady(_, let pulled):
            guard slot.phase == .fetching else { return false }
            slots[index].phase = .launching
            slots[index].pullFailure = nil
            actions.append(.record(.normal("Pulled", pulledMessage(slot.image, pulled), slot)))
            actions.append(.launch(slot.name, attempt: slot.attempt))
            return false
        case .imageFailed(_, let failure):
            guard slot.phase == .fetching else { return false }
            imageFailed(index, failure, at: now, &actions)
        case .created:
            actions.append(.record(.normal("Created", "Created container: \(slot.name)", slot)))
            return false
        case .started(_, let run):
            guard slot.phase == .launching else { return false }
            started(index, run, at: now, &actions)
        case .launchFailed(_, let failure):
            guard slot.phase == .launching else { return false }
            launchFailed(index, failure, at: now, &actions)
        case .exited(let record, let message):
            return exited(index, record, message, at: now, &actions)
        case .probed(_, let attempt, let verdict):
            guard let run = slot.run, run.id.attempt == attempt else { return false }
            probed(index, verdict, at: now, &actions)
        default: return false
        }
        return true
    }

    private func pulledMessage(_ image: String, _ pulled: PullReport?) -> String {
        guard let pulled else { return "Container image \"\(image)\" already present on machine" }
        let took = goDuration(milliseconds: pulled.milliseconds)
        return "Successfully pulled image \"\(image)\" in \(took) (\(took) including waiting). "
            + "Image size: \(pulled.size) bytes."
    }

    private mutating func imageFailed(
        _ index: Int, _ failure: ImageFailure, at now: Timestamp, _ actions: inout [LifecycleAction]
    ) {
        let image = slots[index].image
        var delay = PodLifecycle.retryDelay
        switch failure {
        case .invalidName(let message):
            let text = "Failed to apply default image tag \"\(image)\": \(message)"
            wait(index, "InvalidImageName", text, [.warning("InspectFailed", text, slots[index])], &actions)
        case .inspect(let message):
            let text = "Failed to inspect image \"\(image)\": \(message)"
            wait(index, "ImageInspectError", text, [.warning("InspectFailed", text, slots[index])], &actions)
        case .neverPull:
            let text = "Container image \"\(image)\" is not present with pull policy of Never"
            wait(index, "ErrImageNeverPull", text, [.warning("ErrImageNeverPull", text, slots[index])], &actions)
        case .pull(let message), .registryUnavailable(let message):
            var reason = "ErrImagePull"
            if case .registryUnavailable = failure { reason = "RegistryUnavailable" }
            slots[index].pulls.next(failedAt: slots[index].pullFailure?.at ?? now, now: now)
            slots[index].pullFailure = (now, WaitingReason(reason: reason, message: message))
            slots[index].waiting = nil  // every failed pull is told anew
            let note = EventNote.warning("Failed", "Failed to pull image \"\(image)\": \(message)", slots[index])
            wait(index, reason, message, [note], &actions)
            delay = 1  // then it is seen to be backing off
        case .backOff:
            let cause = slots[index].pullFailure.map { ": \($0.reason.reason): \($0.reason.message)" } ?? ""
            let text = "Back-off pulling image \"\(image)\""
            wait(index, "ImagePullBackOff", text + cause, [.normal("BackOff", text, slots[index])], &actions)
            if let failedAt = slots[index].pullFailure?.at,
                let until = slots[index].pulls.blockedUntil(failedAt: failedAt, now: now)
            {
                delay = min(delay, max(1, until.seconds - now.seconds))
            }
        }
        retry(index, at: now.adding(seconds: delay), &actions)
    }

    /// Puts a container into a waiting state; the events are recorded only when the state is a new one.
    private mutating func wait(
        _ index: Int, _ reason: String, _ message: String, _ notes: [EventNote], _ actions: inout [LifecycleAction]
    ) {
        slots[index].phase = .idle
        let waiting = WaitingReason(reason: reason, message: message)
        guard slots[index].waiting != waiting else { return }
        slots[index].waiting = waiting
        actions += (notes + [.warning("Failed", "Error: \(reason)", slots[index])]).map { .record($0) }
    }

    private mutating func retry(_ index: Int, at time: Timestamp, _ actions: inout [LifecycleAction]) {
        slots[index].retryAt = time
        actions.append(.setTimer(.retry(slots[index].name), at: time))
    }

    private mutating func launchFailed(
        _ index: Int, _ failure: LaunchFailure, at now: Timestamp, _ actions: inout [LifecycleAction]
    ) {
        let (reason, message) =
            switch failure {
            case .configuration(let message): ("CreateContainerConfigError", message)
            case .create(let message): ("CreateContainerError", message)
            case .start(let message, _): ("RunContainerError", message)
            }
        let waiting = WaitingReason(reason: reason, message: message)
        if slots[index].waiting != waiting || reason == "RunContainerError" {
            actions.append(.record(.warning("Failed", "Error: \(message)", slots[index])))
        }
        guard case .start(_, let run) = failure else {
            slots[index].phase = .idle
            slots[index].waiting = waiting
            return retry(index, at: now.adding(seconds: PodLifecycle.retryDelay), &actions)
        }
        slots[index].waiting = slots[index].role == .ephemeral ? nil : waiting
        settle(
            index,
            Termination(
                run: run, exitCode: 128, reason: "StartError", message: message, finishedAt: now, neverStarted: true),
            at: now, &actions)
    }

    private mutating func started(
        _ index: Int, _ run: ContainerRun, at now: Timestamp, _ actions: inout [LifecycleAction]
    ) {
        slots[index].phase = .running(run)
        slots[index].waiting = nil
        shiftPrevious(index, &actions)
        actions.append(.record(.normal("Started", "Started container \(slots[index].name)", slots[index])))
        let container = pod.spec.container(named: slots[index].name)
        slots[index].hasStarted = container?.startupProbe == nil
        slots[index].isReady = container?.readinessProbe == nil && slots[index].hasStarted
        if slots[index].role != .ephemeral, let container, container.hasProbes {
            actions.append(.startProbes(slots[index].name, attempt: run.id.attempt))
        }
        // Whoever waits for this one as its target need not wait for the next try.
        for other in pod.spec.ephemeralContainers where other.targetContainerName == slots[index].name {
            if let waiter = slots.firstIndex(where: { $0.name == other.name }), slots[waiter].phase == .idle {
                slots[waiter].retryAt = nil
            }
        }
        if let early = slots[index].earlyExit, early.record.id == run.id {
            slots[index].earlyExit = nil
            _ = exited(index, early.record, early.message, at: now, &actions)
        }
    }

    private mutating func exited(
        _ index: Int, _ record: ContainerRecord, _ message: String, at now: Timestamp,
        _ actions: inout [LifecycleAction]
    ) -> Bool {
        if slots[index].phase == .launching, record.id.attempt == slots[index].attempt {
            slots[index].earlyExit = (record, message)
            return false
        }
        guard let run = slots[index].run, run.id == record.id else { return false }
        settle(index, Termination(run: run, record: record, message: message, at: now), at: now, &actions)
        return true
    }

    /// A run has ended: it stays so, or is started again at once or after its back-off.
    private mutating func settle(
        _ index: Int, _ termination: Termination, at now: Timestamp, _ actions: inout [LifecycleAction]
    ) {
        slots[index].phase = .exited(termination)
        slots[index].isReady = false
        slots[index].hasStarted = false
        shiftPrevious(index, &actions)
        guard ending == nil, !slots[index].isRedefined, shouldRestart(slots[index], after: termination),
            let until = slots[index].crashes.blockedUntil(failedAt: termination.finishedAt ?? now, now: now)
        else { return }
        let name = slots[index].name
        let identity = "\(pod.metadata.name)_\(pod.metadata.namespace)(\(pod.metadata.uid))"
        slots[index].waiting = WaitingReason(
            reason: "CrashLoopBackOff",
            message: "back-off \(goDuration(seconds: slots[index].crashes.delay)) restarting failed "
                + "container=\(name) pod=\(identity)")
        actions.append(
            .record(
                .warning("BackOff", "Back-off restarting failed container \(name) in pod \(identity)", slots[index])))
        retry(index, at: until, &actions)
    }

    /// A restart has come about: the run before it becomes the last one; the one before that is not kept.
    private mutating func shiftPrevious(_ index: Int, _ actions: inout [LifecycleAction]) {
        guard let previous = slots[index].previous else { return }
        if let older = slots[index].lastTermination, older.run.id != previous.run.id {
            actions.append(.discard(older.run.id))
        }
        slots[index].lastTermination = previous
        slots[index].previous = nil
    }

    private mutating func probed(
        _ index: Int, _ verdict: ProbeVerdict, at now: Timestamp, _ actions: inout [LifecycleAction]
    ) {
        switch verdict {
        case .ready(let ready): slots[index].isReady = ready
        case .started:
            slots[index].hasStarted = true
            slots[index].isReady = pod.spec.container(named: slots[index].name)?.readinessProbe == nil
        case .unhealthy(let message): actions += stop(index, grace: gracePeriod, at: now, because: message)
        }
    }
}

extension LifecycleEvent {
    /// The container the event is about.
    fileprivate var container: String? {
        switch self {
        case .pulling(let name), .imageReady(let name, _), .imageFailed(let name, _), .created(let name),
            .started(let name, _), .launchFailed(let name, _), .probed(let name, _, _):
            name
        case .exited(let record, _): record.id.name
        default: nil
        }
    }
}
