extension Schema {
    /// Runtime classes.
    static let runtimeClass = #"""
        package io.k8s.api.node.v1
        version node.k8s.io/v1

        object RuntimeClass runtimeclasses
          metadata    ObjectMeta    1  always
          handler     string        2  required
          overhead    *Overhead     3
          scheduling  *Scheduling   4

        type Overhead
          podFixed  map[string]Quantity   1

        type Scheduling
          nodeSelector  map[string]string   1  atomic
          tolerations   []Toleration        2  atomic
        """#
}
