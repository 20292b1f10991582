// Generated from Sources/KubernetesSchema/Declarations/Schema+PodStatus.swift by `make generate`.
// Do not edit: change the declarations instead.

/// v1 PodStatus.
public struct PodStatus: APIType {
    public static let schemaType = "PodStatus"

    public var observedGeneration: Int64 = 0
    public var phase: String = ""
    public var conditions: [PodCondition] = []
    public var message: String = ""
    public var reason: String = ""
    public var nominatedNodeName: String = ""
    public var hostIP: String = ""
    public var hostIPs: [HostIP] = []
    public var podIP: String = ""
    public var podIPs: [PodIP] = []
    public var startTime: Timestamp?
    public var initContainerStatuses: [ContainerStatus] = []
    public var containerStatuses: [ContainerStatus] = []
    public var qosClass: String = ""
    public var ephemeralContainerStatuses: [ContainerStatus] = []
    public var resize: String = ""
    public var resourceClaimStatuses: [PodResourceClaimStatus] = []
    @OptionalBoxed public var extendedResourceClaimStatus: PodExtendedResourceClaimStatus?
    public var allocatedResources: [String: Quantity] = [:]
    @OptionalBoxed public var resources: ResourceRequirements?
    public var nodeAllocatableResourceClaimStatuses: [NodeAllocatableResourceClaimStatus] = []
    public var volumeHealth: [PodVolumeHealth] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("observedGeneration", &observedGeneration)
        try fields.field("phase", &phase)
        try fields.field("conditions", &conditions)
        try fields.field("message", &message)
        try fields.field("reason", &reason)
        try fields.field("nominatedNodeName", &nominatedNodeName)
        try fields.field("hostIP", &hostIP)
        try fields.field("hostIPs", &hostIPs)
        try fields.field("podIP", &podIP)
        try fields.field("podIPs", &podIPs)
        try fields.field("startTime", &startTime)
        try fields.field("initContainerStatuses", &initContainerStatuses)
        try fields.field("containerStatuses", &containerStatuses)
        try fields.field("qosClass", &qosClass)
        try fields.field("ephemeralContainerStatuses", &ephemeralContainerStatuses)
        try fields.field("resize", &resize)
        try fields.field("resourceClaimStatuses", &resourceClaimStatuses)
        try fields.field("extendedResourceClaimStatus", &extendedResourceClaimStatus)
        try fields.field("allocatedResources", &allocatedResources)
        try fields.field("resources", &resources)
        try fields.field("nodeAllocatableResourceClaimStatuses", &nodeAllocatableResourceClaimStatuses)
        try fields.field("volumeHealth", &volumeHealth)
    }
}

/// v1 PodCondition.
public struct PodCondition: APIType {
    public static let schemaType = "PodCondition"

    public var type: String = ""
    public var observedGeneration: Int64 = 0
    public var status: String = ""
    public var lastProbeTime: Timestamp?
    public var lastTransitionTime: Timestamp?
    public var reason: String = ""
    public var message: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("type", &type, always: true)
        try fields.field("observedGeneration", &observedGeneration)
        try fields.field("status", &status, always: true)
        try fields.field("lastProbeTime", &lastProbeTime, always: true)
        try fields.field("lastTransitionTime", &lastTransitionTime, always: true)
        try fields.field("reason", &reason)
        try fields.field("message", &message)
    }
}

/// v1 HostIP.
public struct HostIP: APIType {
    public static let schemaType = "HostIP"

    public var ip: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("ip", &ip, always: true)
    }
}

/// v1 PodIP.
public struct PodIP: APIType {
    public static let schemaType = "PodIP"

    public var ip: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("ip", &ip, always: true)
    }
}

/// v1 ContainerStatus.
public struct ContainerStatus: APIType {
    public static let schemaType = "ContainerStatus"

