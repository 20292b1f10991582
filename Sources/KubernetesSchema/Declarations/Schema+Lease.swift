extension Schema {
    /// Leases.
    static let lease = #"""
        package io.k8s.api.coordination.v1
        version coordination.k8s.io/v1

        object Lease leases namespaced
          metadata  ObjectMeta   1  always
          spec      LeaseSpec    2  always

        type LeaseSpec
          holderIdentity        *string      1
          leaseDurationSeconds  *int32       2
          acquireTime           *MicroTime   3
          renewTime             *MicroTime   4
          leaseTransitions      *int32       5
          strategy              *string      6
          preferredHolder       *string      7
        """#
}
