// Generated from Sources/KubernetesSchema/Declarations/Schema+Node.swift by `make generate`.
// Do not edit: change the declarations instead.

/// v1 Node.
public struct Node: APIObject {
    public static let schemaType = "Node"
    public static let apiVersion = "v1"
    public static let kind = "Node"
    public static let resource = "nodes"
    public static let namespaced = false

    @Boxed public var metadata: ObjectMeta
    @Boxed public var spec: NodeSpec
    @Boxed public var status: NodeStatus

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("spec", &spec, always: true)
        try fields.field("status", &status, always: true)
    }
}

/// v1 NodeSpec.
public struct NodeSpec: APIType {
    public static let schemaType = "NodeSpec"

    public var podCIDR: String = ""
    public var podCIDRs: [String] = []
    public var providerID: String = ""
    public var unschedulable: Bool = false
    public var taints: [Taint] = []
    @OptionalBoxed public var configSource: NodeConfigSource?
    public var externalID: String = ""
    @OptionalBoxed public var podPreemptionPolicy: NodePodPreemptionPolicy?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("podCIDR", &podCIDR)
        try fields.field("podCIDRs", &podCIDRs)
        try fields.field("providerID", &providerID)
        try fields.field("unschedulable", &unschedulable)
        try fields.field("taints", &taints)
        try fields.field("configSource", &configSource)
        try fields.field("externalID", &externalID)
        try fields.field("podPreemptionPolicy", &podPreemptionPolicy)
    }
}

/// v1 NodeStatus.
public struct NodeStatus: APIType {
    public static let schemaType = "NodeStatus"

    public var capacity: [String: Quantity] = [:]
    public var allocatable: [String: Quantity] = [:]
    public var phase: String = ""
    public var conditions: [NodeCondition] = []
    public var addresses: [NodeAddress] = []
    @Boxed public var daemonEndpoints: NodeDaemonEndpoints
    @Boxed public var nodeInfo: NodeSystemInfo
    public var images: [ContainerImage] = []
    public var volumesInUse: [String] = []
    public var volumesAttached: [AttachedVolume] = []
    @OptionalBoxed public var config: NodeConfigStatus?
    public var runtimeHandlers: [NodeRuntimeHandler] = []
    @OptionalBoxed public var features: NodeFeatures?
    public var declaredFeatures: [String] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("capacity", &capacity)
        try fields.field("allocatable", &allocatable)
        try fields.field("phase", &phase)
        try fields.field("conditions", &conditions)
        try fields.field("addresses", &addresses)
        try fields.field("daemonEndpoints", &daemonEndpoints, always: true)
        try fields.field("nodeInfo", &nodeInfo, always: true)
        try fields.field("images", &images)
        try fields.field("volumesInUse", &volumesInUse)
        try fields.field("volumesAttached", &volumesAttached)
        try fields.field("config", &config)
        try fields.field("runtimeHandlers", &runtimeHandlers)
        try fields.field("features", &features)
        try fields.field("declaredFeatures", &declaredFeatures)
    }
}

/// v1 Taint.
public struct Taint: APIType {
    public static let schemaType = "Taint"

    public var key: String = ""
    public var value: String = ""
    public var effect: String = ""
    public var timeAdded: Timestamp?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("key", &key, always: true)
        try fields.field("value", &value)
        try fields.field("effect", &effect, always: true)
        try fields.field("timeAdded", &timeAdded)
    }
}

/// v1 NodeConfigSource.
public struct NodeConfigSource: APIType {
    public static let schemaType = "NodeConfigSource"

    @OptionalBoxed public var configMap: ConfigMapNodeConfigSource?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("configMap", &configMap)
    }
}

/// v1 NodePodPreemptionPolicy.
public struct NodePodPreemptionPolicy: APIType {
    public static let schemaType = "NodePodPreemptionPolicy"

    public var disableResizePreemption: [String] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("disableResizePreemption", &disableResizePreemption)
    }
}

/// v1 NodeCondition.
public struct NodeCondition: APIType {
    public static let schemaType = "NodeCondition"

    public var type: String = ""
    public var status: String = ""
    public var lastHeartbeatTime: Timestamp?
    public var lastTransitionTime: Timestamp?
    public var reason: String = ""
    public var message: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("type", &type, always: true)
        try fields.field("status", &status, always: true)
        try fields.field("lastHeartbeatTime", &lastHeartbeatTime, always: true)
        try fields.field("lastTransitionTime", &lastTransitionTime, always: true)
        try fields.field("reason", &reason)
        try fields.field("message", &message)
    }
}

/// v1 NodeAddress.
public struct NodeAddress: APIType {
    public static let schemaType = "NodeAddress"

