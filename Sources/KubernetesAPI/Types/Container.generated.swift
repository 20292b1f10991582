// Generated from Sources/KubernetesSchema/Declarations/Schema+Container.swift by `make generate`.
// Do not edit: change the declarations instead.

/// v1 Container.
public struct Container: APIType {
    public static let schemaType = "Container"

    public var name: String = ""
    public var image: String = ""
    public var command: [String] = []
    public var args: [String] = []
    public var workingDir: String = ""
    public var ports: [ContainerPort] = []
    public var envFrom: [EnvFromSource] = []
    public var env: [EnvVar] = []
    @Boxed public var resources: ResourceRequirements
    public var resizePolicy: [ContainerResizePolicy] = []
    public var restartPolicy: String?
    public var restartPolicyRules: [ContainerRestartRule] = []
    public var volumeMounts: [VolumeMount] = []
    public var volumeDevices: [VolumeDevice] = []
    @OptionalBoxed public var livenessProbe: Probe?
    @OptionalBoxed public var readinessProbe: Probe?
    @OptionalBoxed public var startupProbe: Probe?
    @OptionalBoxed public var lifecycle: Lifecycle?
    public var terminationMessagePath: String = ""
    public var terminationMessagePolicy: String = ""
    public var imagePullPolicy: String = ""
    @OptionalBoxed public var securityContext: SecurityContext?
    public var stdin: Bool = false
    public var stdinOnce: Bool = false
    public var tty: Bool = false

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("image", &image)
        try fields.field("command", &command)
        try fields.field("args", &args)
        try fields.field("workingDir", &workingDir)
        try fields.field("ports", &ports)
        try fields.field("envFrom", &envFrom)
        try fields.field("env", &env)
        try fields.field("resources", &resources, always: true)
        try fields.field("resizePolicy", &resizePolicy)
        try fields.field("restartPolicy", &restartPolicy)
        try fields.field("restartPolicyRules", &restartPolicyRules)
        try fields.field("volumeMounts", &volumeMounts)
        try fields.field("volumeDevices", &volumeDevices)
        try fields.field("livenessProbe", &livenessProbe)
        try fields.field("readinessProbe", &readinessProbe)
        try fields.field("startupProbe", &startupProbe)
        try fields.field("lifecycle", &lifecycle)
        try fields.field("terminationMessagePath", &terminationMessagePath)
        try fields.field("terminationMessagePolicy", &terminationMessagePolicy)
        try fields.field("imagePullPolicy", &imagePullPolicy)
        try fields.field("securityContext", &securityContext)
        try fields.field("stdin", &stdin)
        try fields.field("stdinOnce", &stdinOnce)
        try fields.field("tty", &tty)
    }
}

/// v1 EphemeralContainer.
public struct EphemeralContainer: APIType {
    public static let schemaType = "EphemeralContainer"

