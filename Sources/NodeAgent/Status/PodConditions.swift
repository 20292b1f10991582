internal import KubernetesAPI

/// A condition's new value, before its transition time is known.
struct ConditionValue: Sendable, Equatable {
    var type: String
    var status: Bool
    var reason = ""
    var message = ""
}

extension PodLifecycle {
    /// The conditions the kubelet sets, from the statuses it is about to tell.
    func conditionValues(phase: PodPhase, regular: [ContainerStatus], initial: [ContainerStatus]) -> [ConditionValue] {
        let containersReady = containersReady(phase: phase, regular: regular, initial: initial)
        var ready = containersReady
        ready.type = "Ready"
        if containersReady.status {
            let missing = pod.spec.readinessGates.compactMap { gate -> String? in
                let type = gate.conditionType
                guard let condition = pod.status.conditions.first(where: { $0.type == type }) else {
                    return "corresponding condition of pod readiness gate \"\(type)\" does not exist."
                }
                guard condition.status != "True" else { return nil }
                return "the status of pod readiness gate \"\(type)\" is not \"True\", but \(condition.status)"
            }
            if !missing.isEmpty {
                ready = ConditionValue(
                    type: "Ready", status: false, reason: "ReadinessGatesNotReady",
                    message: missing.joined(separator: ", "))
            }
        }
        var sandboxReady = false
        if case .ready = sandbox, phase == .pending || phase == .running { sandboxReady = true }
        return [
            ConditionValue(type: "PodReadyToStartContainers", status: sandboxReady),
            initialized(phase: phase, initial: initial), ready, containersReady,
            ConditionValue(type: "PodScheduled", status: true),
        ]
    }

    private func initialized(phase: PodPhase, initial: [ContainerStatus]) -> ConditionValue {
        if phase == .succeeded { return ConditionValue(type: "Initialized", status: true, reason: "PodCompleted") }
        let incomplete = initial.filter { status in
            let isSidecar = slots.contains { $0.name == status.name && $0.role == .sidecar }
            return isSidecar ? status.started != true : !status.ready
        }.map(\.name)
        if incomplete.isEmpty || isPastInitialization { return ConditionValue(type: "Initialized", status: true) }
        return ConditionValue(
            type: "Initialized", status: false, reason: "ContainersNotInitialized",
            message: "containers with incomplete status: [\(incomplete.joined(separator: " "))]")
    }

    private func containersReady(phase: PodPhase, regular: [ContainerStatus], initial: [ContainerStatus])
        -> ConditionValue
    {
        let type = "ContainersReady"
        switch phase {
        case .succeeded: return ConditionValue(type: type, status: false, reason: "PodCompleted")
        case .failed: return ConditionValue(type: type, status: false, reason: "PodFailed")
        case .pending, .running: break
        }
        let sidecars = slots.filter { $0.role == .sidecar }.map(\.name)
        let counted = pod.spec.containers.map(\.name)
        let statuses = initial.filter { sidecars.contains($0.name) } + regular
        let unready = (sidecars + counted).filter { name in statuses.first { $0.name == name }?.ready != true }
        if unready.isEmpty { return ConditionValue(type: type, status: true) }
        return ConditionValue(
            type: type, status: false, reason: "ContainersNotReady",
            message: "containers with unready status: [\(unready.joined(separator: " "))]")
    }

    /// Carries transition times over from the conditions told before, and conditions that are not ours unchanged.
    mutating func updateConditions(_ values: [ConditionValue], at now: Timestamp) -> [PodCondition] {
        let generation = pod.metadata.generation
        let ours = values.map { value in
            let status = value.status ? "True" : "False"
            let before = conditions.first { $0.type == value.type }
            var condition = PodCondition()
            condition.type = value.type
            condition.status = status
            condition.reason = value.reason
            condition.message = value.message
            condition.lastTransitionTime = before?.status == status ? before?.lastTransitionTime : now
            condition.observedGeneration = generation
            return condition
        }
        conditions = ours
        let others = pod.status.conditions.filter { condition in !ours.contains { $0.type == condition.type } }
        return ours + others
    }
}
