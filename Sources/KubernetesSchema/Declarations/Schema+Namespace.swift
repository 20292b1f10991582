extension Schema {
    /// Namespaces.
    static let namespace = #"""
        package io.k8s.api.core.v1
        version v1

        object Namespace namespaces
          metadata  ObjectMeta        1  always
          spec      NamespaceSpec     2  always
          status    NamespaceStatus   3  always

        type NamespaceSpec
          finalizers  []string   1  atomic

        type NamespaceStatus
          phase       string                 1  default="Active"
          conditions  []NamespaceCondition   2  merge=type mapkeys=type

        type NamespaceCondition
          type                string   1  required
          status              string   2  required
          lastTransitionTime  Time     4  always
          reason              string   5
          message             string   6
        """#
}
