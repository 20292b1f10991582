extension Schema {
    /// What every failed request answers.
    static let status = #"""
        package io.k8s.apimachinery.pkg.apis.meta.v1
        version v1

        kind Status
          metadata  ListMeta         1  always
          status    string           2
          message   string           3
          reason    string           4
          details   *StatusDetails   5
          code      int32            6

        type StatusDetails
          name               string          1
          group              string          2
          kind               string          3
          uid                string          6
          causes             []StatusCause   4  atomic
          retryAfterSeconds  int32           5

        type StatusCause
          reason   string   1
          message  string   2
          field    string   3
        """#
}
