extension Schema {
    /// Nodes.
    static let node = #"""
        package io.k8s.api.core.v1
        version v1

        object Node nodes
          metadata  ObjectMeta   1  always
          spec      NodeSpec     2  always
          status    NodeStatus   3  always

        type NodeSpec
          podCIDR              string                     1
          podCIDRs             []string                   7  merge set
          providerID           string                     3
          unschedulable        bool                       4
          taints               []Taint                    5  atomic
          configSource         *NodeConfigSource          6
          externalID           string                     2
          podPreemptionPolicy  *NodePodPreemptionPolicy   8

        type NodeStatus
          capacity          map[string]Quantity    1
          allocatable       map[string]Quantity    2
          phase             string                 3
          conditions        []NodeCondition        4  merge=type mapkeys=type
          addresses         []NodeAddress          5  merge=type mapkeys=type
          daemonEndpoints   NodeDaemonEndpoints    6  always
          nodeInfo          NodeSystemInfo         7  always
          images            []ContainerImage       8  atomic
          volumesInUse      []string               9  atomic
          volumesAttached   []AttachedVolume      10  atomic
          config            *NodeConfigStatus     11
          runtimeHandlers   []NodeRuntimeHandler  12  atomic
          features          *NodeFeatures         13
          declaredFeatures  []string              14  atomic

        type Taint
          key        string   1  required
          value      string   2
          effect     string   3  required
          timeAdded  *Time    4

        type NodeConfigSource
          configMap  *ConfigMapNodeConfigSource   2

        type NodePodPreemptionPolicy
          disableResizePreemption  []string   1  set

        type NodeCondition
          type                string   1  required
          status              string   2  required
          lastHeartbeatTime   Time     3  always
          lastTransitionTime  Time     4  always
          reason              string   5
          message             string   6

        type NodeAddress
          type     string   1  required
          address  string   2  required

        type NodeDaemonEndpoints
          kubeletEndpoint  DaemonEndpoint   1  always

        type NodeSystemInfo
          machineID                string            1  required
          systemUUID               string            2  required
          bootID                   string            3  required
          kernelVersion            string            4  required
          osImage                  string            5  required
          containerRuntimeVersion  string            6  required
          kubeletVersion           string            7  required
          kubeProxyVersion         string            8  required
          operatingSystem          string            9  required
          architecture             string           10  required
          swap                     *NodeSwapStatus  11

        type NodeSwapStatus
          capacity  *int64   1

        type NodeConfigStatus
          assigned       *NodeConfigSource   1
          active         *NodeConfigSource   2
          lastKnownGood  *NodeConfigSource   3
          error          string              4

        type NodeRuntimeHandler
          name      string                        1  always
          features  *NodeRuntimeHandlerFeatures   2

        type NodeRuntimeHandlerFeatures
          recursiveReadOnlyMounts  *bool   1
          userNamespaces           *bool   2

        type NodeFeatures
          supplementalGroupsPolicy  *bool   1

        type ConfigMapNodeConfigSource
          namespace         string   1  required
          name              string   2  required
          uid               string   3
          resourceVersion   string   4
          kubeletConfigKey  string   5  required

        type DaemonEndpoint
          Port  int32   1  required

        type AttachedVolume
          name        string   1  required
          devicePath  string   2  required

        type ContainerImage
          names      []string   1  always atomic
          sizeBytes  int64      2
        """#
}
