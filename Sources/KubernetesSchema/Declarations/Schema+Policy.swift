extension Schema {
    /// Evictions.
    static let policy = #"""
        package io.k8s.api.policy.v1
        version policy/v1

        kind Eviction
          metadata       ObjectMeta       1  always
          deleteOptions  *DeleteOptions   2
        """#
}
