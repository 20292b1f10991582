// Generated from Sources/KubernetesSchema/Declarations/Schema+Reference.swift by `make generate`.
// Do not edit: change the declarations instead.

/// v1 ObjectReference.
public struct ObjectReference: APIType {
    public static let schemaType = "ObjectReference"

    public var kind: String = ""
    public var namespace: String = ""
    public var name: String = ""
    public var uid: String = ""
    public var apiVersion: String = ""
    public var resourceVersion: String = ""
    public var fieldPath: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("kind", &kind)
        try fields.field("namespace", &namespace)
        try fields.field("name", &name)
        try fields.field("uid", &uid)
        try fields.field("apiVersion", &apiVersion)
        try fields.field("resourceVersion", &resourceVersion)
        try fields.field("fieldPath", &fieldPath)
    }
}

/// v1 LocalObjectReference.
public struct LocalObjectReference: APIType {
    public static let schemaType = "LocalObjectReference"

    public var name: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name)
    }
}

/// v1 TypedLocalObjectReference.
public struct TypedLocalObjectReference: APIType {
    public static let schemaType = "TypedLocalObjectReference"

    public var apiGroup: String?
    public var kind: String = ""
    public var name: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("apiGroup", &apiGroup, always: true)
        try fields.field("kind", &kind, always: true)
        try fields.field("name", &name, always: true)
    }
}

/// v1 TypedObjectReference.
public struct TypedObjectReference: APIType {
    public static let schemaType = "TypedObjectReference"

    public var apiGroup: String?
    public var kind: String = ""
    public var name: String = ""
    public var namespace: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("apiGroup", &apiGroup, always: true)
        try fields.field("kind", &kind, always: true)
        try fields.field("name", &name, always: true)
        try fields.field("namespace", &namespace)
    }
}