    public var name: String = ""
    public var image: String = ""
    public var command: [String] = []
    public var args: [String] = []
    public var workingDir: String = ""
    public var ports: [ContainerPort] = []
    public var envFrom: [EnvFromSource] = []
    public var env: [EnvVar] = []
    @Boxed public var resources: ResourceRequirements
    public var resizePolicy: [ContainerResizePolicy] = []
    public var restartPolicy: String?
    public var restartPolicyRules: [ContainerRestartRule] = []
    public var volumeMounts: [VolumeMount] = []
    public var volumeDevices: [VolumeDevice] = []
    @OptionalBoxed public var livenessProbe: Probe?
    @OptionalBoxed public var readinessProbe: Probe?
    @OptionalBoxed public var startupProbe: Probe?
    @OptionalBoxed public var lifecycle: Lifecycle?
    public var terminationMessagePath: String = ""
    public var terminationMessagePolicy: String = ""
    public var imagePullPolicy: String = ""
    @OptionalBoxed public var securityContext: SecurityContext?
    public var stdin: Bool = false
    public var stdinOnce: Bool = false
    public var tty: Bool = false
    public var targetContainerName: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("image", &image)
        try fields.field("command", &command)
        try fields.field("args", &args)
        try fields.field("workingDir", &workingDir)
        try fields.field("ports", &ports)
        try fields.field("envFrom", &envFrom)
        try fields.field("env", &env)
        try fields.field("resources", &resources, always: true)
        try fields.field("resizePolicy", &resizePolicy)
        try fields.field("restartPolicy", &restartPolicy)
        try fields.field("restartPolicyRules", &restartPolicyRules)
        try fields.field("volumeMounts", &volumeMounts)
        try fields.field("volumeDevices", &volumeDevices)
        try fields.field("livenessProbe", &livenessProbe)
        try fields.field("readinessProbe", &readinessProbe)
        try fields.field("startupProbe", &startupProbe)
        try fields.field("lifecycle", &lifecycle)
        try fields.field("terminationMessagePath", &terminationMessagePath)
        try fields.field("terminationMessagePolicy", &terminationMessagePolicy)
        try fields.field("imagePullPolicy", &imagePullPolicy)
        try fields.field("securityContext", &securityContext)
        try fields.field("stdin", &stdin)
        try fields.field("stdinOnce", &stdinOnce)
        try fields.field("tty", &tty)
        try fields.field("targetContainerName", &targetContainerName)
    }
}

/// v1 ContainerPort.
public struct ContainerPort: APIType {
    public static let schemaType = "ContainerPort"

    public var name: String = ""
    public var hostPort: Int32 = 0
    public var containerPort: Int32 = 0
    public var `protocol`: String = ""
    public var hostIP: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name)
        try fields.field("hostPort", &hostPort)
        try fields.field("containerPort", &containerPort, always: true)
        try fields.field("protocol", &`protocol`)
        try fields.field("hostIP", &hostIP)
    }
}

/// v1 EnvFromSource.
public struct EnvFromSource: APIType {
    public static let schemaType = "EnvFromSource"

    public var prefix: String = ""
    @OptionalBoxed public var configMapRef: ConfigMapEnvSource?
    @OptionalBoxed public var secretRef: SecretEnvSource?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("prefix", &prefix)
        try fields.field("configMapRef", &configMapRef)
        try fields.field("secretRef", &secretRef)
    }
}

/// v1 ConfigMapEnvSource.
public struct ConfigMapEnvSource: APIType {
    public static let schemaType = "ConfigMapEnvSource"

    public var name: String = ""
    public var optional: Bool?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name)
        try fields.field("optional", &optional)
    }
}

/// v1 SecretEnvSource.
public struct SecretEnvSource: APIType {
    public static let schemaType = "SecretEnvSource"

    public var name: String = ""
    public var optional: Bool?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name)
        try fields.field("optional", &optional)
    }
}

/// v1 EnvVar.
public struct EnvVar: APIType {
    public static let schemaType = "EnvVar"

    public var name: String = ""
    public var value: String = ""
    @OptionalBoxed public var valueFrom: EnvVarSource?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("value", &value)
        try fields.field("valueFrom", &valueFrom)
    }
}

/// v1 EnvVarSource.
public struct EnvVarSource: APIType {
    public static let schemaType = "EnvVarSource"

    @OptionalBoxed public var fieldRef: ObjectFieldSelector?
    @OptionalBoxed public var resourceFieldRef: ResourceFieldSelector?
    @OptionalBoxed public var configMapKeyRef: ConfigMapKeySelector?
    @OptionalBoxed public var secretKeyRef: SecretKeySelector?
    @OptionalBoxed public var fileKeyRef: FileKeySelector?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("fieldRef", &fieldRef)
        try fields.field("resourceFieldRef", &resourceFieldRef)
        try fields.field("configMapKeyRef", &configMapKeyRef)
        try fields.field("secretKeyRef", &secretKeyRef)
        try fields.field("fileKeyRef", &fileKeyRef)
    }
}

/// v1 ObjectFieldSelector.
public struct ObjectFieldSelector: APIType {
    public static let schemaType = "ObjectFieldSelector"

