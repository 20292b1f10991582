extension Descriptions {
    static let security = """
        SecurityContext: PodSecurityContext
        PodSecurityContext Security settings of a pod.
        PodSecurityContext.runAsUser The user id that processes run with; the image's where it is left out.
        PodSecurityContext.runAsGroup The group id that processes run with.
        PodSecurityContext.runAsNonRoot Refuse to start anything as root.
        PodSecurityContext.supplementalGroups Further groups of the processes.
        PodSecurityContext.supplementalGroupsPolicy Whether groups that the image names count too: Merge or Strict.
        PodSecurityContext.fsGroup The group that owns the volumes.
        PodSecurityContext.fsGroupChangePolicy When the volumes' owner is set: Always or OnRootMismatch.
        PodSecurityContext.sysctls Kernel parameters of the pod.
        PodSecurityContext.seLinuxOptions The SELinux label.
        PodSecurityContext.seccompProfile Which system calls are allowed.
        PodSecurityContext.appArmorProfile The AppArmor profile.
        PodSecurityContext.windowsOptions Settings that only Windows knows.
        SecurityContext Security settings of a container.
        SecurityContext.capabilities Capabilities added to or taken from the runtime's usual ones.
        SecurityContext.privileged Run with nearly all rights of the node's root.
        SecurityContext.readOnlyRootFilesystem Make the container's own files unchangeable.
        SecurityContext.allowPrivilegeEscalation Whether a process may gain more rights than its parent has.
        SecurityContext.procMount How /proc is masked: Default or Unmasked.
        Capabilities Capabilities of processes.
        Capabilities.add Those that are added.
        Capabilities.drop Those that are taken; ALL for every one.
        SELinuxOptions An SELinux label.
        SeccompProfile A filter of system calls.
        SeccompProfile.type RuntimeDefault, Unconfined or Localhost.
        SeccompProfile.localhostProfile The file on the node for Localhost.
        AppArmorProfile A profile of AppArmor.
        AppArmorProfile.type RuntimeDefault, Unconfined or Localhost.
        AppArmorProfile.localhostProfile The profile loaded on the node for Localhost.
        Sysctl A kernel parameter.
        """
    static let scheduling = """
        Affinity Where a pod wishes or has to run.
        Affinity.nodeAffinity Which nodes.
        Affinity.podAffinity Near which other pods.
        Affinity.podAntiAffinity Away from which other pods.
        NodeAffinity Which nodes a pod wishes or has to run on.
        PodAntiAffinity: NodeAffinity
        PodAffinity: NodeAffinity
        NodeAffinity.requiredDuringSchedulingIgnoredDuringExecution What must hold when the pod is placed.
        NodeAffinity.preferredDuringSchedulingIgnoredDuringExecution What is preferred when the pod is placed.
        PodAffinity Which pods a pod wishes or has to be near to.
        PodAntiAffinity Which pods a pod wishes or has to be away from.
        NodeSelector Selects nodes; one of its terms has to hold.
        NodeSelector.nodeSelectorTerms The terms.
        NodeSelectorTerm Conditions that have to hold together.
        NodeSelectorTerm.matchExpressions Conditions on the node's labels.
        NodeSelectorTerm.matchFields Conditions on the node's fields.
        NodeSelectorRequirement A condition on a node.
        NodeSelectorRequirement.key The label or field.
        NodeSelectorRequirement.operator One of In, NotIn, Exists, DoesNotExist, Gt and Lt.
        NodeSelectorRequirement.values The values that it is compared with.
        PodAffinityTerm Pods, and how near means near.
        PodAffinityTerm.labelSelector The pods.
        PodAffinityTerm.namespaces The namespaces they are in.
        PodAffinityTerm.topologyKey Nodes with the same value of this label count as one place.
        Toleration A taint that the pod puts up with.
        Toleration.key The taint's key; all where it is empty.
        Toleration.operator Equal compares the value, Exists does not.
        Toleration.value The taint's value.
        Toleration.effect NoSchedule, PreferNoSchedule or NoExecute; all where it is empty.
        Toleration.tolerationSeconds How long NoExecute is put up with.
        TopologySpreadConstraint How evenly pods are spread.
        TopologySpreadConstraint.maxSkew The largest difference in number between two places.
        TopologySpreadConstraint.topologyKey Nodes with the same value of this label count as one place.
        TopologySpreadConstraint.whenUnsatisfiable DoNotSchedule or ScheduleAnyway.
        TopologySpreadConstraint.labelSelector The pods that are counted.
        """
}
