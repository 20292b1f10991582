extension Schema {
    /// What kubelets keep of their nodes' storage drivers.
    static let csiNode = #"""
        package io.k8s.api.storage.v1
        version storage.k8s.io/v1

        object CSINode csinodes
          metadata  ObjectMeta    1  always
          spec      CSINodeSpec   2  required

        type CSINodeSpec
          drivers  []CSINodeDriver   1  required merge=name mapkeys=name

        type CSINodeDriver
          name          string                 1  required
          nodeID        string                 2  required
          topologyKeys  []string               3  always atomic
          allocatable   *VolumeNodeResources   4

        type VolumeNodeResources
          count  *int32   1
        """#
}