    public var apiVersion: String = ""
    public var fieldPath: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("apiVersion", &apiVersion)
        try fields.field("fieldPath", &fieldPath, always: true)
    }
}

/// v1 ResourceFieldSelector.
public struct ResourceFieldSelector: APIType {
    public static let schemaType = "ResourceFieldSelector"

    public var containerName: String = ""
    public var resource: String = ""
    public var divisor: Quantity = Quantity()

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("containerName", &containerName)
        try fields.field("resource", &resource, always: true)
        try fields.field("divisor", &divisor, always: true)
    }
}

/// v1 ConfigMapKeySelector.
public struct ConfigMapKeySelector: APIType {
    public static let schemaType = "ConfigMapKeySelector"

    public var name: String = ""
    public var key: String = ""
    public var optional: Bool?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name)
        try fields.field("key", &key, always: true)
        try fields.field("optional", &optional)
    }
}

/// v1 SecretKeySelector.
public struct SecretKeySelector: APIType {
    public static let schemaType = "SecretKeySelector"

    public var name: String = ""
    public var key: String = ""
    public var optional: Bool?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name)
        try fields.field("key", &key, always: true)
        try fields.field("optional", &optional)
    }
}

/// v1 FileKeySelector.
public struct FileKeySelector: APIType {
    public static let schemaType = "FileKeySelector"

    public var volumeName: String = ""
    public var path: String = ""
    public var key: String = ""
    public var optional: Bool?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("volumeName", &volumeName, always: true)
        try fields.field("path", &path, always: true)
        try fields.field("key", &key, always: true)
        try fields.field("optional", &optional)
    }
}

/// v1 VolumeMount.
public struct VolumeMount: APIType {
    public static let schemaType = "VolumeMount"

    public var name: String = ""
    public var readOnly: Bool = false
    public var recursiveReadOnly: String?
    public var mountPath: String = ""
    public var subPath: String = ""
    public var mountPropagation: String?
    public var subPathExpr: String = ""
    public var bindMountOptions: [String] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("readOnly", &readOnly)
        try fields.field("recursiveReadOnly", &recursiveReadOnly)
        try fields.field("mountPath", &mountPath, always: true)
        try fields.field("subPath", &subPath)
        try fields.field("mountPropagation", &mountPropagation)
        try fields.field("subPathExpr", &subPathExpr)
        try fields.field("bindMountOptions", &bindMountOptions)
    }
}

/// v1 VolumeDevice.
public struct VolumeDevice: APIType {
    public static let schemaType = "VolumeDevice"

    public var name: String = ""
    public var devicePath: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("devicePath", &devicePath, always: true)
    }
}

/// v1 ResourceRequirements.
public struct ResourceRequirements: APIType {
    public static let schemaType = "ResourceRequirements"

    public var limits: [String: Quantity] = [:]
    public var requests: [String: Quantity] = [:]
    public var claims: [ResourceClaim] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("limits", &limits)
        try fields.field("requests", &requests)
        try fields.field("claims", &claims)
    }
}

/// v1 ResourceClaim.
public struct ResourceClaim: APIType {
    public static let schemaType = "ResourceClaim"

    public var name: String = ""
    public var request: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("request", &request)
    }
}

/// v1 ContainerResizePolicy.
public struct ContainerResizePolicy: APIType {
    public static let schemaType = "ContainerResizePolicy"

    public var resourceName: String = ""
    public var restartPolicy: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("resourceName", &resourceName, always: true)
        try fields.field("restartPolicy", &restartPolicy, always: true)
    }
}

/// v1 ContainerRestartRule.
public struct ContainerRestartRule: APIType {
    public static let schemaType = "ContainerRestartRule"

    public var action: String = ""
    @OptionalBoxed public var exitCodes: ContainerRestartRuleOnExitCodes?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("action", &action)
        try fields.field("exitCodes", &exitCodes)
    }
}

/// v1 ContainerRestartRuleOnExitCodes.
public struct ContainerRestartRuleOnExitCodes: APIType {
    public static let schemaType = "ContainerRestartRuleOnExitCodes"

