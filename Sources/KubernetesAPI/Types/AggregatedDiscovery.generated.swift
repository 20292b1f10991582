// Generated from Sources/KubernetesSchema/Declarations/Schema+AggregatedDiscovery.swift by `make generate`.
// Do not edit: change the declarations instead.

/// apidiscovery.k8s.io/v2 APIGroupDiscoveryList.
public struct APIGroupDiscoveryList: APIKind {
    public static let schemaType = "APIGroupDiscoveryList"
    public static let apiVersion = "apidiscovery.k8s.io/v2"
    public static let kind = "APIGroupDiscoveryList"

    @Boxed public var metadata: ListMeta
    public var items: [APIGroupDiscovery] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("items", &items, always: true)
    }
}

/// apidiscovery.k8s.io/v2 APIGroupDiscovery.
public struct APIGroupDiscovery: APIKind {
    public static let schemaType = "APIGroupDiscovery"
    public static let apiVersion = "apidiscovery.k8s.io/v2"
    public static let kind = "APIGroupDiscovery"

    @Boxed public var metadata: ObjectMeta
    public var versions: [APIVersionDiscovery] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("versions", &versions)
    }
}

/// apidiscovery.k8s.io/v2 APIVersionDiscovery.
public struct APIVersionDiscovery: APIType {
    public static let schemaType = "APIVersionDiscovery"

    public var version: String = ""
    public var resources: [APIResourceDiscovery] = []
    public var freshness: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("version", &version, always: true)
        try fields.field("resources", &resources)
        try fields.field("freshness", &freshness)
    }
}

/// apidiscovery.k8s.io/v2 APIResourceDiscovery.
public struct APIResourceDiscovery: APIType {
    public static let schemaType = "APIResourceDiscovery"

    public var resource: String = ""
    @OptionalBoxed public var responseKind: GroupVersionKind?
    public var scope: String = ""
    public var singularResource: String = ""
    public var verbs: [String] = []
    public var shortNames: [String] = []
    public var categories: [String] = []
    public var subresources: [APISubresourceDiscovery] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("resource", &resource, always: true)
        try fields.field("responseKind", &responseKind)
        try fields.field("scope", &scope, always: true)
        try fields.field("singularResource", &singularResource, always: true)
        try fields.field("verbs", &verbs, always: true)
        try fields.field("shortNames", &shortNames)
        try fields.field("categories", &categories)
        try fields.field("subresources", &subresources)
    }
}

/// apidiscovery.k8s.io/v2 APISubresourceDiscovery.
public struct APISubresourceDiscovery: APIType {
    public static let schemaType = "APISubresourceDiscovery"

    public var subresource: String = ""
    @OptionalBoxed public var responseKind: GroupVersionKind?
    public var acceptedTypes: [GroupVersionKind] = []
    public var verbs: [String] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("subresource", &subresource, always: true)
        try fields.field("responseKind", &responseKind)
        try fields.field("acceptedTypes", &acceptedTypes)
        try fields.field("verbs", &verbs, always: true)
    }
}
