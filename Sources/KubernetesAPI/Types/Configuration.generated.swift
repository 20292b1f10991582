// Generated from Sources/KubernetesSchema/Declarations/Schema+Configuration.swift by `make generate`.
// Do not edit: change the declarations instead.

/// v1 ConfigMap.
public struct ConfigMap: APIObject {
    public static let schemaType = "ConfigMap"
    public static let apiVersion = "v1"
    public static let kind = "ConfigMap"
    public static let resource = "configmaps"
    public static let namespaced = true

    @Boxed public var metadata: ObjectMeta
    public var immutable: Bool?
    public var data: [String: String] = [:]
    public var binaryData: [String: [UInt8]] = [:]

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("immutable", &immutable)
        try fields.field("data", &data)
        try fields.field("binaryData", &binaryData)
    }
}

/// v1 Secret.
public struct Secret: APIObject {
    public static let schemaType = "Secret"
    public static let apiVersion = "v1"
    public static let kind = "Secret"
    public static let resource = "secrets"
    public static let namespaced = true

    @Boxed public var metadata: ObjectMeta
    public var immutable: Bool?
    public var data: [String: [UInt8]] = [:]
    public var stringData: [String: String] = [:]
    public var type: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("immutable", &immutable)
        try fields.field("data", &data)
        try fields.field("stringData", &stringData)
        try fields.field("type", &type)
    }
}

/// v1 ServiceAccount.
public struct ServiceAccount: APIObject {
    public static let schemaType = "ServiceAccount"
    public static let apiVersion = "v1"
    public static let kind = "ServiceAccount"
    public static let resource = "serviceaccounts"
    public static let namespaced = true

    @Boxed public var metadata: ObjectMeta
    public var secrets: [ObjectReference] = []
    public var imagePullSecrets: [LocalObjectReference] = []
    public var automountServiceAccountToken: Bool?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("secrets", &secrets)
        try fields.field("imagePullSecrets", &imagePullSecrets)
        try fields.field("automountServiceAccountToken", &automountServiceAccountToken)
    }
}
