// Generated from Sources/KubernetesSchema/Declarations/Schema+Discovery.swift by `make generate`.
// Do not edit: change the declarations instead.

/// v1 APIVersions.
public struct APIVersions: APIKind {
    public static let schemaType = "APIVersions"
    public static let apiVersion = "v1"
    public static let kind = "APIVersions"

    public var versions: [String] = []
    public var serverAddressByClientCIDRs: [ServerAddressByClientCIDR] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("versions", &versions, always: true)
        try fields.field("serverAddressByClientCIDRs", &serverAddressByClientCIDRs, always: true)
    }
}

/// v1 ServerAddressByClientCIDR.
public struct ServerAddressByClientCIDR: APIType {
    public static let schemaType = "ServerAddressByClientCIDR"

    public var clientCIDR: String = ""
    public var serverAddress: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("clientCIDR", &clientCIDR, always: true)
        try fields.field("serverAddress", &serverAddress, always: true)
    }
}

/// v1 APIGroupList.
public struct APIGroupList: APIKind {
    public static let schemaType = "APIGroupList"
    public static let apiVersion = "v1"
    public static let kind = "APIGroupList"

    public var groups: [APIGroup] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("groups", &groups, always: true)
    }
}

/// v1 APIGroup.
public struct APIGroup: APIKind {
    public static let schemaType = "APIGroup"
    public static let apiVersion = "v1"
    public static let kind = "APIGroup"

    public var name: String = ""
    public var versions: [GroupVersionForDiscovery] = []
    @Boxed public var preferredVersion: GroupVersionForDiscovery
    public var serverAddressByClientCIDRs: [ServerAddressByClientCIDR] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("versions", &versions, always: true)
        try fields.field("preferredVersion", &preferredVersion, always: true)
        try fields.field("serverAddressByClientCIDRs", &serverAddressByClientCIDRs)
    }
}

/// v1 GroupVersionForDiscovery.
public struct GroupVersionForDiscovery: APIType {
    public static let schemaType = "GroupVersionForDiscovery"

    public var groupVersion: String = ""
    public var version: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("groupVersion", &groupVersion, always: true)
        try fields.field("version", &version, always: true)
    }
}

/// v1 APIResourceList.
public struct APIResourceList: APIKind {
    public static let schemaType = "APIResourceList"
    public static let apiVersion = "v1"
    public static let kind = "APIResourceList"

    public var groupVersion: String = ""
    public var resources: [APIResource] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("groupVersion", &groupVersion, always: true)
        try fields.field("resources", &resources, always: true)
    }
}

/// v1 APIResource.
public struct APIResource: APIType {
    public static let schemaType = "APIResource"

    public var name: String = ""
    public var singularName: String = ""
    public var namespaced: Bool = false
    public var group: String = ""
    public var version: String = ""
    public var kind: String = ""
    public var verbs: [String] = []
    public var shortNames: [String] = []
    public var categories: [String] = []
    public var storageVersionHash: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("singularName", &singularName, always: true)
        try fields.field("namespaced", &namespaced, always: true)
        try fields.field("group", &group)
        try fields.field("version", &version)
        try fields.field("kind", &kind, always: true)
        try fields.field("verbs", &verbs, always: true)
        try fields.field("shortNames", &shortNames)
        try fields.field("categories", &categories)
        try fields.field("storageVersionHash", &storageVersionHash)
    }
}
