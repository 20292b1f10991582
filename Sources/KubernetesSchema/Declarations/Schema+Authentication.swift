extension Schema {
    /// Reviews of who somebody is, and tokens that say so.
    static let authentication = #"""
        package io.k8s.api.authentication.v1
        version authentication.k8s.io/v1

        kind SelfSubjectReview
          metadata  ObjectMeta                1  always
          status    SelfSubjectReviewStatus   2  always

        type SelfSubjectReviewStatus
          userInfo  UserInfo   1  always

        type UserInfo
          username  string                1
          uid       string                2
          groups    []string              3  atomic
          extra     map[string][]string   4

        kind TokenReview
          metadata  ObjectMeta          1  always
          spec      TokenReviewSpec     2  required
          status    TokenReviewStatus   3  always

        type TokenReviewSpec
          token      string     1
          audiences  []string   2  atomic

        type TokenReviewStatus
          authenticated  bool       1
          user           UserInfo   2  always
          audiences      []string   4  atomic
          error          string     3

        kind TokenRequest
          metadata  ObjectMeta           1  always
          spec      TokenRequestSpec     2  required
          status    TokenRequestStatus   3  always

        type TokenRequestSpec
          audiences          []string                1  required atomic
          expirationSeconds  *int64                  4  always default=3600
          boundObjectRef     *BoundObjectReference   3  always

        type TokenRequestStatus
          token                string   1  required
          expirationTimestamp  Time     2  required

        type BoundObjectReference
          kind        string   1
          apiVersion  string   2
          name        string   3
          uid         string   4
        """#
}
