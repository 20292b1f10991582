// Generated from Sources/KubernetesSchema/Declarations/Schema+Table.swift by `make generate`.
// Do not edit: change the declarations instead.

/// meta.k8s.io/v1 Table.
public struct Table: APIKind {
    public static let schemaType = "Table"
    public static let apiVersion = "meta.k8s.io/v1"
    public static let kind = "Table"

    @Boxed public var metadata: ListMeta
    public var columnDefinitions: [TableColumnDefinition] = []
    public var rows: [TableRow] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("columnDefinitions", &columnDefinitions, always: true)
        try fields.field("rows", &rows, always: true)
    }
}

/// meta.k8s.io/v1 TableColumnDefinition.
public struct TableColumnDefinition: APIType {
    public static let schemaType = "TableColumnDefinition"

    public var name: String = ""
    public var type: String = ""
    public var format: String = ""
    public var description: String = ""
    public var priority: Int32 = 0

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("type", &type, always: true)
        try fields.field("format", &format, always: true)
        try fields.field("description", &description, always: true)
        try fields.field("priority", &priority, always: true)
    }
}

/// meta.k8s.io/v1 TableRow.
public struct TableRow: APIType {
    public static let schemaType = "TableRow"

    public var cells: [JSONValue] = []
    public var conditions: [TableRowCondition] = []
    public var object: JSONValue?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("cells", &cells, always: true)
        try fields.field("conditions", &conditions)
        try fields.field("object", &object)
    }
}

/// meta.k8s.io/v1 TableRowCondition.
public struct TableRowCondition: APIType {
    public static let schemaType = "TableRowCondition"

    public var type: String = ""
    public var status: String = ""
    public var reason: String = ""
    public var message: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("type", &type, always: true)
        try fields.field("status", &status, always: true)
        try fields.field("reason", &reason)
        try fields.field("message", &message)
    }
}

/// meta.k8s.io/v1 PartialObjectMetadata.
public struct PartialObjectMetadata: APIKind {
    public static let schemaType = "PartialObjectMetadata"
    public static let apiVersion = "meta.k8s.io/v1"
    public static let kind = "PartialObjectMetadata"

    @Boxed public var metadata: ObjectMeta

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
    }
}

/// meta.k8s.io/v1 PartialObjectMetadataList.
public struct PartialObjectMetadataList: APIKind {
    public static let schemaType = "PartialObjectMetadataList"
    public static let apiVersion = "meta.k8s.io/v1"
    public static let kind = "PartialObjectMetadataList"

    @Boxed public var metadata: ListMeta
    public var items: [PartialObjectMetadata] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("items", &items, always: true)
    }
}

/// meta.k8s.io/v1beta1 PartialObjectMetadata.
public struct PartialObjectMetadataV1beta1: APIKind {
    public static let schemaType = "PartialObjectMetadataV1beta1"
    public static let apiVersion = "meta.k8s.io/v1beta1"
    public static let kind = "PartialObjectMetadata"

    @Boxed public var metadata: ObjectMeta

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
    }
}

/// meta.k8s.io/v1beta1 PartialObjectMetadataList.
public struct PartialObjectMetadataListV1beta1: APIKind {
    public static let schemaType = "PartialObjectMetadataListV1beta1"
    public static let apiVersion = "meta.k8s.io/v1beta1"
    public static let kind = "PartialObjectMetadataList"

    @Boxed public var metadata: ListMeta
    public var items: [PartialObjectMetadata] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("items", &items, always: true)
    }
}
