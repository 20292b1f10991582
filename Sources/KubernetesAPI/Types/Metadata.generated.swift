// Generated from Sources/KubernetesSchema/Declarations/Schema+Metadata.swift by `make generate`.
// Do not edit: change the declarations instead.

/// v1 ObjectMeta.
public struct ObjectMeta: APIType {
    public static let schemaType = "ObjectMeta"

    public var name: String = ""
    public var generateName: String = ""
    public var namespace: String = ""
    public var selfLink: String = ""
    public var uid: String = ""
    public var resourceVersion: String = ""
    public var generation: Int64 = 0
    public var creationTimestamp: Timestamp?
    public var deletionTimestamp: Timestamp?
    public var deletionGracePeriodSeconds: Int64?
    public var labels: [String: String] = [:]
    public var annotations: [String: String] = [:]
    public var ownerReferences: [OwnerReference] = []
    public var finalizers: [String] = []
    public var managedFields: [ManagedFieldsEntry] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name)
        try fields.field("generateName", &generateName)
        try fields.field("namespace", &namespace)
        try fields.field("selfLink", &selfLink)
        try fields.field("uid", &uid)
        try fields.field("resourceVersion", &resourceVersion)
        try fields.field("generation", &generation)
        try fields.field("creationTimestamp", &creationTimestamp)
        try fields.field("deletionTimestamp", &deletionTimestamp)
        try fields.field("deletionGracePeriodSeconds", &deletionGracePeriodSeconds)
        try fields.field("labels", &labels)
        try fields.field("annotations", &annotations)
        try fields.field("ownerReferences", &ownerReferences)
        try fields.field("finalizers", &finalizers)
        try fields.field("managedFields", &managedFields)
    }
}

/// v1 OwnerReference.
public struct OwnerReference: APIType {
    public static let schemaType = "OwnerReference"

    public var apiVersion: String = ""
    public var kind: String = ""
    public var name: String = ""
    public var uid: String = ""
    public var controller: Bool?
    public var blockOwnerDeletion: Bool?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("apiVersion", &apiVersion, always: true)
        try fields.field("kind", &kind, always: true)
        try fields.field("name", &name, always: true)
        try fields.field("uid", &uid, always: true)
        try fields.field("controller", &controller)
        try fields.field("blockOwnerDeletion", &blockOwnerDeletion)
    }
}

/// v1 ManagedFieldsEntry.
public struct ManagedFieldsEntry: APIType {
    public static let schemaType = "ManagedFieldsEntry"

    public var manager: String = ""
    public var operation: String = ""
    public var apiVersion: String = ""
    public var time: Timestamp?
    public var fieldsType: String = ""
    public var fieldsV1: JSONValue?
    public var subresource: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("manager", &manager)
        try fields.field("operation", &operation)
        try fields.field("apiVersion", &apiVersion)
        try fields.field("time", &time)
        try fields.field("fieldsType", &fieldsType)
        try fields.field("fieldsV1", &fieldsV1)
        try fields.field("subresource", &subresource)
    }
}

/// v1 LabelSelector.
public struct LabelSelector: APIType {
    public static let schemaType = "LabelSelector"

    public var matchLabels: [String: String] = [:]
    public var matchExpressions: [LabelSelectorRequirement] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("matchLabels", &matchLabels)
        try fields.field("matchExpressions", &matchExpressions)
    }
}

/// v1 LabelSelectorRequirement.
public struct LabelSelectorRequirement: APIType {
    public static let schemaType = "LabelSelectorRequirement"

    public var key: String = ""
    public var `operator`: String = ""
    public var values: [String] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("key", &key, always: true)
        try fields.field("operator", &`operator`, always: true)
        try fields.field("values", &values)
    }
}

/// v1 FieldSelectorRequirement.
public struct FieldSelectorRequirement: APIType {
    public static let schemaType = "FieldSelectorRequirement"

    public var key: String = ""
    public var `operator`: String = ""
    public var values: [String] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("key", &key, always: true)
        try fields.field("operator", &`operator`, always: true)
        try fields.field("values", &values)
    }
}

/// v1 ListMeta.
public struct ListMeta: APIType {
    public static let schemaType = "ListMeta"

    public var selfLink: String = ""
    public var resourceVersion: String = ""
    public var `continue`: String = ""
    public var remainingItemCount: Int64?
    @OptionalBoxed public var shardInfo: ShardInfo?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("selfLink", &selfLink)
        try fields.field("resourceVersion", &resourceVersion)
        try fields.field("continue", &`continue`)
        try fields.field("remainingItemCount", &remainingItemCount)
        try fields.field("shardInfo", &shardInfo)
    }
}

/// v1 ShardInfo.
public struct ShardInfo: APIType {
    public static let schemaType = "ShardInfo"

    public var selector: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("selector", &selector, always: true)
    }
}

/// v1 GroupVersionKind.
public struct GroupVersionKind: APIType {
    public static let schemaType = "GroupVersionKind"

    public var group: String = ""
    public var version: String = ""
    public var kind: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("group", &group, always: true)
        try fields.field("version", &version, always: true)
        try fields.field("kind", &kind, always: true)
    }
}

/// v1 DeleteOptions.
public struct DeleteOptions: APIKind {
    public static let schemaType = "DeleteOptions"
    public static let apiVersion = "v1"
    public static let kind = "DeleteOptions"

    public var gracePeriodSeconds: Int64?
    @OptionalBoxed public var preconditions: Preconditions?
    public var orphanDependents: Bool?
    public var propagationPolicy: String?
    public var dryRun: [String] = []
    public var ignoreStoreReadErrorWithClusterBreakingPotential: Bool?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("gracePeriodSeconds", &gracePeriodSeconds)
        try fields.field("preconditions", &preconditions)
        try fields.field("orphanDependents", &orphanDependents)
        try fields.field("propagationPolicy", &propagationPolicy)
        try fields.field("dryRun", &dryRun)
        try fields.field(
            "ignoreStoreReadErrorWithClusterBreakingPotential", &ignoreStoreReadErrorWithClusterBreakingPotential)
    }
}

/// v1 Preconditions.
public struct Preconditions: APIType {
    public static let schemaType = "Preconditions"

    public var uid: String?
    public var resourceVersion: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("uid", &uid)
        try fields.field("resourceVersion", &resourceVersion)
    }
}

/// v1 Condition.
public struct Condition: APIType {
    public static let schemaType = "Condition"

    public var type: String = ""
    public var status: String = ""
    public var observedGeneration: Int64 = 0
    public var lastTransitionTime: Timestamp?
    public var reason: String = ""
    public var message: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("type", &type, always: true)
        try fields.field("status", &status, always: true)
        try fields.field("observedGeneration", &observedGeneration)
        try fields.field("lastTransitionTime", &lastTransitionTime, always: true)
        try fields.field("reason", &reason, always: true)
        try fields.field("message", &message, always: true)
    }
}
