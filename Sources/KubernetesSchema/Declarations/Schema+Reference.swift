extension Schema {
    /// References from one object to another.
    static let reference = #"""
        package io.k8s.api.core.v1
        version v1

        type ObjectReference atomic
          kind             string   1
          namespace        string   2
          name             string   3
          uid              string   4
          apiVersion       string   5
          resourceVersion  string   6
          fieldPath        string   7

        type LocalObjectReference atomic
          name  string   1

        type TypedLocalObjectReference atomic
          apiGroup  *string   1  always
          kind      string    2  required
          name      string    3  required

        type TypedObjectReference
          apiGroup   *string   1  always
          kind       string    2  required
          name       string    3  required
          namespace  *string   4
        """#
}
