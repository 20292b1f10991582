// Generated from Sources/KubernetesSchema/Declarations/Schema+Lease.swift by `make generate`.
// Do not edit: change the declarations instead.

/// coordination.k8s.io/v1 Lease.
public struct Lease: APIObject {
    public static let schemaType = "Lease"
    public static let apiVersion = "coordination.k8s.io/v1"
    public static let kind = "Lease"
    public static let resource = "leases"
    public static let namespaced = true

    @Boxed public var metadata: ObjectMeta
    @Boxed public var spec: LeaseSpec

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("spec", &spec, always: true)
    }
}

/// coordination.k8s.io/v1 LeaseSpec.
public struct LeaseSpec: APIType {
    public static let schemaType = "LeaseSpec"

    public var holderIdentity: String?
    public var leaseDurationSeconds: Int32?
    public var acquireTime: Timestamp?
    public var renewTime: Timestamp?
    public var leaseTransitions: Int32?
    public var strategy: String?
    public var preferredHolder: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("holderIdentity", &holderIdentity)
        try fields.field("leaseDurationSeconds", &leaseDurationSeconds)
        try fields.microTime("acquireTime", &acquireTime)
        try fields.microTime("renewTime", &renewTime)
        try fields.field("leaseTransitions", &leaseTransitions)
        try fields.field("strategy", &strategy)
        try fields.field("preferredHolder", &preferredHolder)
    }
}
