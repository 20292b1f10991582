extension Schema {
    /// Priority classes.
    static let priorityClass = #"""
        package io.k8s.api.scheduling.v1
        version scheduling.k8s.io/v1

        object PriorityClass priorityclasses
          metadata          ObjectMeta   1  always
          value             int32        2  required
          globalDefault     bool         3
          description       string       4
          preemptionPolicy  *string      5  default="PreemptLowerPriority"
        """#
}
