internal import KubernetesAPI

/// What a status says about the machine below the pod.
struct StatusContext: Sendable {
    /// `runc` or `crun`.
    var runtime: String
    var hostAddresses: [String]
}

extension PodLifecycle {
    /// The pod's status as the kubelet would tell it now.
    mutating func status(at now: Timestamp, context: StatusContext) -> PodStatus {
        var status = PodStatus()
        let phase = PodPhase(of: self)
        if phase.isTerminal { terminalPhase = phase }
        status.phase = phase.rawValue
        status.startTime = startTime
        status.qosClass = pod.status.qosClass.isEmpty ? QualityOfService(of: pod.spec).rawValue : pod.status.qosClass
        status.hostIP = context.hostAddresses.first ?? ""
        status.hostIPs = context.hostAddresses.map {
            var address = HostIP()
            address.ip = $0
            return address
        }
        status.podIP = addresses.first ?? ""
        status.podIPs = addresses.map {
            var address = PodIP()
            address.ip = $0
            return address
        }
        status.initContainerStatuses = containerStatuses([.initial, .sidecar], runtime: context.runtime)
        status.containerStatuses = containerStatuses([.regular], runtime: context.runtime)
        status.ephemeralContainerStatuses = containerStatuses([.ephemeral], runtime: context.runtime)
        status.reason = failure?.reason ?? ""
        status.message = failure?.message ?? ""
        status.observedGeneration = pod.metadata.generation
        let values = conditionValues(
            phase: phase, regular: status.containerStatuses, initial: status.initContainerStatuses)
        status.conditions = updateConditions(values, at: now)
        status.nominatedNodeName = pod.status.nominatedNodeName
        return status
    }
}
