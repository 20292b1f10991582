// Generated from Sources/KubernetesSchema/Declarations/Schema+CSINode.swift by `make generate`.
// Do not edit: change the declarations instead.

/// storage.k8s.io/v1 CSINode.
public struct CSINode: APIObject {
    public static let schemaType = "CSINode"
    public static let apiVersion = "storage.k8s.io/v1"
    public static let kind = "CSINode"
    public static let resource = "csinodes"
    public static let namespaced = false

    @Boxed public var metadata: ObjectMeta
    @Boxed public var spec: CSINodeSpec

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("spec", &spec, always: true)
    }
}

/// storage.k8s.io/v1 CSINodeSpec.
public struct CSINodeSpec: APIType {
    public static let schemaType = "CSINodeSpec"

    public var drivers: [CSINodeDriver] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("drivers", &drivers, always: true)
    }
}

/// storage.k8s.io/v1 CSINodeDriver.
public struct CSINodeDriver: APIType {
    public static let schemaType = "CSINodeDriver"

    public var name: String = ""
    public var nodeID: String = ""
    public var topologyKeys: [String] = []
    @OptionalBoxed public var allocatable: VolumeNodeResources?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("nodeID", &nodeID, always: true)
        try fields.field("topologyKeys", &topologyKeys, always: true)
        try fields.field("allocatable", &allocatable)
    }
}

/// storage.k8s.io/v1 VolumeNodeResources.
public struct VolumeNodeResources: APIType {
    public static let schemaType = "VolumeNodeResources"

    public var count: Int32?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("count", &count)
    }
}
