extension Schema {
    /// Discovery of all groups in one answer.
    static let aggregatedDiscovery = #"""
        package io.k8s.api.apidiscovery.v2
        version apidiscovery.k8s.io/v2

        kind APIGroupDiscoveryList
          metadata  ListMeta              1  always
          items     []APIGroupDiscovery   2  always

        kind APIGroupDiscovery
          metadata  ObjectMeta              1  always
          versions  []APIVersionDiscovery   2  mapkeys=version

        type APIVersionDiscovery
          version    string                   1  always
          resources  []APIResourceDiscovery   2  mapkeys=resource
          freshness  string                   3

        type APIResourceDiscovery
          resource          string                      1  always
          responseKind      *GroupVersionKind           2
          scope             string                      3  always
          singularResource  string                      4  always
          verbs             []string                    5  always set
          shortNames        []string                    6  set
          categories        []string                    7  set
          subresources      []APISubresourceDiscovery   8  mapkeys=subresource

        type APISubresourceDiscovery
          subresource    string               1  always
          responseKind   *GroupVersionKind    2
          acceptedTypes  []GroupVersionKind   3  mapkeys=group,version,kind
          verbs          []string             4  always set
        """#
}
