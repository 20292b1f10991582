// Generated from Sources/KubernetesSchema/Declarations/Schema+Policy.swift by `make generate`.
// Do not edit: change the declarations instead.

/// policy/v1 Eviction.
public struct Eviction: APIKind {
    public static let schemaType = "Eviction"
    public static let apiVersion = "policy/v1"
    public static let kind = "Eviction"

    @Boxed public var metadata: ObjectMeta
    @OptionalBoxed public var deleteOptions: DeleteOptions?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("deleteOptions", &deleteOptions)
    }
}
