extension Schema {
    /// What the node reports of a pod and its containers.
    static let podStatus = #"""
        package io.k8s.api.core.v1
        version v1

        type PodStatus
          observedGeneration                    int64                                 17
          phase                                 string                                 1
          conditions                            []PodCondition                         2  merge=type mapkeys=type
          message                               string                                 3
          reason                                string                                 4
          nominatedNodeName                     string                                11
          hostIP                                string                                 5
          hostIPs                               []HostIP                              16  merge=ip atomic
          podIP                                 string                                 6
          podIPs                                []PodIP                               12  merge=ip mapkeys=ip
          startTime                             *Time                                  7
          initContainerStatuses                 []ContainerStatus                     10  atomic
          containerStatuses                     []ContainerStatus                      8  atomic
          qosClass                              string                                 9
          ephemeralContainerStatuses            []ContainerStatus                     13  atomic
          resize                                string                                14
          resourceClaimStatuses                 []PodResourceClaimStatus              15  merge=name retainkeys mapkeys=name
          extendedResourceClaimStatus           *PodExtendedResourceClaimStatus       18
          allocatedResources                    map[string]Quantity                   19
          resources                             *ResourceRequirements                 20
          nodeAllocatableResourceClaimStatuses  []NodeAllocatableResourceClaimStatus  21  merge=resourceClaimName mapkeys=resourceClaimName
          volumeHealth                          []PodVolumeHealth                     22  mapkeys=name

        type PodCondition
          type                string   1  required
          observedGeneration  int64    7
          status              string   2  required
          lastProbeTime       Time     3  always
          lastTransitionTime  Time     4  always
          reason              string   5
          message             string   6

        type HostIP
          ip  string   1  required

        type PodIP
          ip  string   1  required

        type ContainerStatus
          name                      string                  1  required
          state                     ContainerState          2  always
          lastState                 ContainerState          3  always
          ready                     bool                    4  required
          restartCount              int32                   5  required
          image                     string                  6  required
          imageID                   string                  7  required
          containerID               string                  8
          started                   *bool                   9
          allocatedResources        map[string]Quantity    10
          resources                 *ResourceRequirements  11
          volumeMounts              []VolumeMountStatus    12  merge=mountPath mapkeys=mountPath
          user                      *ContainerUser         13
          allocatedResourcesStatus  []ResourceStatus       14  merge=name mapkeys=name
          stopSignal                *string                15

        type ContainerState
          waiting     *ContainerStateWaiting      1
          running     *ContainerStateRunning      2
          terminated  *ContainerStateTerminated   3

        type ContainerStateWaiting
          reason   string   1
          message  string   2

        type ContainerStateRunning
          startedAt  Time   1  always

        type ContainerStateTerminated
          exitCode     int32    1  required
          signal       int32    2
          reason       string   3
          message      string   4
          startedAt    Time     5  always
          finishedAt   Time     6  always
          containerID  string   7

        type VolumeMountStatus
          name               string          1  required
          mountPath          string          2  required
          readOnly           bool            3
          recursiveReadOnly  *string         4
          volumeStatus       *VolumeStatus   5

        type VolumeStatus
          image  *ImageVolumeStatus   1

        type ImageVolumeStatus
          imageRef  string   1

        type ContainerUser
          linux  *LinuxContainerUser   1

        type LinuxContainerUser
          uid                 int64     1  required
          gid                 int64     2  required
          supplementalGroups  []int64   3  atomic

        type ResourceStatus
          name       string             1  required
          resources  []ResourceHealth   2  mapkeys=resourceID

        type ResourceHealth
          resourceID  string    1  required
          health      string    2
          message     *string   6

        type PodResourceClaimStatus
          name               string    1  required
          resourceClaimName  *string   2

        type PodExtendedResourceClaimStatus
          requestMappings    []ContainerExtendedResourceRequest   1  required atomic
          resourceClaimName  string                               2  required

        type ContainerExtendedResourceRequest
          containerName  string   1  required
          resourceName   string   2  required
          requestName    string   3  required

        type PodVolumeHealth
          name                string                    1  required
          healthConditions    []VolumeHealthCondition   2  merge=status mapkeys=status,reason
          lastTransitionTime  Time                      3  always

        type VolumeHealthCondition
          status   string   1  required
          reason   string   2  required
          message  string   3

        type NodeAllocatableResourceClaimStatus
          resourceClaimName  string                               1  required
          containers         []string                             2  set
          mapping            []NodeAllocatableMappedResources     4  merge=name mapkeys=name
          overhead           []NodeAllocatableOverheadResources   5  merge=name mapkeys=name

        type NodeAllocatableMappedResources
          name      string      1  required
          quantity  *Quantity   2  required

        type NodeAllocatableOverheadResources
          name          string      1  required
          perPod        *Quantity   2
          perContainer  *Quantity   3
        """#
}
