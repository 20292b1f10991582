extension Schema {
    /// Where a pod may run.
    static let scheduling = #"""
        package io.k8s.api.core.v1
        version v1

        type Affinity
          nodeAffinity     *NodeAffinity      1
          podAffinity      *PodAffinity       2
          podAntiAffinity  *PodAntiAffinity   3

        type NodeAffinity
          requiredDuringSchedulingIgnoredDuringExecution   *NodeSelector               1
          preferredDuringSchedulingIgnoredDuringExecution  []PreferredSchedulingTerm   2  atomic

        type NodeSelector atomic
          nodeSelectorTerms  []NodeSelectorTerm   1  required atomic

        type NodeSelectorTerm atomic
          matchExpressions  []NodeSelectorRequirement   1  atomic
          matchFields       []NodeSelectorRequirement   2  atomic

        type NodeSelectorRequirement
          key       string     1  required
          operator  string     2  required
          values    []string   3  atomic

        type PreferredSchedulingTerm
          weight      int32              1  required
          preference  NodeSelectorTerm   2  required

        type PodAffinity
          requiredDuringSchedulingIgnoredDuringExecution   []PodAffinityTerm           1  atomic
          preferredDuringSchedulingIgnoredDuringExecution  []WeightedPodAffinityTerm   2  atomic

        type PodAntiAffinity
          requiredDuringSchedulingIgnoredDuringExecution   []PodAffinityTerm           1  atomic
          preferredDuringSchedulingIgnoredDuringExecution  []WeightedPodAffinityTerm   2  atomic

        type PodAffinityTerm
          labelSelector      *LabelSelector   1
          namespaces         []string         2  atomic
          topologyKey        string           3  required
          namespaceSelector  *LabelSelector   4
          matchLabelKeys     []string         5  atomic
          mismatchLabelKeys  []string         6  atomic

        type WeightedPodAffinityTerm
          weight           int32             1  required
          podAffinityTerm  PodAffinityTerm   2  required

        type Toleration
          key                string   1
          operator           string   2
          value              string   3
          effect             string   4
          tolerationSeconds  *int64   5

        type TopologySpreadConstraint
          maxSkew             int32            1  required
          topologyKey         string           2  required
          whenUnsatisfiable   string           3  required
          labelSelector       *LabelSelector   4
          minDomains          *int32           5
          nodeAffinityPolicy  *string          6
          nodeTaintsPolicy    *string          7
          matchLabelKeys      []string         8  atomic

        type PodSchedulingGate
          name  string   1  required

        type PodSchedulingGroup
          podGroupName  *string   1
        """#
}
