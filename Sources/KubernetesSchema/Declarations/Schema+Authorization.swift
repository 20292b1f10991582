extension Schema {
    /// Reviews of what somebody may do.
    static let authorization = #"""
        package io.k8s.api.authorization.v1
        version authorization.k8s.io/v1

        kind SelfSubjectAccessReview
          metadata  ObjectMeta                    1  always
          spec      SelfSubjectAccessReviewSpec   2  required
          status    SubjectAccessReviewStatus     3  always

        type SelfSubjectAccessReviewSpec
          resourceAttributes     *ResourceAttributes      1
          nonResourceAttributes  *NonResourceAttributes   2

        type ResourceAttributes
          namespace      string                     1
          verb           string                     2
          group          string                     3
          version        string                     4
          resource       string                     5
          subresource    string                     6
          name           string                     7
          fieldSelector  *FieldSelectorAttributes   8
          labelSelector  *LabelSelectorAttributes   9

        type FieldSelectorAttributes
          rawSelector   string                       1
          requirements  []FieldSelectorRequirement   2  atomic

        type LabelSelectorAttributes
          rawSelector   string                       1
          requirements  []LabelSelectorRequirement   2  atomic

        type NonResourceAttributes
          path  string   1
          verb  string   2

        type SubjectAccessReviewStatus
          allowed          bool     1  required
          denied           bool     4
          reason           string   2
          evaluationError  string   3

        kind SelfSubjectRulesReview
          metadata  ObjectMeta                   1  always
          spec      SelfSubjectRulesReviewSpec   2  required
          status    SubjectRulesReviewStatus     3  always

        type SelfSubjectRulesReviewSpec
          namespace  string   1

        type SubjectRulesReviewStatus
          resourceRules     []ResourceRule      1  required atomic
          nonResourceRules  []NonResourceRule   2  required atomic
          incomplete        bool                3  required
          evaluationError   string              4

        type ResourceRule
          verbs          []string   1  required atomic
          apiGroups      []string   2  atomic
          resources      []string   3  atomic
          resourceNames  []string   4  atomic

        type NonResourceRule
          verbs            []string   1  required atomic
          nonResourceURLs  []string   2  atomic

        kind SubjectAccessReview
          metadata  ObjectMeta                  1  always
          spec      SubjectAccessReviewSpec     2  required
          status    SubjectAccessReviewStatus   3  always

        type SubjectAccessReviewSpec
          resourceAttributes     *ResourceAttributes      1
          nonResourceAttributes  *NonResourceAttributes   2
          user                   string                   3
          groups                 []string                 4  atomic
          extra                  map[string][]string      5
          uid                    string                   6

        kind LocalSubjectAccessReview
          metadata  ObjectMeta                  1  always
          spec      SubjectAccessReviewSpec     2  required
          status    SubjectAccessReviewStatus   3  always
        """#
}
