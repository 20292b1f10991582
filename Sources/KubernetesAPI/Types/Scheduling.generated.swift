// Generated from Sources/KubernetesSchema/Declarations/Schema+Scheduling.swift by `make generate`.
// Do not edit: change the declarations instead.

/// v1 Affinity.
public struct Affinity: APIType {
    public static let schemaType = "Affinity"

    @OptionalBoxed public var nodeAffinity: NodeAffinity?
    @OptionalBoxed public var podAffinity: PodAffinity?
    @OptionalBoxed public var podAntiAffinity: PodAntiAffinity?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("nodeAffinity", &nodeAffinity)
        try fields.field("podAffinity", &podAffinity)
        try fields.field("podAntiAffinity", &podAntiAffinity)
    }
}

/// v1 NodeAffinity.
public struct NodeAffinity: APIType {
    public static let schemaType = "NodeAffinity"

    @OptionalBoxed public var requiredDuringSchedulingIgnoredDuringExecution: NodeSelector?
    public var preferredDuringSchedulingIgnoredDuringExecution: [PreferredSchedulingTerm] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field(
            "requiredDuringSchedulingIgnoredDuringExecution", &requiredDuringSchedulingIgnoredDuringExecution)
        try fields.field(
            "preferredDuringSchedulingIgnoredDuringExecution", &preferredDuringSchedulingIgnoredDuringExecution)
    }
}

/// v1 NodeSelector.
public struct NodeSelector: APIType {
    public static let schemaType = "NodeSelector"

    public var nodeSelectorTerms: [NodeSelectorTerm] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("nodeSelectorTerms", &nodeSelectorTerms, always: true)
    }
}

/// v1 NodeSelectorTerm.
public struct NodeSelectorTerm: APIType {
    public static let schemaType = "NodeSelectorTerm"

    public var matchExpressions: [NodeSelectorRequirement] = []
    public var matchFields: [NodeSelectorRequirement] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("matchExpressions", &matchExpressions)
        try fields.field("matchFields", &matchFields)
    }
}

/// v1 NodeSelectorRequirement.
public struct NodeSelectorRequirement: APIType {
    public static let schemaType = "NodeSelectorRequirement"

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

/// v1 PreferredSchedulingTerm.
public struct PreferredSchedulingTerm: APIType {
    public static let schemaType = "PreferredSchedulingTerm"

    public var weight: Int32 = 0
    @Boxed public var preference: NodeSelectorTerm

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("weight", &weight, always: true)
        try fields.field("preference", &preference, always: true)
    }
}

/// v1 PodAffinity.
public struct PodAffinity: APIType {
    public static let schemaType = "PodAffinity"

    public var requiredDuringSchedulingIgnoredDuringExecution: [PodAffinityTerm] = []
    public var preferredDuringSchedulingIgnoredDuringExecution: [WeightedPodAffinityTerm] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field(
            "requiredDuringSchedulingIgnoredDuringExecution", &requiredDuringSchedulingIgnoredDuringExecution)
        try fields.field(
            "preferredDuringSchedulingIgnoredDuringExecution", &preferredDuringSchedulingIgnoredDuringExecution)
    }
}

/// v1 PodAntiAffinity.
public struct PodAntiAffinity: APIType {
    public static let schemaType = "PodAntiAffinity"

    public var requiredDuringSchedulingIgnoredDuringExecution: [PodAffinityTerm] = []
    public var preferredDuringSchedulingIgnoredDuringExecution: [WeightedPodAffinityTerm] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field(
            "requiredDuringSchedulingIgnoredDuringExecution", &requiredDuringSchedulingIgnoredDuringExecution)
        try fields.field(
            "preferredDuringSchedulingIgnoredDuringExecution", &preferredDuringSchedulingIgnoredDuringExecution)
    }
}

/// v1 PodAffinityTerm.
public struct PodAffinityTerm: APIType {
    public static let schemaType = "PodAffinityTerm"

    @OptionalBoxed public var labelSelector: LabelSelector?
    public var namespaces: [String] = []
    public var topologyKey: String = ""
    @OptionalBoxed public var namespaceSelector: LabelSelector?
    public var matchLabelKeys: [String] = []
    public var mismatchLabelKeys: [String] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("labelSelector", &labelSelector)
        try fields.field("namespaces", &namespaces)
        try fields.field("topologyKey", &topologyKey, always: true)
        try fields.field("namespaceSelector", &namespaceSelector)
        try fields.field("matchLabelKeys", &matchLabelKeys)
        try fields.field("mismatchLabelKeys", &mismatchLabelKeys)
    }
}

/// v1 WeightedPodAffinityTerm.
public struct WeightedPodAffinityTerm: APIType {
    public static let schemaType = "WeightedPodAffinityTerm"

    public var weight: Int32 = 0
    @Boxed public var podAffinityTerm: PodAffinityTerm

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("weight", &weight, always: true)
        try fields.field("podAffinityTerm", &podAffinityTerm, always: true)
    }
}

/// v1 Toleration.
public struct Toleration: APIType {
    public static let schemaType = "Toleration"

    public var key: String = ""
    public var `operator`: String = ""
    public var value: String = ""
    public var effect: String = ""
    public var tolerationSeconds: Int64?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("key", &key)
        try fields.field("operator", &`operator`)
        try fields.field("value", &value)
        try fields.field("effect", &effect)
        try fields.field("tolerationSeconds", &tolerationSeconds)
    }
}

/// v1 TopologySpreadConstraint.
public struct TopologySpreadConstraint: APIType {
    public static let schemaType = "TopologySpreadConstraint"

    public var maxSkew: Int32 = 0
    public var topologyKey: String = ""
    public var whenUnsatisfiable: String = ""
    @OptionalBoxed public var labelSelector: LabelSelector?
    public var minDomains: Int32?
    public var nodeAffinityPolicy: String?
    public var nodeTaintsPolicy: String?
    public var matchLabelKeys: [String] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("maxSkew", &maxSkew, always: true)
        try fields.field("topologyKey", &topologyKey, always: true)
        try fields.field("whenUnsatisfiable", &whenUnsatisfiable, always: true)
        try fields.field("labelSelector", &labelSelector)
        try fields.field("minDomains", &minDomains)
        try fields.field("nodeAffinityPolicy", &nodeAffinityPolicy)
        try fields.field("nodeTaintsPolicy", &nodeTaintsPolicy)
        try fields.field("matchLabelKeys", &matchLabelKeys)
    }
}

/// v1 PodSchedulingGate.
public struct PodSchedulingGate: APIType {
    public static let schemaType = "PodSchedulingGate"

    public var name: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
    }
}

/// v1 PodSchedulingGroup.
public struct PodSchedulingGroup: APIType {
    public static let schemaType = "PodSchedulingGroup"

    public var podGroupName: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("podGroupName", &podGroupName)
    }
}
