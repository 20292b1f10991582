extension Schema {
    /// Pods, their templates, and what is written to their subresources.
    static let pod = #"""
        package io.k8s.api.core.v1
        version v1

        object Pod pods namespaced
          metadata  ObjectMeta   1  always
          spec      PodSpec      2  always
          status    PodStatus    3  always

        kind EphemeralContainers
          metadata             ObjectMeta            1  always
          ephemeralContainers  []EphemeralContainer  2  required merge=name

        type PodSpec
          volumes                        []Volume                     1  merge=name retainkeys mapkeys=name
          initContainers                 []Container                 20  merge=name mapkeys=name
          containers                     []Container                  2  required merge=name mapkeys=name
          ephemeralContainers            []EphemeralContainer        34  merge=name mapkeys=name
          restartPolicy                  string                       3  default="Always"
          terminationGracePeriodSeconds  *int64                       4  default=30
          activeDeadlineSeconds          *int64                       5
          dnsPolicy                      string                       6  default="ClusterFirst"
          nodeSelector                   map[string]string            7  atomic
          serviceAccountName             string                       8
          serviceAccount                 string                       9
          automountServiceAccountToken   *bool                       21
          nodeName                       string                      10
          hostNetwork                    bool                        11
          hostPID                        bool                        12
          hostIPC                        bool                        13
          shareProcessNamespace          *bool                       27
          securityContext                *PodSecurityContext         14  default={}
          imagePullSecrets               []LocalObjectReference      15  merge=name mapkeys=name
          hostname                       string                      16
          subdomain                      string                      17
          affinity                       *Affinity                   18
          schedulerName                  string                      19  default="default-scheduler"
          tolerations                    []Toleration                22  atomic
          hostAliases                    []HostAlias                 23  merge=ip mapkeys=ip
          priorityClassName              string                      24
          priority                       *int32                      25
          dnsConfig                      *PodDNSConfig               26
          readinessGates                 []PodReadinessGate          28  atomic
          runtimeClassName               *string                     29
          enableServiceLinks             *bool                       30  default=true
          preemptionPolicy               *string                     31
          overhead                       map[string]Quantity         32
          topologySpreadConstraints      []TopologySpreadConstraint  33  merge=topologyKey mapkeys=topologyKey,whenUnsatisfiable
          setHostnameAsFQDN              *bool                       35
          os                             *PodOS                      36
          hostUsers                      *bool                       37
          schedulingGates                []PodSchedulingGate         38  merge=name mapkeys=name
          resourceClaims                 []PodResourceClaim          39  merge=name retainkeys mapkeys=name
          resources                      *ResourceRequirements       40
          hostnameOverride               *string                     41
          schedulingGroup                *PodSchedulingGroup         43
          evictionResponders             []EvictionResponder         44  merge=name mapkeys=name

        object PodTemplate podtemplates namespaced
          metadata  ObjectMeta        1  always
          template  PodTemplateSpec   2  always

        type PodTemplateSpec
          metadata  ObjectMeta   1  always
          spec      PodSpec      2  always

        kind Binding
          metadata  ObjectMeta        1  always
          target    ObjectReference   2  required

        type HostAlias
          ip         string     1  required
          hostnames  []string   2  atomic

        type PodDNSConfig
          nameservers  []string               1  atomic
          searches     []string               2  atomic
          options      []PodDNSConfigOption   3  atomic

        type PodDNSConfigOption
          name   string    1
          value  *string   2

        type PodReadinessGate
          conditionType  string   1  required

        type PodOS
          name  string   1  required

        type PodResourceClaim
          name                       string    1  required
          resourceClaimName          *string   3
          resourceClaimTemplateName  *string   4

        type EvictionResponder atomic
          name      string   1  required
          priority  *int32   2  required
        """#
}
