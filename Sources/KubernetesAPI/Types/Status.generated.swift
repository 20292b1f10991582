// Generated from Sources/KubernetesSchema/Declarations/Schema+Status.swift by `make generate`.
// Do not edit: change the declarations instead.

/// v1 Status.
public struct Status: APIKind {
    public static let schemaType = "Status"
    public static let apiVersion = "v1"
    public static let kind = "Status"

    @Boxed public var metadata: ListMeta
    public var status: String = ""
    public var message: String = ""
    public var reason: String = ""
    @OptionalBoxed public var details: StatusDetails?
    public var code: Int32 = 0

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("status", &status)
        try fields.field("message", &message)
        try fields.field("reason", &reason)
        try fields.field("details", &details)
        try fields.field("code", &code)
    }
}

/// v1 StatusDetails.
public struct StatusDetails: APIType {
    public static let schemaType = "StatusDetails"

    public var name: String = ""
    public var group: String = ""
    public var kind: String = ""
    public var uid: String = ""
    public var causes: [StatusCause] = []
    public var retryAfterSeconds: Int32 = 0

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name)
        try fields.field("group", &group)
        try fields.field("kind", &kind)
        try fields.field("uid", &uid)
        try fields.field("causes", &causes)
        try fields.field("retryAfterSeconds", &retryAfterSeconds)
    }
}

/// v1 StatusCause.
public struct StatusCause: APIType {
    public static let schemaType = "StatusCause"

    public var reason: String = ""
    public var message: String = ""
    public var field: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("reason", &reason)
        try fields.field("message", &message)
        try fields.field("field", &field)
    }
}
