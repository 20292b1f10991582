internal import KubernetesAPI

/// The Node object of this machine, as a kubelet writes it.
struct NodeDescription: Sendable {
    let configuration: NodeAgentConfiguration
    let facts: MachineFacts
    let addresses: [String]
    /// `runc://1.1.5`.
    let runtime: String

    var labels: [String: String] {
        [
            "kubernetes.io/hostname": configuration.nodeName, "kubernetes.io/os": "linux",
            "kubernetes.io/arch": facts.architecture, "beta.kubernetes.io/os": "linux",
            "beta.kubernetes.io/arch": facts.architecture,
        ]
    }

    func node(at now: Timestamp) -> Node {
        var node = Node()
        node.metadata.name = configuration.nodeName
        node.metadata.labels = labels
        node.spec.podCIDR = configuration.podCIDR
        node.spec.podCIDRs = configuration.podCIDR.isEmpty ? [] : [configuration.podCIDR]
        node.status = status(at: now, before: [])
        return node
    }

    /// The status, with the transition times of conditions that are as they were.
    func status(at now: Timestamp, before: [NodeCondition]) -> NodeStatus {
        var status = NodeStatus()
        status.capacity = [
            "cpu": Quantity(milli: facts.capacity.cpuMillis),
            "memory": Quantity(facts.capacity.memory / 1024 * 1024, .binarySI),
            "ephemeral-storage": Quantity(facts.capacity.ephemeralStorage, .binarySI),
            "pods": Quantity(facts.capacity.pods),
        ]
        status.allocatable = status.capacity
        status.addresses =
            addresses.map { address("InternalIP", $0) } + [address("Hostname", configuration.nodeName)]
        status.daemonEndpoints.kubeletEndpoint.port = configuration.kubeletPort
        status.nodeInfo.machineID = facts.machineID
        status.nodeInfo.systemUUID = facts.systemUUID
        status.nodeInfo.bootID = facts.bootID
        status.nodeInfo.kernelVersion = facts.kernelVersion
        status.nodeInfo.osImage = facts.osImage
        status.nodeInfo.containerRuntimeVersion = runtime
        status.nodeInfo.kubeletVersion = configuration.kubeletVersion
        status.nodeInfo.kubeProxyVersion = configuration.kubeletVersion
        status.nodeInfo.operatingSystem = "linux"
        status.nodeInfo.architecture = facts.architecture
        status.conditions = [
            ("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
            ("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
            ("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
            ("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
        ].map { type, state, reason, message in
            var condition = NodeCondition()
            condition.type = type
            condition.status = state
            condition.reason = reason
            condition.message = message
            condition.lastHeartbeatTime = now
            let known = before.first { $0.type == type && $0.status == state }
            condition.lastTransitionTime = known?.lastTransitionTime ?? now
            return condition
        }
        return status
    }

    private func address(_ type: String, _ text: String) -> NodeAddress {
        var address = NodeAddress()
        address.type = type
        address.address = text
        return address
    }
}