    public var type: String = ""
    public var address: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("type", &type, always: true)
        try fields.field("address", &address, always: true)
    }
}

/// v1 NodeDaemonEndpoints.
public struct NodeDaemonEndpoints: APIType {
    public static let schemaType = "NodeDaemonEndpoints"

    @Boxed public var kubeletEndpoint: DaemonEndpoint

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("kubeletEndpoint", &kubeletEndpoint, always: true)
    }
}

/// v1 NodeSystemInfo.
public struct NodeSystemInfo: APIType {
    public static let schemaType = "NodeSystemInfo"

    public var machineID: String = ""
    public var systemUUID: String = ""
    public var bootID: String = ""
    public var kernelVersion: String = ""
    public var osImage: String = ""
    public var containerRuntimeVersion: String = ""
    public var kubeletVersion: String = ""
    public var kubeProxyVersion: String = ""
    public var operatingSystem: String = ""
    public var architecture: String = ""
    @OptionalBoxed public var swap: NodeSwapStatus?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("machineID", &machineID, always: true)
        try fields.field("systemUUID", &systemUUID, always: true)
        try fields.field("bootID", &bootID, always: true)
        try fields.field("kernelVersion", &kernelVersion, always: true)
        try fields.field("osImage", &osImage, always: true)
        try fields.field("containerRuntimeVersion", &containerRuntimeVersion, always: true)
        try fields.field("kubeletVersion", &kubeletVersion, always: true)
        try fields.field("kubeProxyVersion", &kubeProxyVersion, always: true)
        try fields.field("operatingSystem", &operatingSystem, always: true)
        try fields.field("architecture", &architecture, always: true)
        try fields.field("swap", &swap)
    }
}

/// v1 NodeSwapStatus.
public struct NodeSwapStatus: APIType {
    public static let schemaType = "NodeSwapStatus"

    public var capacity: Int64?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("capacity", &capacity)
    }
}

/// v1 NodeConfigStatus.
public struct NodeConfigStatus: APIType {
    public static let schemaType = "NodeConfigStatus"

    @OptionalBoxed public var assigned: NodeConfigSource?
    @OptionalBoxed public var active: NodeConfigSource?
    @OptionalBoxed public var lastKnownGood: NodeConfigSource?
    public var error: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("assigned", &assigned)
        try fields.field("active", &active)
        try fields.field("lastKnownGood", &lastKnownGood)
        try fields.field("error", &error)
    }
}

/// v1 NodeRuntimeHandler.
public struct NodeRuntimeHandler: APIType {
    public static let schemaType = "NodeRuntimeHandler"

    public var name: String = ""
    @OptionalBoxed public var features: NodeRuntimeHandlerFeatures?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("features", &features)
    }
}

/// v1 NodeRuntimeHandlerFeatures.
public struct NodeRuntimeHandlerFeatures: APIType {
    public static let schemaType = "NodeRuntimeHandlerFeatures"

    public var recursiveReadOnlyMounts: Bool?
    public var userNamespaces: Bool?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("recursiveReadOnlyMounts", &recursiveReadOnlyMounts)
        try fields.field("userNamespaces", &userNamespaces)
    }
}

/// v1 NodeFeatures.
public struct NodeFeatures: APIType {
    public static let schemaType = "NodeFeatures"

    public var supplementalGroupsPolicy: Bool?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("supplementalGroupsPolicy", &supplementalGroupsPolicy)
    }
}

/// v1 ConfigMapNodeConfigSource.
public struct ConfigMapNodeConfigSource: APIType {
    public static let schemaType = "ConfigMapNodeConfigSource"

    public var namespace: String = ""
    public var name: String = ""
    public var uid: String = ""
    public var resourceVersion: String = ""
    public var kubeletConfigKey: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("namespace", &namespace, always: true)
        try fields.field("name", &name, always: true)
        try fields.field("uid", &uid)
        try fields.field("resourceVersion", &resourceVersion)
        try fields.field("kubeletConfigKey", &kubeletConfigKey, always: true)
    }
}

/// v1 DaemonEndpoint.
public struct DaemonEndpoint: APIType {
    public static let schemaType = "DaemonEndpoint"

    public var port: Int32 = 0

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("Port", &port, always: true)
    }
}

/// v1 AttachedVolume.
public struct AttachedVolume: APIType {
    public static let schemaType = "AttachedVolume"

    public var name: String = ""
    public var devicePath: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("devicePath", &devicePath, always: true)
    }
}

/// v1 ContainerImage.
public struct ContainerImage: APIType {
    public static let schemaType = "ContainerImage"

    public var names: [String] = []
    public var sizeBytes: Int64 = 0

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("names", &names, always: true)
        try fields.field("sizeBytes", &sizeBytes)
    }
}
