extension Schema {
    /// Discovery documents, one a group.
    static let discovery = #"""
        package io.k8s.apimachinery.pkg.apis.meta.v1
        version v1

        kind APIVersions
          versions                    []string                      1  required atomic
          serverAddressByClientCIDRs  []ServerAddressByClientCIDR   2  required atomic

        type ServerAddressByClientCIDR
          clientCIDR     string   1  required
          serverAddress  string   2  required

        kind APIGroupList
          groups  []APIGroup   1  required atomic

        kind APIGroup
          name                        string                        1  required
          versions                    []GroupVersionForDiscovery    2  required atomic
          preferredVersion            GroupVersionForDiscovery      3  always
          serverAddressByClientCIDRs  []ServerAddressByClientCIDR   4  atomic

        type GroupVersionForDiscovery
          groupVersion  string   1  required
          version       string   2  required

        kind APIResourceList
          groupVersion  string          1  required
          resources     []APIResource   2  required atomic

        type APIResource
          name                string     1  required
          singularName        string     6  required
          namespaced          bool       2  required
          group               string     8
          version             string     9
          kind                string     3  required
          verbs               []string   4  required wrapped
          shortNames          []string   5  atomic
          categories          []string   7  atomic
          storageVersionHash  string    10
        """#
}
