// Generated from Sources/KubernetesSchema/Declarations/Schema+PriorityClass.swift by `make generate`.
// Do not edit: change the declarations instead.

/// scheduling.k8s.io/v1 PriorityClass.
public struct PriorityClass: APIObject {
    public static let schemaType = "PriorityClass"
    public static let apiVersion = "scheduling.k8s.io/v1"
    public static let kind = "PriorityClass"
    public static let resource = "priorityclasses"
    public static let namespaced = false

    @Boxed public var metadata: ObjectMeta
    public var value: Int32 = 0
    public var globalDefault: Bool = false
    public var description: String = ""
    public var preemptionPolicy: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("value", &value, always: true)
        try fields.field("globalDefault", &globalDefault)
        try fields.field("description", &description)
        try fields.field("preemptionPolicy", &preemptionPolicy)
    }
}
