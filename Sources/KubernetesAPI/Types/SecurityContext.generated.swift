// Generated from Sources/KubernetesSchema/Declarations/Schema+SecurityContext.swift by `make generate`.
// Do not edit: change the declarations instead.

/// v1 PodSecurityContext.
public struct PodSecurityContext: APIType {
    public static let schemaType = "PodSecurityContext"

    @OptionalBoxed public var seLinuxOptions: SELinuxOptions?
    @OptionalBoxed public var windowsOptions: WindowsSecurityContextOptions?
    public var runAsUser: Int64?
    public var runAsGroup: Int64?
    public var runAsNonRoot: Bool?
    public var supplementalGroups: [Int64] = []
    public var supplementalGroupsPolicy: String?
    public var fsGroup: Int64?
    public var sysctls: [Sysctl] = []
    public var fsGroupChangePolicy: String?
    @OptionalBoxed public var seccompProfile: SeccompProfile?
    @OptionalBoxed public var appArmorProfile: AppArmorProfile?
    public var seLinuxChangePolicy: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("seLinuxOptions", &seLinuxOptions)
        try fields.field("windowsOptions", &windowsOptions)
        try fields.field("runAsUser", &runAsUser)
        try fields.field("runAsGroup", &runAsGroup)
        try fields.field("runAsNonRoot", &runAsNonRoot)
        try fields.field("supplementalGroups", &supplementalGroups)
        try fields.field("supplementalGroupsPolicy", &supplementalGroupsPolicy)
        try fields.field("fsGroup", &fsGroup)
        try fields.field("sysctls", &sysctls)
        try fields.field("fsGroupChangePolicy", &fsGroupChangePolicy)
        try fields.field("seccompProfile", &seccompProfile)
        try fields.field("appArmorProfile", &appArmorProfile)
        try fields.field("seLinuxChangePolicy", &seLinuxChangePolicy)
    }
}

/// v1 SecurityContext.
public struct SecurityContext: APIType {
    public static let schemaType = "SecurityContext"

    @OptionalBoxed public var capabilities: Capabilities?
    public var privileged: Bool?
    @OptionalBoxed public var seLinuxOptions: SELinuxOptions?
    @OptionalBoxed public var windowsOptions: WindowsSecurityContextOptions?
    public var runAsUser: Int64?
    public var runAsGroup: Int64?
    public var runAsNonRoot: Bool?
    public var readOnlyRootFilesystem: Bool?
    public var allowPrivilegeEscalation: Bool?
    public var procMount: String?
    @OptionalBoxed public var seccompProfile: SeccompProfile?
    @OptionalBoxed public var appArmorProfile: AppArmorProfile?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("capabilities", &capabilities)
        try fields.field("privileged", &privileged)
        try fields.field("seLinuxOptions", &seLinuxOptions)
        try fields.field("windowsOptions", &windowsOptions)
        try fields.field("runAsUser", &runAsUser)
        try fields.field("runAsGroup", &runAsGroup)
        try fields.field("runAsNonRoot", &runAsNonRoot)
        try fields.field("readOnlyRootFilesystem", &readOnlyRootFilesystem)
        try fields.field("allowPrivilegeEscalation", &allowPrivilegeEscalation)
        try fields.field("procMount", &procMount)
        try fields.field("seccompProfile", &seccompProfile)
        try fields.field("appArmorProfile", &appArmorProfile)
    }
}

/// v1 Capabilities.
public struct Capabilities: APIType {
    public static let schemaType = "Capabilities"

    public var add: [String] = []
    public var drop: [String] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("add", &add)
        try fields.field("drop", &drop)
    }
}

/// v1 SELinuxOptions.
public struct SELinuxOptions: APIType {
    public static let schemaType = "SELinuxOptions"

    public var user: String = ""
    public var role: String = ""
    public var type: String = ""
    public var level: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("user", &user)
        try fields.field("role", &role)
        try fields.field("type", &type)
        try fields.field("level", &level)
    }
}

/// v1 WindowsSecurityContextOptions.
public struct WindowsSecurityContextOptions: APIType {
    public static let schemaType = "WindowsSecurityContextOptions"

    public var gmsaCredentialSpecName: String?
    public var gmsaCredentialSpec: String?
    public var runAsUserName: String?
    public var hostProcess: Bool?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("gmsaCredentialSpecName", &gmsaCredentialSpecName)
        try fields.field("gmsaCredentialSpec", &gmsaCredentialSpec)
        try fields.field("runAsUserName", &runAsUserName)
        try fields.field("hostProcess", &hostProcess)
    }
}

/// v1 SeccompProfile.
public struct SeccompProfile: APIType {
    public static let schemaType = "SeccompProfile"

    public var type: String = ""
    public var localhostProfile: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("type", &type, always: true)
        try fields.field("localhostProfile", &localhostProfile)
    }
}

/// v1 AppArmorProfile.
public struct AppArmorProfile: APIType {
    public static let schemaType = "AppArmorProfile"

    public var type: String = ""
    public var localhostProfile: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("type", &type, always: true)
        try fields.field("localhostProfile", &localhostProfile)
    }
}

/// v1 Sysctl.
public struct Sysctl: APIType {
    public static let schemaType = "Sysctl"

    public var name: String = ""
    public var value: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("value", &value, always: true)
    }
}
