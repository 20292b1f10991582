extension Schema {
    /// Config maps, secrets and service accounts.
    static let configuration = #"""
        package io.k8s.api.core.v1
        version v1

        object ConfigMap configmaps namespaced
          metadata    ObjectMeta          1  always
          immutable   *bool               4
          data        map[string]string   2
          binaryData  map[string]bytes    3

        object Secret secrets namespaced
          metadata    ObjectMeta          1  always
          immutable   *bool               5
          data        map[string]bytes    2
          stringData  map[string]string   4
          type        string              3  default="Opaque"

        object ServiceAccount serviceaccounts namespaced
          metadata                      ObjectMeta               1  always
          secrets                       []ObjectReference        2  merge=name mapkeys=name
          imagePullSecrets              []LocalObjectReference   3  atomic
          automountServiceAccountToken  *bool                    4
        """#
}