    public var `operator`: String = ""
    public var values: [Int32] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("operator", &`operator`)
        try fields.field("values", &values)
    }
}

/// v1 Probe.
public struct Probe: APIType {
    public static let schemaType = "Probe"

    @OptionalBoxed public var exec: ExecAction?
    @OptionalBoxed public var httpGet: HTTPGetAction?
    @OptionalBoxed public var tcpSocket: TCPSocketAction?
    @OptionalBoxed public var grpc: GRPCAction?
    public var initialDelaySeconds: Int32 = 0
    public var timeoutSeconds: Int32 = 0
    public var periodSeconds: Int32 = 0
    public var successThreshold: Int32 = 0
    public var failureThreshold: Int32 = 0
    public var terminationGracePeriodSeconds: Int64?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("exec", &exec)
        try fields.field("httpGet", &httpGet)
        try fields.field("tcpSocket", &tcpSocket)
        try fields.field("grpc", &grpc)
        try fields.field("initialDelaySeconds", &initialDelaySeconds)
        try fields.field("timeoutSeconds", &timeoutSeconds)
        try fields.field("periodSeconds", &periodSeconds)
        try fields.field("successThreshold", &successThreshold)
        try fields.field("failureThreshold", &failureThreshold)
        try fields.field("terminationGracePeriodSeconds", &terminationGracePeriodSeconds)
    }
}

/// v1 Lifecycle.
public struct Lifecycle: APIType {
    public static let schemaType = "Lifecycle"

    @OptionalBoxed public var postStart: LifecycleHandler?
    @OptionalBoxed public var preStop: LifecycleHandler?
    public var stopSignal: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("postStart", &postStart)
        try fields.field("preStop", &preStop)
        try fields.field("stopSignal", &stopSignal)
    }
}

/// v1 LifecycleHandler.
public struct LifecycleHandler: APIType {
    public static let schemaType = "LifecycleHandler"

    @OptionalBoxed public var exec: ExecAction?
    @OptionalBoxed public var httpGet: HTTPGetAction?
    @OptionalBoxed public var tcpSocket: TCPSocketAction?
    @OptionalBoxed public var sleep: SleepAction?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("exec", &exec)
        try fields.field("httpGet", &httpGet)
        try fields.field("tcpSocket", &tcpSocket)
        try fields.field("sleep", &sleep)
    }
}

/// v1 ExecAction.
public struct ExecAction: APIType {
    public static let schemaType = "ExecAction"

    public var command: [String] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("command", &command)
    }
}

/// v1 HTTPGetAction.
public struct HTTPGetAction: APIType {
    public static let schemaType = "HTTPGetAction"

    public var path: String = ""
    public var port: IntOrString = IntOrString()
    public var host: String = ""
    public var scheme: String = ""
    public var httpHeaders: [HTTPHeader] = []
    public var `protocol`: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("path", &path)
        try fields.field("port", &port, always: true)
        try fields.field("host", &host)
        try fields.field("scheme", &scheme)
        try fields.field("httpHeaders", &httpHeaders)
        try fields.field("protocol", &`protocol`)
    }
}

/// v1 HTTPHeader.
public struct HTTPHeader: APIType {
    public static let schemaType = "HTTPHeader"

    public var name: String = ""
    public var value: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("value", &value, always: true)
    }
}

/// v1 TCPSocketAction.
public struct TCPSocketAction: APIType {
    public static let schemaType = "TCPSocketAction"

    public var port: IntOrString = IntOrString()
    public var host: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("port", &port, always: true)
        try fields.field("host", &host)
    }
}

/// v1 GRPCAction.
public struct GRPCAction: APIType {
    public static let schemaType = "GRPCAction"

    public var port: Int32 = 0
    public var service: String?
    public var mode: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("port", &port, always: true)
        try fields.field("service", &service, always: true)
        try fields.field("mode", &mode)
    }
}

/// v1 SleepAction.
public struct SleepAction: APIType {
    public static let schemaType = "SleepAction"

    public var seconds: Int64 = 0

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("seconds", &seconds, always: true)
    }
}
