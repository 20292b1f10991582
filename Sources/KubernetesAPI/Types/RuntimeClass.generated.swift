// Generated from Sources/KubernetesSchema/Declarations/Schema+RuntimeClass.swift by `make generate`.
// Do not edit: change the declarations instead.

/// node.k8s.io/v1 RuntimeClass.
public struct RuntimeClass: APIObject {
    public static let schemaType = "RuntimeClass"
    public static let apiVersion = "node.k8s.io/v1"
    public static let kind = "RuntimeClass"
    public static let resource = "runtimeclasses"
    public static let namespaced = false

    @Boxed public var metadata: ObjectMeta
    public var handler: String = ""
    @OptionalBoxed public var overhead: Overhead?
    @OptionalBoxed public var scheduling: Scheduling?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("handler", &handler, always: true)
        try fields.field("overhead", &overhead)
        try fields.field("scheduling", &scheduling)
    }
}

/// node.k8s.io/v1 Overhead.
public struct Overhead: APIType {
    public static let schemaType = "Overhead"

    public var podFixed: [String: Quantity] = [:]

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("podFixed", &podFixed)
    }
}

/// node.k8s.io/v1 Scheduling.
public struct Scheduling: APIType {
    public static let schemaType = "Scheduling"

    public var nodeSelector: [String: String] = [:]
    public var tolerations: [Toleration] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("nodeSelector", &nodeSelector)
        try fields.field("tolerations", &tolerations)
    }
}
