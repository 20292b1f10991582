extension Descriptions {
    static let cluster = """
        Node A machine that runs pods.
        Node.spec What is wanted of the node.
        Node.status What the node reports of itself.
        NodeSpec What is wanted of a node.
        NodeSpec.podCIDR The range that its pods have their addresses from.
        NodeSpec.podCIDRs The ranges, one a family.
        NodeSpec.providerID The machine's name with its provider.
        NodeSpec.unschedulable Whether new pods are kept away.
        NodeSpec.taints What keeps pods away that do not tolerate it.
        NodeStatus What a node reports of itself.
        NodeStatus.capacity What the machine has.
        NodeStatus.allocatable What of it pods may use.
        NodeStatus.conditions What holds of the node.
        NodeStatus.addresses Names and addresses of the node.
        NodeStatus.daemonEndpoints Where the node's agent listens.
        NodeStatus.nodeInfo Versions and identifiers of the machine and its software.
        NodeStatus.images Images that the node has.
        Taint Something that keeps pods away from a node.
        Taint.key The taint's key.
        Taint.value The taint's value.
        Taint.effect NoSchedule, PreferNoSchedule or NoExecute.
        Taint.timeAdded When it was added.
        NodeAddress A name or address of a node.
        NodeSystemInfo Versions and identifiers of a machine.
        Namespace A space that objects have their names in.
        Namespace.spec What is wanted of the namespace.
        Namespace.status Whether it is there to stay.
        NamespaceSpec What is wanted of a namespace.
        NamespaceSpec.finalizers Who has to finish something before the namespace may go.
        NamespaceStatus Whether a namespace is there to stay.
        NamespaceStatus.phase Active or Terminating.
        ConfigMap Settings for pods: pairs of key and value.
        ConfigMap.data The settings as texts.
        ConfigMap.binaryData Settings that are no UTF-8, in base64.
        ConfigMap.immutable Whether the settings can never change.
        Secret Settings that are not for everybody's eyes.
        Secret.data The values, in base64.
        Secret.stringData Values as plain text; they are only written, and end up in data.
        Secret.type What the secret is used for; it decides which keys have to be there.
        Secret.immutable Whether the values can never change.
        ServiceAccount An identity that pods act with.
        ServiceAccount.secrets Secrets that pods of this account may use.
        ServiceAccount.imagePullSecrets Credentials for pulling images.
        ServiceAccount.automountServiceAccountToken Whether pods of this account get a token.
        Event Something that happened to an object.
        Event.involvedObject The object.
        Event.reason What happened, in one word.
        Event.message What happened, for people.
        Event.source Who saw it.
        Event.firstTimestamp When it happened first.
        Event.lastTimestamp When it happened last.
        Event.count How often it happened.
        Event.type Normal or Warning.
        Event.eventTime When it was first seen.
        Event.series More of the same.
        Event.action What was done.
        Event.related Another object that was involved.
        Event.reportingComponent The program that reports it.
        Event.reportingInstance The very process.
        EventSource Who saw an event.
        EventSeries Events of the same kind in a row.
        EventsV1Event: Event
        EventsV1Event Something that happened to an object.
        EventsV1Event.regarding The object.
        EventsV1Event.note What happened, for people.
        EventsV1Event.reportingController The program that reports it.
        EventsV1Event.deprecatedSource Who saw it, for readers of core events.
        EventsV1Event.deprecatedFirstTimestamp When it happened first, for readers of core events.
        EventsV1Event.deprecatedLastTimestamp When it happened last, for readers of core events.
        EventsV1Event.deprecatedCount How often it happened, for readers of core events.
        EventsV1EventSeries: EventSeries
        Lease Something that one holder at a time may have.
        Lease.spec Who holds it, and for how long.
        LeaseSpec Who holds a lease.
        LeaseSpec.holderIdentity The holder.
        LeaseSpec.leaseDurationSeconds How long it is held without being renewed.
        LeaseSpec.acquireTime Since when the holder has it.
        LeaseSpec.renewTime When the holder last renewed it.
        LeaseSpec.leaseTransitions How often it has changed hands.
        PriorityClass A name for how important pods are.
        PriorityClass.value The priority of pods of this class; higher is more important.
        PriorityClass.globalDefault Whether pods that name no class are of this one.
        PriorityClass.description When the class is to be used.
        PriorityClass.preemptionPolicy PreemptLowerPriority or Never: whether less important pods may have to go for these.
        CSINode The storage drivers that a node has, as its kubelet tells.
        CSINode.spec The drivers.
        CSINodeSpec The storage drivers of a node.
        CSINodeSpec.drivers Each of them.
        CSINodeDriver A storage driver that has registered at the node's kubelet.
        CSINodeDriver.name What the driver calls itself.
        CSINodeDriver.nodeID What the driver calls the node.
        CSINodeDriver.topologyKeys Labels of the node by which the driver tells from where a volume can be reached.
        CSINodeDriver.allocatable How much of the driver's storage the node can use.
        VolumeNodeResources What a node can use of a driver's storage.
        VolumeNodeResources.count How many volumes; as many as wanted where it is not given.
        RuntimeClass A name for the way in which containers are run.
        RuntimeClass.handler What the node's runtime calls it.
        RuntimeClass.overhead What running pods this way takes besides.
        RuntimeClass.scheduling On which nodes it is there.
        Overhead What a pod takes besides its containers.
        Overhead.podFixed How much of which resource.
        Scheduling Which nodes can run pods of a class.
        Scheduling.nodeSelector Labels that the nodes have.
        Scheduling.tolerations Taints that pods of the class tolerate.
        """
    static let reviews = """
        SelfSubjectAccessReview Asks whether the asker may do something.
        SelfSubjectAccessReview.spec What is asked.
        SelfSubjectAccessReview.status The answer.
        SubjectAccessReview Asks whether somebody may do something.
        LocalSubjectAccessReview Asks whether somebody may do something in a namespace.
        SelfSubjectRulesReview Asks for all that the asker may do in a namespace.
        SelfSubjectReview Asks who the asker is.
        SelfSubjectReviewStatus Who the asker is.
        TokenReview Asks whose token something is.
        ResourceAttributes An action on a resource.
        NonResourceAttributes An action on a path that is no resource.
        SubjectAccessReviewStatus Whether something is allowed.
        SubjectAccessReviewStatus.allowed Whether it is allowed.
        SubjectAccessReviewStatus.reason Why.
        UserInfo A user.
        UserInfo.username The user's name.
        UserInfo.groups The groups the user is in.
        """
}
