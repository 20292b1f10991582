extension Schema {
    /// Tables and partial objects, in which any kind can be asked for.
    static let table = #"""
        package io.k8s.apimachinery.pkg.apis.meta.v1
        version meta.k8s.io/v1

        kind Table
          metadata           ListMeta                  0  always
          columnDefinitions  []TableColumnDefinition   0  required atomic
          rows               []TableRow                0  required atomic

        type TableColumnDefinition
          name         string   0  required
          type         string   0  required
          format       string   0  required
          description  string   0  required
          priority     int32    0  required

        type TableRow
          cells       []any                 0  required atomic
          conditions  []TableRowCondition   0  atomic
          object      any                   0

        type TableRowCondition
          type     string   0  required
          status   string   0  required
          reason   string   0
          message  string   0

        kind PartialObjectMetadata
          metadata  ObjectMeta   1  always

        kind PartialObjectMetadataList
          metadata  ListMeta                  1  always
          items     []PartialObjectMetadata   2  required

        version meta.k8s.io/v1beta1

        kind PartialObjectMetadataV1beta1 = PartialObjectMetadata
          metadata  ObjectMeta   1  always

        kind PartialObjectMetadataListV1beta1 = PartialObjectMetadataList
          metadata  ListMeta                  2  always
          items     []PartialObjectMetadata   1  required
        """#
}
