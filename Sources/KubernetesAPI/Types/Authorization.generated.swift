// Generated from Sources/KubernetesSchema/Declarations/Schema+Authorization.swift by `make generate`.
// Do not edit: change the declarations instead.

/// authorization.k8s.io/v1 SelfSubjectAccessReview.
public struct SelfSubjectAccessReview: APIKind {
    public static let schemaType = "SelfSubjectAccessReview"
    public static let apiVersion = "authorization.k8s.io/v1"
    public static let kind = "SelfSubjectAccessReview"

    @Boxed public var metadata: ObjectMeta
    @Boxed public var spec: SelfSubjectAccessReviewSpec
    @Boxed public var status: SubjectAccessReviewStatus

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("spec", &spec, always: true)
        try fields.field("status", &status, always: true)
    }
}

/// authorization.k8s.io/v1 SelfSubjectAccessReviewSpec.
public struct SelfSubjectAccessReviewSpec: APIType {
    public static let schemaType = "SelfSubjectAccessReviewSpec"

    @OptionalBoxed public var resourceAttributes: ResourceAttributes?
    @OptionalBoxed public var nonResourceAttributes: NonResourceAttributes?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("resourceAttributes", &resourceAttributes)
        try fields.field("nonResourceAttributes", &nonResourceAttributes)
    }
}

/// authorization.k8s.io/v1 ResourceAttributes.
public struct ResourceAttributes: APIType {
    public static let schemaType = "ResourceAttributes"

    public var namespace: String = ""
    public var verb: String = ""
    public var group: String = ""
    public var version: String = ""
    public var resource: String = ""
    public var subresource: String = ""
    public var name: String = ""
    @OptionalBoxed public var fieldSelector: FieldSelectorAttributes?
    @OptionalBoxed public var labelSelector: LabelSelectorAttributes?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("namespace", &namespace)
        try fields.field("verb", &verb)
        try fields.field("group", &group)
        try fields.field("version", &version)
        try fields.field("resource", &resource)
        try fields.field("subresource", &subresource)
        try fields.field("name", &name)
        try fields.field("fieldSelector", &fieldSelector)
        try fields.field("labelSelector", &labelSelector)
    }
}

/// authorization.k8s.io/v1 FieldSelectorAttributes.
public struct FieldSelectorAttributes: APIType {
    public static let schemaType = "FieldSelectorAttributes"

    public var rawSelector: String = ""
    public var requirements: [FieldSelectorRequirement] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("rawSelector", &rawSelector)
        try fields.field("requirements", &requirements)
    }
}

/// authorization.k8s.io/v1 LabelSelectorAttributes.
public struct LabelSelectorAttributes: APIType {
    public static let schemaType = "LabelSelectorAttributes"

    public var rawSelector: String = ""
    public var requirements: [LabelSelectorRequirement] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("rawSelector", &rawSelector)
        try fields.field("requirements", &requirements)
    }
}

/// authorization.k8s.io/v1 NonResourceAttributes.
public struct NonResourceAttributes: APIType {
    public static let schemaType = "NonResourceAttributes"

    public var path: String = ""
    public var verb: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("path", &path)
        try fields.field("verb", &verb)
    }
}

/// authorization.k8s.io/v1 SubjectAccessReviewStatus.
public struct SubjectAccessReviewStatus: APIType {
    public static let schemaType = "SubjectAccessReviewStatus"

    public var allowed: Bool = false
    public var denied: Bool = false
    public var reason: String = ""
    public var evaluationError: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("allowed", &allowed, always: true)
        try fields.field("denied", &denied)
        try fields.field("reason", &reason)
        try fields.field("evaluationError", &evaluationError)
    }
}

/// authorization.k8s.io/v1 SelfSubjectRulesReview.
public struct SelfSubjectRulesReview: APIKind {
    public static let schemaType = "SelfSubjectRulesReview"
    public static let apiVersion = "authorization.k8s.io/v1"
    public static let kind = "SelfSubjectRulesReview"

