internal import KubernetesAPI

extension PodLifecycle {
    /// The statuses of one list. Regular and ephemeral ones stand by name, init containers in the order of the spec.
    func containerStatuses(_ roles: Set<ContainerRole>, runtime: String) -> [ContainerStatus] {
        let list = slots.filter { roles.contains($0.role) }
        let ordered = roles.contains(.initial) ? list : list.sorted { $0.name < $1.name }
        return ordered.map { status(of: $0, runtime: runtime) }
    }

    private func status(of slot: ContainerSlot, runtime: String) -> ContainerStatus {
        var status = ContainerStatus()
        status.name = slot.name
        status.restartCount = slot.role == .ephemeral ? 0 : Int32(slot.restartCount)
        status.image = slot.image
        if let run = slot.run ?? slot.ended?.run {
            status.image = run.image.name
            status.imageID = run.image.id
            status.containerID = run.containerID(runtime)
        }
        var last: Termination? = slot.lastTermination
        switch slot.phase {
        case .running(let run):
            var running = ContainerStateRunning()
            running.startedAt = run.startedAt
            status.state.running = running
        case .exited(let termination) where slot.waiting == nil || !willRestart(slot, termination):
            status.state.terminated = termination.state(runtime)
        case .exited(let termination):
            status.state.waiting = waitingState(slot.waiting)
            last = termination
        case .idle, .fetching, .launching:
            if slot.waiting == nil, let previous = slot.previous {
                status.state.terminated = previous.state(runtime)
            } else {
                status.state.waiting = waitingState(slot.waiting)
                last = slot.previous ?? last
            }
        }
        if let last { status.lastState.terminated = last.state(runtime) }
        switch slot.role {
        case .ephemeral:
            status.ready = false
            status.lastState = ContainerState()
        case .initial:
            status.ready = slot.termination?.exitCode == 0
            status.started = slot.run != nil
        case .regular, .sidecar:
            status.ready = slot.run != nil && slot.isReady
            status.started = slot.run != nil && slot.hasStarted
        }
        return status
    }

    private func willRestart(_ slot: ContainerSlot, _ termination: Termination) -> Bool {
        ending == nil && shouldRestart(slot, after: termination)
    }

    private func waitingState(_ waiting: WaitingReason?) -> ContainerStateWaiting {
        var state = ContainerStateWaiting()
        state.reason =
            waiting?.reason ?? (pod.spec.initContainers.isEmpty ? "ContainerCreating" : "PodInitializing")
        state.message = waiting?.message ?? ""
        return state
    }
}

extension ContainerRun {
    /// `runc://` and 64 hexadecimal digits; empty where the run's id is lost.
    func containerID(_ runtime: String) -> String { uniqueID.isEmpty ? "" : "\(runtime)://\(uniqueID)" }
}

extension Termination {
    func state(_ runtime: String) -> ContainerStateTerminated {
        var state = ContainerStateTerminated()
        state.exitCode = exitCode
        state.reason = reason
        state.message = message
        state.startedAt = neverStarted ? nil : run.startedAt
        state.finishedAt = finishedAt
        state.containerID = run.containerID(runtime)
        return state
    }
}
