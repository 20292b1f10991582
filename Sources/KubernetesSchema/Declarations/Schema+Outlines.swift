extension Schema {
    /// Kinds that are served and of which there are none: what their objects have at the first level, for those who ask what
    /// a kind is. No object of them is ever read or written, so they have no structs, and `any` stands for what is deeper.
    static let outlines = #"""
        package io.k8s.api.core.v1
        version v1

        object Endpoints endpoints namespaced
          metadata  ObjectMeta   1  always
          subsets   []any        2  atomic

        object LimitRange limitranges namespaced
          metadata  ObjectMeta   1  always
          spec      any          2

        object PersistentVolume persistentvolumes
          metadata  ObjectMeta   1  always
          spec      any          2
          status    any          3

        object PersistentVolumeClaim persistentvolumeclaims namespaced
          metadata  ObjectMeta                  1  always
          spec      PersistentVolumeClaimSpec   2  always
          status    any                         3

        object ReplicationController replicationcontrollers namespaced
          metadata  ObjectMeta   1  always
          spec      any          2
          status    any          3

        object ResourceQuota resourcequotas namespaced
          metadata  ObjectMeta   1  always
          spec      any          2
          status    any          3

        object Service services namespaced
          metadata  ObjectMeta   1  always
          spec      any          2
          status    any          3

        package io.k8s.api.admissionregistration.v1
        version admissionregistration.k8s.io/v1

        object MutatingWebhookConfiguration mutatingwebhookconfigurations
          metadata  ObjectMeta   1  always
          webhooks  []any        2  merge=name mapkeys=name

        object ValidatingAdmissionPolicy validatingadmissionpolicies
          metadata  ObjectMeta   1  always
          spec      any          2
          status    any          3

        object ValidatingAdmissionPolicyBinding validatingadmissionpolicybindings
          metadata  ObjectMeta   1  always
          spec      any          2

        object ValidatingWebhookConfiguration validatingwebhookconfigurations
          metadata  ObjectMeta   1  always
          webhooks  []any        2  merge=name mapkeys=name

        package io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1
        version apiextensions.k8s.io/v1

        object CustomResourceDefinition customresourcedefinitions
          metadata  ObjectMeta   1  always
          spec      any          2  required
          status    any          3

        package io.k8s.api.apps.v1
        version apps/v1

        object ControllerRevision controllerrevisions namespaced
          metadata  ObjectMeta   1  always
          data      any          2
          revision  int64        3  required

        object DaemonSet daemonsets namespaced
          metadata  ObjectMeta   1  always
          spec      any          2
          status    any          3

        object Deployment deployments namespaced
          metadata  ObjectMeta   1  always
          spec      any          2
          status    any          3

        object ReplicaSet replicasets namespaced
          metadata  ObjectMeta   1  always
          spec      any          2
          status    any          3

        object StatefulSet statefulsets namespaced
          metadata  ObjectMeta   1  always
          spec      any          2
          status    any          3

        package io.k8s.api.autoscaling.v2
        version autoscaling/v2

        object HorizontalPodAutoscaler horizontalpodautoscalers namespaced
          metadata  ObjectMeta   1  always
          spec      any          2
          status    any          3

        package io.k8s.api.batch.v1
        version batch/v1

        object CronJob cronjobs namespaced
          metadata  ObjectMeta   1  always
          spec      any          2
          status    any          3

        object Job jobs namespaced
          metadata  ObjectMeta   1  always
          spec      any          2
          status    any          3

        package io.k8s.api.certificates.v1
        version certificates.k8s.io/v1

        object CertificateSigningRequest certificatesigningrequests
          metadata  ObjectMeta   1  always
          spec      any          2  required
          status    any          3

        package io.k8s.api.discovery.v1
        version discovery.k8s.io/v1

        object EndpointSlice endpointslices namespaced
          metadata     ObjectMeta   1  always
          addressType  string       4  required
          endpoints    []any        2  required atomic
          ports        []any        3  atomic

        package io.k8s.api.networking.v1
        version networking.k8s.io/v1

        object Ingress ingresses namespaced
          metadata  ObjectMeta   1  always
          spec      any          2
          status    any          3

        object IngressClass ingressclasses
          metadata  ObjectMeta   1  always
          spec      any          2

        object NetworkPolicy networkpolicies namespaced
          metadata  ObjectMeta   1  always
          spec      any          2

        package io.k8s.api.policy.v1
        version policy/v1

        object PodDisruptionBudget poddisruptionbudgets namespaced
          metadata  ObjectMeta   1  always
          spec      any          2
          status    any          3

        package io.k8s.api.storage.v1
        version storage.k8s.io/v1

        object CSIDriver csidrivers
          metadata  ObjectMeta   1  always
          spec      any          2  required

        object CSIStorageCapacity csistoragecapacities namespaced
          metadata           ObjectMeta      1  always
          nodeTopology       LabelSelector   2
          storageClassName   string          3  required
          capacity           Quantity        4
          maximumVolumeSize  Quantity        5

        object StorageClass storageclasses
          metadata              ObjectMeta          1  always
          provisioner           string              2  required
          parameters            map[string]string   3
          reclaimPolicy         *string             4
          mountOptions          []string            5  atomic
          allowVolumeExpansion  *bool               6
          volumeBindingMode     *string             7
          allowedTopologies     []any               8  atomic

        object VolumeAttachment volumeattachments
          metadata  ObjectMeta   1  always
          spec      any          2  required
          status    any          3
        """#
}