    @Boxed public var metadata: ObjectMeta
    @Boxed public var spec: SelfSubjectRulesReviewSpec
    @Boxed public var status: SubjectRulesReviewStatus

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("spec", &spec, always: true)
        try fields.field("status", &status, always: true)
    }
}

/// authorization.k8s.io/v1 SelfSubjectRulesReviewSpec.
public struct SelfSubjectRulesReviewSpec: APIType {
    public static let schemaType = "SelfSubjectRulesReviewSpec"

    public var namespace: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("namespace", &namespace)
    }
}

/// authorization.k8s.io/v1 SubjectRulesReviewStatus.
public struct SubjectRulesReviewStatus: APIType {
    public static let schemaType = "SubjectRulesReviewStatus"

    public var resourceRules: [ResourceRule] = []
    public var nonResourceRules: [NonResourceRule] = []
    public var incomplete: Bool = false
    public var evaluationError: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("resourceRules", &resourceRules, always: true)
        try fields.field("nonResourceRules", &nonResourceRules, always: true)
        try fields.field("incomplete", &incomplete, always: true)
        try fields.field("evaluationError", &evaluationError)
    }
}

/// authorization.k8s.io/v1 ResourceRule.
public struct ResourceRule: APIType {
    public static let schemaType = "ResourceRule"

    public var verbs: [String] = []
    public var apiGroups: [String] = []
    public var resources: [String] = []
    public var resourceNames: [String] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("verbs", &verbs, always: true)
        try fields.field("apiGroups", &apiGroups)
        try fields.field("resources", &resources)
        try fields.field("resourceNames", &resourceNames)
    }
}

/// authorization.k8s.io/v1 NonResourceRule.
public struct NonResourceRule: APIType {
    public static let schemaType = "NonResourceRule"

    public var verbs: [String] = []
    public var nonResourceURLs: [String] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("verbs", &verbs, always: true)
        try fields.field("nonResourceURLs", &nonResourceURLs)
    }
}

/// authorization.k8s.io/v1 SubjectAccessReview.
public struct SubjectAccessReview: APIKind {
    public static let schemaType = "SubjectAccessReview"
    public static let apiVersion = "authorization.k8s.io/v1"
    public static let kind = "SubjectAccessReview"

    @Boxed public var metadata: ObjectMeta
    @Boxed public var spec: SubjectAccessReviewSpec
    @Boxed public var status: SubjectAccessReviewStatus

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("spec", &spec, always: true)
        try fields.field("status", &status, always: true)
    }
}

/// authorization.k8s.io/v1 SubjectAccessReviewSpec.
public struct SubjectAccessReviewSpec: APIType {
    public static let schemaType = "SubjectAccessReviewSpec"

    @OptionalBoxed public var resourceAttributes: ResourceAttributes?
    @OptionalBoxed public var nonResourceAttributes: NonResourceAttributes?
    public var user: String = ""
    public var groups: [String] = []
    public var extra: [String: [String]] = [:]
    public var uid: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("resourceAttributes", &resourceAttributes)
        try fields.field("nonResourceAttributes", &nonResourceAttributes)
        try fields.field("user", &user)
        try fields.field("groups", &groups)
        try fields.field("extra", &extra)
        try fields.field("uid", &uid)
    }
}

/// authorization.k8s.io/v1 LocalSubjectAccessReview.
public struct LocalSubjectAccessReview: APIKind {
    public static let schemaType = "LocalSubjectAccessReview"
    public static let apiVersion = "authorization.k8s.io/v1"
    public static let kind = "LocalSubjectAccessReview"

    @Boxed public var metadata: ObjectMeta
    @Boxed public var spec: SubjectAccessReviewSpec
    @Boxed public var status: SubjectAccessReviewStatus

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("spec", &spec, always: true)
        try fields.field("status", &status, always: true)
    }
}
