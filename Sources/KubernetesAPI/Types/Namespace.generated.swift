// Generated from Sources/KubernetesSchema/Declarations/Schema+Namespace.swift by `make generate`.
// Do not edit: change the declarations instead.

/// v1 Namespace.
public struct Namespace: APIObject {
    public static let schemaType = "Namespace"
    public static let apiVersion = "v1"
    public static let kind = "Namespace"
    public static let resource = "namespaces"
    public static let namespaced = false

    @Boxed public var metadata: ObjectMeta
    @Boxed public var spec: NamespaceSpec
    @Boxed public var status: NamespaceStatus

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("spec", &spec, always: true)
        try fields.field("status", &status, always: true)
    }
}

/// v1 NamespaceSpec.
public struct NamespaceSpec: APIType {
    public static let schemaType = "NamespaceSpec"

    public var finalizers: [String] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("finalizers", &finalizers)
    }
}

/// v1 NamespaceStatus.
public struct NamespaceStatus: APIType {
    public static let schemaType = "NamespaceStatus"

    public var phase: String = ""
    public var conditions: [NamespaceCondition] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("phase", &phase)
        try fields.field("conditions", &conditions)
    }
}

/// v1 NamespaceCondition.
public struct NamespaceCondition: APIType {
    public static let schemaType = "NamespaceCondition"

    public var type: String = ""
    public var status: String = ""
    public var lastTransitionTime: Timestamp?
    public var reason: String = ""
    public var message: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("type", &type, always: true)
        try fields.field("status", &status, always: true)
        try fields.field("lastTransitionTime", &lastTransitionTime, always: true)
        try fields.field("reason", &reason)
        try fields.field("message", &message)
    }
}
