extension Descriptions {
    static let pod = """
        Pod Containers that run together on one node and share its network address and volumes.
        Pod.spec What is to run, and how.
        Pod.status What the node reports of the pod.
        PodList Pods.
        EphemeralContainers The ephemeral containers of a pod, as clients before Kubernetes 1.22 write them.
        PodTemplate A pattern that pods are made from.
        PodTemplate.template The pods that it makes.
        PodTemplateSpec The metadata and spec of pods to be made.
        PodTemplateSpec.spec What the pods run.
        Binding Ties a pod to a node.
        Binding.target The node.
        PodSpec What a pod runs.
        PodSpec.volumes Directories and files that the pod's containers can mount.
        PodSpec.initContainers Containers that run one after the other before the regular ones; those that always restart go on beside them.
        PodSpec.containers The regular containers; at least one, and fixed once the pod exists.
        PodSpec.ephemeralContainers Containers added to the running pod to look into it. They are only ever added, through the pod's subresource of this name, and never restarted.
        PodSpec.restartPolicy When containers that end are started again: Always, OnFailure or Never.
        PodSpec.terminationGracePeriodSeconds Seconds between the signal to stop and the one that cannot be ignored.
        PodSpec.activeDeadlineSeconds Seconds after which the pod is failed if it still runs.
        PodSpec.dnsPolicy Where containers resolve names: ClusterFirst, ClusterFirstWithHostNet, Default or None.
        PodSpec.nodeSelector Labels that the node must have.
        PodSpec.serviceAccountName The service account the pod acts as.
        PodSpec.serviceAccount The older name of serviceAccountName.
        PodSpec.automountServiceAccountToken Whether containers get the service account's token.
        PodSpec.nodeName The node the pod is placed on.
        PodSpec.hostNetwork Use the node's network instead of one of the pod's own.
        PodSpec.hostPID See the node's processes.
        PodSpec.hostIPC Share the node's inter-process communication.
        PodSpec.shareProcessNamespace Let all containers of the pod see each other's processes.
        PodSpec.securityContext Security settings for all containers that have none of their own.
        PodSpec.imagePullSecrets Secrets with the credentials for pulling the images.
        PodSpec.hostname The pod's host name; its own name where none is given.
        PodSpec.subdomain The domain under which the host name is published.
        PodSpec.affinity Wishes and demands on where the pod runs.
        PodSpec.schedulerName The scheduler that is to place the pod.
        PodSpec.tolerations Taints of nodes that the pod puts up with.
        PodSpec.hostAliases Lines added to the pod's hosts file.
        PodSpec.priorityClassName The class that gives the pod its priority.
        PodSpec.priority The priority as a number; higher goes first.
        PodSpec.dnsConfig Name servers and search domains beside those of dnsPolicy.
        PodSpec.readinessGates Conditions that have to hold beside the containers' readiness.
        PodSpec.runtimeClassName The class of container runtime that runs the pod.
        PodSpec.enableServiceLinks Whether containers get environment variables for the services of the namespace.
        PodSpec.preemptionPolicy Whether the pod may displace others of lower priority.
        PodSpec.overhead What running the pod costs beyond its containers.
        PodSpec.topologySpreadConstraints How pods of a group are to be spread over nodes.
        PodSpec.setHostnameAsFQDN Whether the full domain name becomes the kernel's host name.
        PodSpec.os The operating system that the containers are made for.
        PodSpec.hostUsers False puts the pod into a user namespace of its own.
        PodSpec.schedulingGroup The group of pods it is to be placed with.
        PodSpec.evictionResponders Who is asked before the pod is evicted.
        PodSpec.schedulingGates While there are any, the pod is not placed.
        PodSpec.resourceClaims Claims on devices that containers of the pod use.
        PodSpec.resources Resources for the pod as a whole.
        PodSpec.hostnameOverride A host name that replaces every other.
        HostAlias A line of the hosts file.
        HostAlias.ip The address.
        HostAlias.hostnames The names of the address.
        PodDNSConfig Settings of the name resolver.
        PodDNSConfig.nameservers Addresses of name servers.
        PodDNSConfig.searches Domains in which short names are looked for.
        PodDNSConfig.options Options of the resolver.
        PodDNSConfigOption An option of the name resolver.
        PodReadinessGate A condition that counts towards the pod's readiness.
        PodReadinessGate.conditionType The type of the condition.
        PodOS An operating system.
        PodOS.name linux or windows.
        PodResourceClaim A claim on devices.
        PodSchedulingGate A reason not to place a pod yet.
        """
}
