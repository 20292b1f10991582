extension Descriptions {
    static let outlines = """
        Endpoints The addresses that a service leads to. This server has none.
        Endpoints.subsets The addresses, each with the ports that it has.
        LimitRange Bounds and defaults for what each pod of a namespace asks for. This server has none.
        LimitRange.spec The bounds and defaults.
        PersistentVolume Storage that outlives pods. This server has none.
        PersistentVolume.spec Where the storage is, how large, and who may use it.
        PersistentVolume.status Whether it is bound to a claim.
        PersistentVolumeClaim A wish for storage that outlives pods. This server has none.
        PersistentVolumeClaim.spec What storage is wanted.
        PersistentVolumeClaim.status What the claim has got.
        ReplicationController Keeps a number of like pods running; replica sets have taken its place. This server has none.
        ReplicationController.spec How many pods, which, and made from what.
        ReplicationController.status How many there are.
        ResourceQuota Bounds for all that a namespace has together. This server has none.
        ResourceQuota.spec The bounds.
        ResourceQuota.status What of them is used.
        Service One name and address for a set of pods. This server has none.
        Service.spec Which pods it leads to, and by which ports.
        Service.status What the load balancer says of it.
        MutatingWebhookConfiguration Programs that are asked to change requests before they are carried out. This server has none.
        MutatingWebhookConfiguration.webhooks The programs, and the requests that each is asked about.
        ValidatingAdmissionPolicy Rules, written as expressions, that requests have to meet. This server has none.
        ValidatingAdmissionPolicy.spec The expressions, and the requests that they look at.
        ValidatingAdmissionPolicy.status What was found when the expressions were checked.
        ValidatingAdmissionPolicyBinding Says where an admission policy applies, and with which parameters. This server has none.
        ValidatingAdmissionPolicyBinding.spec The policy, where it applies, and what follows if it is not met.
        ValidatingWebhookConfiguration Programs that are asked whether requests may be carried out. This server has none.
        ValidatingWebhookConfiguration.webhooks The programs, and the requests that each is asked about.
        CustomResourceDefinition A kind that users add to the API. This server has none.
        CustomResourceDefinition.spec The names, versions and schemas of the kind.
        CustomResourceDefinition.status Whether the kind is served.
        ControllerRevision What a daemon set or stateful set looked like at one time. This server has none.
        ControllerRevision.data What was kept of it.
        ControllerRevision.revision Which of the revisions it is.
        DaemonSet Keeps one pod running on every node, or on chosen ones. This server has none.
        DaemonSet.spec The pod to run, the nodes, and how they are brought up to date.
        DaemonSet.status On how many nodes it runs.
        Deployment Keeps a number of like pods running, and replaces them step by step when they change. This server has none.
        Deployment.spec How many pods, made from what, and how they are replaced.
        Deployment.status How many there are, and how far a replacement is.
        ReplicaSet Keeps a number of like pods running. This server has none.
        ReplicaSet.spec How many pods, which, and made from what.
        ReplicaSet.status How many there are.
        StatefulSet Keeps a number of pods running that each have a lasting name and storage. This server has none.
        StatefulSet.spec How many pods, made from what, and with which storage.
        StatefulSet.status How many there are, and of which revision.
        HorizontalPodAutoscaler Changes the number of like pods as their load changes. This server has none.
        HorizontalPodAutoscaler.spec What is scaled, within which bounds, and by which measures.
        HorizontalPodAutoscaler.status The number there is, the one that is wanted, and what was measured.
        CronJob Starts jobs at set times. This server has none.
        CronJob.spec The times, and the job.
        CronJob.status The jobs that run, and when the last began.
        Job Runs pods until enough of them have succeeded. This server has none.
        Job.spec The pods, how many have to succeed, and how many may fail.
        Job.status How many run, have succeeded and have failed.
        CertificateSigningRequest A request for a certificate. This server has none.
        CertificateSigningRequest.spec What is to be signed, by whom, and who asked.
        CertificateSigningRequest.status Whether it was approved, and the certificate.
        EndpointSlice Some of the addresses that a service leads to. This server has none.
        EndpointSlice.addressType IPv4, IPv6 or FQDN.
        EndpointSlice.endpoints The addresses, and the state of each.
        EndpointSlice.ports The ports that each address has.
        Ingress Leads requests from outside to services, by host and path. This server has none.
        Ingress.spec Which requests go to which service.
        Ingress.status What the load balancer says of it.
        IngressClass Which controller sees to ingresses of a class. This server has none.
        IngressClass.spec The controller, and its parameters.
        NetworkPolicy Which connections pods may have. This server has none.
        NetworkPolicy.spec The pods, and the connections that they may have.
        PodDisruptionBudget How many pods of a set may be taken away at a time. This server has none.
        PodDisruptionBudget.spec The pods, and how many have to be or may not be there.
        PodDisruptionBudget.status How many are there, and how many may go.
        CSIDriver What a storage driver can do, and what it needs to know. This server has none.
        CSIDriver.spec What it can do and needs.
        CSIStorageCapacity How much storage of a class there is for some nodes. This server has none.
        CSIStorageCapacity.nodeTopology The nodes that have access to it.
        CSIStorageCapacity.storageClassName The class.
        CSIStorageCapacity.capacity How much is left.
        CSIStorageCapacity.maximumVolumeSize How large one volume may be.
        StorageClass A sort of storage that claims can ask for. This server has none.
        StorageClass.provisioner The driver that makes the volumes.
        StorageClass.parameters What the driver is told.
        StorageClass.reclaimPolicy Delete or Retain: what becomes of a volume whose claim is gone.
        StorageClass.mountOptions Options with which the volumes are mounted.
        StorageClass.allowVolumeExpansion Whether volumes may grow.
        StorageClass.volumeBindingMode Immediate or WaitForFirstConsumer: when a volume is made.
        StorageClass.allowedTopologies Where volumes may be made.
        VolumeAttachment That a volume is, or is to be, attached to a node. This server has none.
        VolumeAttachment.spec The volume, the node and the driver.
        VolumeAttachment.status Whether it is attached.
        """
}
