// Generated from Sources/KubernetesSchema/Declarations/Schema+Pod.swift by `make generate`.
// Do not edit: change the declarations instead.

/// v1 Pod.
public struct Pod: APIObject {
    public static let schemaType = "Pod"
    public static let apiVersion = "v1"
    public static let kind = "Pod"
    public static let resource = "pods"
    public static let namespaced = true

    @Boxed public var metadata: ObjectMeta
    @Boxed public var spec: PodSpec
    @Boxed public var status: PodStatus

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("spec", &spec, always: true)
        try fields.field("status", &status, always: true)
    }
}

/// v1 EphemeralContainers.
public struct EphemeralContainers: APIKind {
    public static let schemaType = "EphemeralContainers"
    public static let apiVersion = "v1"
    public static let kind = "EphemeralContainers"

    @Boxed public var metadata: ObjectMeta
    public var ephemeralContainers: [EphemeralContainer] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("ephemeralContainers", &ephemeralContainers, always: true)
    }
}

/// v1 PodSpec.
public struct PodSpec: APIType {
    public static let schemaType = "PodSpec"

    public var volumes: [Volume] = []
    public var initContainers: [Container] = []
    public var containers: [Container] = []
    public var ephemeralContainers: [EphemeralContainer] = []
    public var restartPolicy: String = ""
    public var terminationGracePeriodSeconds: Int64?
    public var activeDeadlineSeconds: Int64?
    public var dnsPolicy: String = ""
    public var nodeSelector: [String: String] = [:]
    public var serviceAccountName: String = ""
    public var serviceAccount: String = ""
    public var automountServiceAccountToken: Bool?
    public var nodeName: String = ""
    public var hostNetwork: Bool = false
    public var hostPID: Bool = false
    public var hostIPC: Bool = false
    public var shareProcessNamespace: Bool?
    @OptionalBoxed public var securityContext: PodSecurityContext?
    public var imagePullSecrets: [LocalObjectReference] = []
    public var hostname: String = ""
    public var subdomain: String = ""
    @OptionalBoxed public var affinity: Affinity?
    public var schedulerName: String = ""
    public var tolerations: [Toleration] = []
    public var hostAliases: [HostAlias] = []
    public var priorityClassName: String = ""
    public var priority: Int32?
    @OptionalBoxed public var dnsConfig: PodDNSConfig?
    public var readinessGates: [PodReadinessGate] = []
    public var runtimeClassName: String?
    public var enableServiceLinks: Bool?
    public var preemptionPolicy: String?
    public var overhead: [String: Quantity] = [:]
    public var topologySpreadConstraints: [TopologySpreadConstraint] = []
    public var setHostnameAsFQDN: Bool?
    @OptionalBoxed public var os: PodOS?
    public var hostUsers: Bool?
    public var schedulingGates: [PodSchedulingGate] = []
    public var resourceClaims: [PodResourceClaim] = []
    @OptionalBoxed public var resources: ResourceRequirements?
    public var hostnameOverride: String?
    @OptionalBoxed public var schedulingGroup: PodSchedulingGroup?
    public var evictionResponders: [EvictionResponder] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("volumes", &volumes)
        try fields.field("initContainers", &initContainers)
        try fields.field("containers", &containers, always: true)
        try fields.field("ephemeralContainers", &ephemeralContainers)
        try fields.field("restartPolicy", &restartPolicy)
        try fields.field("terminationGracePeriodSeconds", &terminationGracePeriodSeconds)
        try fields.field("activeDeadlineSeconds", &activeDeadlineSeconds)
        try fields.field("dnsPolicy", &dnsPolicy)
        try fields.field("nodeSelector", &nodeSelector)
        try fields.field("serviceAccountName", &serviceAccountName)
        try fields.field("serviceAccount", &serviceAccount)
        try fields.field("automountServiceAccountToken", &automountServiceAccountToken)
        try fields.field("nodeName", &nodeName)
        try fields.field("hostNetwork", &hostNetwork)
        try fields.field("hostPID", &hostPID)
        try fields.field("hostIPC", &hostIPC)
        try fields.field("shareProcessNamespace", &shareProcessNamespace)
        try fields.field("securityContext", &securityContext)
        try fields.field("imagePullSecrets", &imagePullSecrets)
        try fields.field("hostname", &hostname)
        try fields.field("subdomain", &subdomain)
        try fields.field("affinity", &affinity)
        try fields.field("schedulerName", &schedulerName)
        try fields.field("tolerations", &tolerations)
        try fields.field("hostAliases", &hostAliases)
        try fields.field("priorityClassName", &priorityClassName)
        try fields.field("priority", &priority)
        try fields.field("dnsConfig", &dnsConfig)
        try fields.field("readinessGates", &readinessGates)
        try fields.field("runtimeClassName", &runtimeClassName)
        try fields.field("enableServiceLinks", &enableServiceLinks)
        try fields.field("preemptionPolicy", &preemptionPolicy)
        try fields.field("overhead", &overhead)
        try fields.field("topologySpreadConstraints", &topologySpreadConstraints)
        try fields.field("setHostnameAsFQDN", &setHostnameAsFQDN)
        try fields.field("os", &os)
        try fields.field("hostUsers", &hostUsers)
        try fields.field("schedulingGates", &schedulingGates)
        try fields.field("resourceClaims", &resourceClaims)
        try fields.field("resources", &resources)
        try fields.field("hostnameOverride", &hostnameOverride)
        try fields.field("schedulingGroup", &schedulingGroup)
        try fields.field("evictionResponders", &evictionResponders)
    }
}

