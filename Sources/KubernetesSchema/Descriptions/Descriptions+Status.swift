extension Descriptions {
    static let podStatus = """
        PodStatus What the node reports of a pod.
        PodStatus.phase Where the pod is in its life: Pending, Running, Succeeded, Failed or Unknown.
        PodStatus.conditions What holds of the pod.
        PodStatus.message Why the pod is as it is, for people.
        PodStatus.reason Why the pod is as it is, in one word.
        PodStatus.hostIP The node's address.
        PodStatus.hostIPs The node's addresses.
        PodStatus.podIP The pod's address.
        PodStatus.podIPs The pod's addresses, one a family.
        PodStatus.startTime When the node took the pod.
        PodStatus.initContainerStatuses What is known of the init containers.
        PodStatus.containerStatuses What is known of the regular containers.
        PodStatus.ephemeralContainerStatuses What is known of the ephemeral containers.
        PodStatus.qosClass How the pod is treated when memory runs short: Guaranteed, Burstable or BestEffort.
        PodStatus.nominatedNodeName The node that is being cleared for the pod.
        PodStatus.observedGeneration The generation that this status is about.
        *.conditions What holds of the object.
        PodCondition Something that holds of a pod or does not.
        PodCondition.type What it is, like Ready.
        PodCondition.status True, False or Unknown.
        PodCondition.lastProbeTime When it was last looked at.
        PodCondition.lastTransitionTime When its status last changed.
        PodCondition.reason Why, in one word.
        PodCondition.message Why, for people.
        NodeCondition: PodCondition
        NamespaceCondition: PodCondition
        Condition: PodCondition
        NodeCondition Something that holds of a node or does not.
        NodeCondition.lastHeartbeatTime When the node last said so.
        ContainerStatus What is known of a container.
        ContainerStatus.name The container's name.
        ContainerStatus.state What it is doing now.
        ContainerStatus.lastState How it ended the last time.
        ContainerStatus.ready Whether it can serve.
        ContainerStatus.restartCount How often it was started again.
        ContainerStatus.image The image it runs.
        ContainerStatus.imageID The very image, by its digest.
        ContainerStatus.containerID The runtime's name for it.
        ContainerStatus.started Whether its startup probe has succeeded.
        ContainerState One of waiting, running and terminated.
        ContainerState.waiting It has yet to start.
        ContainerState.running It runs.
        ContainerState.terminated It has ended.
        ContainerStateWaiting A container that has yet to start.
        ContainerStateWaiting.reason Why, in one word.
        ContainerStateWaiting.message Why, for people.
        ContainerStateRunning A container that runs.
        ContainerStateRunning.startedAt Since when.
        ContainerStateTerminated A container that has ended.
        ContainerStateTerminated.exitCode What its program returned.
        ContainerStateTerminated.signal The signal that ended it.
        ContainerStateTerminated.reason Why, in one word.
        ContainerStateTerminated.message What it left in its termination message, or why it could not run.
        ContainerStateTerminated.startedAt When it started.
        ContainerStateTerminated.finishedAt When it ended.
        ContainerStateTerminated.containerID The runtime's name for it.
        PodIP An address of a pod.
        HostIP An address of a node.
        """
}