    public var name: String = ""
    @Boxed public var state: ContainerState
    @Boxed public var lastState: ContainerState
    public var ready: Bool = false
    public var restartCount: Int32 = 0
    public var image: String = ""
    public var imageID: String = ""
    public var containerID: String = ""
    public var started: Bool?
    public var allocatedResources: [String: Quantity] = [:]
    @OptionalBoxed public var resources: ResourceRequirements?
    public var volumeMounts: [VolumeMountStatus] = []
    @OptionalBoxed public var user: ContainerUser?
    public var allocatedResourcesStatus: [ResourceStatus] = []
    public var stopSignal: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("state", &state, always: true)
        try fields.field("lastState", &lastState, always: true)
        try fields.field("ready", &ready, always: true)
        try fields.field("restartCount", &restartCount, always: true)
        try fields.field("image", &image, always: true)
        try fields.field("imageID", &imageID, always: true)
        try fields.field("containerID", &containerID)
        try fields.field("started", &started)
        try fields.field("allocatedResources", &allocatedResources)
        try fields.field("resources", &resources)
        try fields.field("volumeMounts", &volumeMounts)
        try fields.field("user", &user)
        try fields.field("allocatedResourcesStatus", &allocatedResourcesStatus)
        try fields.field("stopSignal", &stopSignal)
    }
}

/// v1 ContainerState.
public struct ContainerState: APIType {
    public static let schemaType = "ContainerState"

    @OptionalBoxed public var waiting: ContainerStateWaiting?
    @OptionalBoxed public var running: ContainerStateRunning?
    @OptionalBoxed public var terminated: ContainerStateTerminated?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("waiting", &waiting)
        try fields.field("running", &running)
        try fields.field("terminated", &terminated)
    }
}

/// v1 ContainerStateWaiting.
public struct ContainerStateWaiting: APIType {
    public static let schemaType = "ContainerStateWaiting"

    public var reason: String = ""
    public var message: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("reason", &reason)
        try fields.field("message", &message)
    }
}

/// v1 ContainerStateRunning.
public struct ContainerStateRunning: APIType {
    public static let schemaType = "ContainerStateRunning"

    public var startedAt: Timestamp?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("startedAt", &startedAt, always: true)
    }
}

/// v1 ContainerStateTerminated.
public struct ContainerStateTerminated: APIType {
    public static let schemaType = "ContainerStateTerminated"

    public var exitCode: Int32 = 0
    public var signal: Int32 = 0
    public var reason: String = ""
    public var message: String = ""
    public var startedAt: Timestamp?
    public var finishedAt: Timestamp?
    public var containerID: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("exitCode", &exitCode, always: true)
        try fields.field("signal", &signal)
        try fields.field("reason", &reason)
        try fields.field("message", &message)
        try fields.field("startedAt", &startedAt, always: true)
        try fields.field("finishedAt", &finishedAt, always: true)
        try fields.field("containerID", &containerID)
    }
}

/// v1 VolumeMountStatus.
public struct VolumeMountStatus: APIType {
    public static let schemaType = "VolumeMountStatus"

    public var name: String = ""
    public var mountPath: String = ""
    public var readOnly: Bool = false
    public var recursiveReadOnly: String?
    @OptionalBoxed public var volumeStatus: VolumeStatus?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("mountPath", &mountPath, always: true)
        try fields.field("readOnly", &readOnly)
        try fields.field("recursiveReadOnly", &recursiveReadOnly)
        try fields.field("volumeStatus", &volumeStatus)
    }
}

/// v1 VolumeStatus.
public struct VolumeStatus: APIType {
    public static let schemaType = "VolumeStatus"

    @OptionalBoxed public var image: ImageVolumeStatus?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("image", &image)
    }
}

/// v1 ImageVolumeStatus.
public struct ImageVolumeStatus: APIType {
    public static let schemaType = "ImageVolumeStatus"

    public var imageRef: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("imageRef", &imageRef)
    }
}

/// v1 ContainerUser.
public struct ContainerUser: APIType {
    public static let schemaType = "ContainerUser"

    @OptionalBoxed public var linux: LinuxContainerUser?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("linux", &linux)
    }
}