/// v1 PodTemplate.
public struct PodTemplate: APIObject {
    public static let schemaType = "PodTemplate"
    public static let apiVersion = "v1"
    public static let kind = "PodTemplate"
    public static let resource = "podtemplates"
    public static let namespaced = true

    @Boxed public var metadata: ObjectMeta
    @Boxed public var template: PodTemplateSpec

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("template", &template, always: true)
    }
}

/// v1 PodTemplateSpec.
public struct PodTemplateSpec: APIType {
    public static let schemaType = "PodTemplateSpec"

    @Boxed public var metadata: ObjectMeta
    @Boxed public var spec: PodSpec

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("spec", &spec, always: true)
    }
}

/// v1 Binding.
public struct Binding: APIKind {
    public static let schemaType = "Binding"
    public static let apiVersion = "v1"
    public static let kind = "Binding"

    @Boxed public var metadata: ObjectMeta
    @Boxed public var target: ObjectReference

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("target", &target, always: true)
    }
}

/// v1 HostAlias.
public struct HostAlias: APIType {
    public static let schemaType = "HostAlias"

    public var ip: String = ""
    public var hostnames: [String] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("ip", &ip, always: true)
        try fields.field("hostnames", &hostnames)
    }
}

/// v1 PodDNSConfig.
public struct PodDNSConfig: APIType {
    public static let schemaType = "PodDNSConfig"

    public var nameservers: [String] = []
    public var searches: [String] = []
    public var options: [PodDNSConfigOption] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("nameservers", &nameservers)
        try fields.field("searches", &searches)
        try fields.field("options", &options)
    }
}

/// v1 PodDNSConfigOption.
public struct PodDNSConfigOption: APIType {
    public static let schemaType = "PodDNSConfigOption"

    public var name: String = ""
    public var value: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name)
        try fields.field("value", &value)
    }
}

/// v1 PodReadinessGate.
public struct PodReadinessGate: APIType {
    public static let schemaType = "PodReadinessGate"

    public var conditionType: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("conditionType", &conditionType, always: true)
    }
}

/// v1 PodOS.
public struct PodOS: APIType {
    public static let schemaType = "PodOS"

    public var name: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
    }
}

/// v1 PodResourceClaim.
public struct PodResourceClaim: APIType {
    public static let schemaType = "PodResourceClaim"

    public var name: String = ""
    public var resourceClaimName: String?
    public var resourceClaimTemplateName: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("resourceClaimName", &resourceClaimName)
        try fields.field("resourceClaimTemplateName", &resourceClaimTemplateName)
    }
}

/// v1 EvictionResponder.
public struct EvictionResponder: APIType {
    public static let schemaType = "EvictionResponder"

    public var name: String = ""
    public var priority: Int32?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("priority", &priority, always: true)
    }
}
