// Generated from Sources/KubernetesSchema/Declarations/Schema+Authentication.swift by `make generate`.
// Do not edit: change the declarations instead.

/// authentication.k8s.io/v1 SelfSubjectReview.
public struct SelfSubjectReview: APIKind {
    public static let schemaType = "SelfSubjectReview"
    public static let apiVersion = "authentication.k8s.io/v1"
    public static let kind = "SelfSubjectReview"

    @Boxed public var metadata: ObjectMeta
    @Boxed public var status: SelfSubjectReviewStatus

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("status", &status, always: true)
    }
}

/// authentication.k8s.io/v1 SelfSubjectReviewStatus.
public struct SelfSubjectReviewStatus: APIType {
    public static let schemaType = "SelfSubjectReviewStatus"

    @Boxed public var userInfo: UserInfo

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("userInfo", &userInfo, always: true)
    }
}

/// authentication.k8s.io/v1 UserInfo.
public struct UserInfo: APIType {
    public static let schemaType = "UserInfo"

    public var username: String = ""
    public var uid: String = ""
    public var groups: [String] = []
    public var extra: [String: [String]] = [:]

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("username", &username)
        try fields.field("uid", &uid)
        try fields.field("groups", &groups)
        try fields.field("extra", &extra)
    }
}

/// authentication.k8s.io/v1 TokenReview.
public struct TokenReview: APIKind {
    public static let schemaType = "TokenReview"
    public static let apiVersion = "authentication.k8s.io/v1"
    public static let kind = "TokenReview"

    @Boxed public var metadata: ObjectMeta
    @Boxed public var spec: TokenReviewSpec
    @Boxed public var status: TokenReviewStatus

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("spec", &spec, always: true)
        try fields.field("status", &status, always: true)
    }
}

/// authentication.k8s.io/v1 TokenReviewSpec.
public struct TokenReviewSpec: APIType {
    public static let schemaType = "TokenReviewSpec"

    public var token: String = ""
    public var audiences: [String] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("token", &token)
        try fields.field("audiences", &audiences)
    }
}

/// authentication.k8s.io/v1 TokenReviewStatus.
public struct TokenReviewStatus: APIType {
    public static let schemaType = "TokenReviewStatus"

    public var authenticated: Bool = false
    @Boxed public var user: UserInfo
    public var audiences: [String] = []
    public var error: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("authenticated", &authenticated)
        try fields.field("user", &user, always: true)
        try fields.field("audiences", &audiences)
        try fields.field("error", &error)
    }
}

/// authentication.k8s.io/v1 TokenRequest.
public struct TokenRequest: APIKind {
    public static let schemaType = "TokenRequest"
    public static let apiVersion = "authentication.k8s.io/v1"
    public static let kind = "TokenRequest"

    @Boxed public var metadata: ObjectMeta
    @Boxed public var spec: TokenRequestSpec
    @Boxed public var status: TokenRequestStatus

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("spec", &spec, always: true)
        try fields.field("status", &status, always: true)
    }
}

/// authentication.k8s.io/v1 TokenRequestSpec.
public struct TokenRequestSpec: APIType {
    public static let schemaType = "TokenRequestSpec"

    public var audiences: [String] = []
    public var expirationSeconds: Int64?
    @OptionalBoxed public var boundObjectRef: BoundObjectReference?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("audiences", &audiences, always: true)
        try fields.field("expirationSeconds", &expirationSeconds, always: true)
        try fields.field("boundObjectRef", &boundObjectRef, always: true)
    }
}

/// authentication.k8s.io/v1 TokenRequestStatus.
public struct TokenRequestStatus: APIType {
    public static let schemaType = "TokenRequestStatus"

    public var token: String = ""
    public var expirationTimestamp: Timestamp?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("token", &token, always: true)
        try fields.field("expirationTimestamp", &expirationTimestamp, always: true)
    }
}

/// authentication.k8s.io/v1 BoundObjectReference.
public struct BoundObjectReference: APIType {
    public static let schemaType = "BoundObjectReference"

    public var kind: String = ""
    public var apiVersion: String = ""
    public var name: String = ""
    public var uid: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("kind", &kind)
        try fields.field("apiVersion", &apiVersion)
        try fields.field("name", &name)
        try fields.field("uid", &uid)
    }
}