/// v1 LinuxContainerUser.
public struct LinuxContainerUser: APIType {
    public static let schemaType = "LinuxContainerUser"

    public var uid: Int64 = 0
    public var gid: Int64 = 0
    public var supplementalGroups: [Int64] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("uid", &uid, always: true)
        try fields.field("gid", &gid, always: true)
        try fields.field("supplementalGroups", &supplementalGroups)
    }
}

/// v1 ResourceStatus.
public struct ResourceStatus: APIType {
    public static let schemaType = "ResourceStatus"

    public var name: String = ""
    public var resources: [ResourceHealth] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("resources", &resources)
    }
}

/// v1 ResourceHealth.
public struct ResourceHealth: APIType {
    public static let schemaType = "ResourceHealth"

    public var resourceID: String = ""
    public var health: String = ""
    public var message: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("resourceID", &resourceID, always: true)
        try fields.field("health", &health)
        try fields.field("message", &message)
    }
}

/// v1 PodResourceClaimStatus.
public struct PodResourceClaimStatus: APIType {
    public static let schemaType = "PodResourceClaimStatus"

    public var name: String = ""
    public var resourceClaimName: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("resourceClaimName", &resourceClaimName)
    }
}

/// v1 PodExtendedResourceClaimStatus.
public struct PodExtendedResourceClaimStatus: APIType {
    public static let schemaType = "PodExtendedResourceClaimStatus"

    public var requestMappings: [ContainerExtendedResourceRequest] = []
    public var resourceClaimName: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("requestMappings", &requestMappings, always: true)
        try fields.field("resourceClaimName", &resourceClaimName, always: true)
    }
}

/// v1 ContainerExtendedResourceRequest.
public struct ContainerExtendedResourceRequest: APIType {
    public static let schemaType = "ContainerExtendedResourceRequest"

    public var containerName: String = ""
    public var resourceName: String = ""
    public var requestName: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("containerName", &containerName, always: true)
        try fields.field("resourceName", &resourceName, always: true)
        try fields.field("requestName", &requestName, always: true)
    }
}

/// v1 PodVolumeHealth.
public struct PodVolumeHealth: APIType {
    public static let schemaType = "PodVolumeHealth"

    public var name: String = ""
    public var healthConditions: [VolumeHealthCondition] = []
    public var lastTransitionTime: Timestamp?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("healthConditions", &healthConditions)
        try fields.field("lastTransitionTime", &lastTransitionTime, always: true)
    }
}

/// v1 VolumeHealthCondition.
public struct VolumeHealthCondition: APIType {
    public static let schemaType = "VolumeHealthCondition"

    public var status: String = ""
    public var reason: String = ""
    public var message: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("status", &status, always: true)
        try fields.field("reason", &reason, always: true)
        try fields.field("message", &message)
    }
}

/// v1 NodeAllocatableResourceClaimStatus.
public struct NodeAllocatableResourceClaimStatus: APIType {
    public static let schemaType = "NodeAllocatableResourceClaimStatus"

    public var resourceClaimName: String = ""
    public var containers: [String] = []
    public var mapping: [NodeAllocatableMappedResources] = []
    public var overhead: [NodeAllocatableOverheadResources] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("resourceClaimName", &resourceClaimName, always: true)
        try fields.field("containers", &containers)
        try fields.field("mapping", &mapping)
        try fields.field("overhead", &overhead)
    }
}

/// v1 NodeAllocatableMappedResources.
public struct NodeAllocatableMappedResources: APIType {
    public static let schemaType = "NodeAllocatableMappedResources"

    public var name: String = ""
    public var quantity: Quantity?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("quantity", &quantity, always: true)
    }
}

/// v1 NodeAllocatableOverheadResources.
public struct NodeAllocatableOverheadResources: APIType {
    public static let schemaType = "NodeAllocatableOverheadResources"

    public var name: String = ""
    public var perPod: Quantity?
    public var perContainer: Quantity?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("perPod", &perPod)
        try fields.field("perContainer", &perContainer)
    }
}
