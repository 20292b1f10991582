extension Schema {
    /// Metadata that all objects share, options of requests, selectors.
    static let metadata = #"""
        package io.k8s.apimachinery.pkg.apis.meta.v1
        version v1

        type ObjectMeta
          name                        string                 1
          generateName                string                 2
          namespace                   string                 3
          selfLink                    string                 4
          uid                         string                 5
          resourceVersion             string                 6
          generation                  int64                  7
          creationTimestamp           Time                   8
          deletionTimestamp           *Time                  9
          deletionGracePeriodSeconds  *int64                10
          labels                      map[string]string     11
          annotations                 map[string]string     12
          ownerReferences             []OwnerReference      13  merge=uid mapkeys=uid
          finalizers                  []string              14  merge set
          managedFields               []ManagedFieldsEntry  17  atomic

        type OwnerReference atomic
          apiVersion          string   5  required
          kind                string   1  required
          name                string   3  required
          uid                 string   4  required
          controller          *bool    6
          blockOwnerDeletion  *bool    7

        type ManagedFieldsEntry
          manager      string      1
          operation    string      2
          apiVersion   string      3
          time         *Time       4
          fieldsType   string      6
          fieldsV1     *FieldsV1   7
          subresource  string      8

        type LabelSelector atomic
          matchLabels       map[string]string            1
          matchExpressions  []LabelSelectorRequirement   2  atomic

        type LabelSelectorRequirement
          key       string     1  required
          operator  string     2  required
          values    []string   3  atomic

        type FieldSelectorRequirement
          key       string     1  required
          operator  string     2  required
          values    []string   3  atomic

        type ListMeta
          selfLink            string       1
          resourceVersion     string       2
          continue            string       3
          remainingItemCount  *int64       4
          shardInfo           *ShardInfo   5

        type ShardInfo
          selector  string   1  required

        type GroupVersionKind
          group    string   1  required
          version  string   2  required
          kind     string   3  required

        kind DeleteOptions
          gracePeriodSeconds                                *int64           1
          preconditions                                     *Preconditions   2
          orphanDependents                                  *bool            3
          propagationPolicy                                 *string          4
          dryRun                                            []string         5  atomic
          ignoreStoreReadErrorWithClusterBreakingPotential  *bool            6

        type Preconditions
          uid              *string   1
          resourceVersion  *string   2

        type Condition
          type                string   1  required
          status              string   2  required
          observedGeneration  int64    3
          lastTransitionTime  Time     4  required
          reason              string   5  required
          message             string   6  required
        """#
}
