// Generated from Sources/KubernetesSchema/Declarations/Schema+Volume.swift by `make generate`.
// Do not edit: change the declarations instead.

/// v1 Volume.
public struct Volume: APIType {
    public static let schemaType = "Volume"

    public var name: String = ""
    @OptionalBoxed public var hostPath: HostPathVolumeSource?
    @OptionalBoxed public var emptyDir: EmptyDirVolumeSource?
    @OptionalBoxed public var gcePersistentDisk: GCEPersistentDiskVolumeSource?
    @OptionalBoxed public var awsElasticBlockStore: AWSElasticBlockStoreVolumeSource?
    @OptionalBoxed public var gitRepo: GitRepoVolumeSource?
    @OptionalBoxed public var secret: SecretVolumeSource?
    @OptionalBoxed public var nfs: NFSVolumeSource?
    @OptionalBoxed public var iscsi: ISCSIVolumeSource?
    @OptionalBoxed public var glusterfs: GlusterfsVolumeSource?
    @OptionalBoxed public var persistentVolumeClaim: PersistentVolumeClaimVolumeSource?
    @OptionalBoxed public var rbd: RBDVolumeSource?
    @OptionalBoxed public var flexVolume: FlexVolumeSource?
    @OptionalBoxed public var cinder: CinderVolumeSource?
    @OptionalBoxed public var cephfs: CephFSVolumeSource?
    @OptionalBoxed public var flocker: FlockerVolumeSource?
    @OptionalBoxed public var downwardAPI: DownwardAPIVolumeSource?
    @OptionalBoxed public var fc: FCVolumeSource?
    @OptionalBoxed public var azureFile: AzureFileVolumeSource?
    @OptionalBoxed public var configMap: ConfigMapVolumeSource?
    @OptionalBoxed public var vsphereVolume: VsphereVirtualDiskVolumeSource?
    @OptionalBoxed public var quobyte: QuobyteVolumeSource?
    @OptionalBoxed public var azureDisk: AzureDiskVolumeSource?
    @OptionalBoxed public var photonPersistentDisk: PhotonPersistentDiskVolumeSource?
    @OptionalBoxed public var projected: ProjectedVolumeSource?
    @OptionalBoxed public var portworxVolume: PortworxVolumeSource?
    @OptionalBoxed public var scaleIO: ScaleIOVolumeSource?
    @OptionalBoxed public var storageos: StorageOSVolumeSource?
    @OptionalBoxed public var csi: CSIVolumeSource?
    @OptionalBoxed public var ephemeral: EphemeralVolumeSource?
    @OptionalBoxed public var image: ImageVolumeSource?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name, always: true)
        try fields.field("hostPath", &hostPath)
        try fields.field("emptyDir", &emptyDir)
        try fields.field("gcePersistentDisk", &gcePersistentDisk)
        try fields.field("awsElasticBlockStore", &awsElasticBlockStore)
        try fields.field("gitRepo", &gitRepo)
        try fields.field("secret", &secret)
        try fields.field("nfs", &nfs)
        try fields.field("iscsi", &iscsi)
        try fields.field("glusterfs", &glusterfs)
        try fields.field("persistentVolumeClaim", &persistentVolumeClaim)
        try fields.field("rbd", &rbd)
        try fields.field("flexVolume", &flexVolume)
        try fields.field("cinder", &cinder)
        try fields.field("cephfs", &cephfs)
        try fields.field("flocker", &flocker)
        try fields.field("downwardAPI", &downwardAPI)
        try fields.field("fc", &fc)
        try fields.field("azureFile", &azureFile)
        try fields.field("configMap", &configMap)
        try fields.field("vsphereVolume", &vsphereVolume)
        try fields.field("quobyte", &quobyte)
        try fields.field("azureDisk", &azureDisk)
        try fields.field("photonPersistentDisk", &photonPersistentDisk)
        try fields.field("projected", &projected)
        try fields.field("portworxVolume", &portworxVolume)
        try fields.field("scaleIO", &scaleIO)
        try fields.field("storageos", &storageos)
        try fields.field("csi", &csi)
        try fields.field("ephemeral", &ephemeral)
        try fields.field("image", &image)
    }
}

/// v1 HostPathVolumeSource.
public struct HostPathVolumeSource: APIType {
    public static let schemaType = "HostPathVolumeSource"

    public var path: String = ""
    public var type: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("path", &path, always: true)
        try fields.field("type", &type)
    }
}

/// v1 EmptyDirVolumeSource.
public struct EmptyDirVolumeSource: APIType {
    public static let schemaType = "EmptyDirVolumeSource"

    public var medium: String = ""
    public var sizeLimit: Quantity?
    public var mode: Int32?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("medium", &medium)
        try fields.field("sizeLimit", &sizeLimit)
        try fields.field("mode", &mode)
    }
}

/// v1 ConfigMapVolumeSource.
public struct ConfigMapVolumeSource: APIType {
    public static let schemaType = "ConfigMapVolumeSource"

    public var name: String = ""
    public var items: [KeyToPath] = []
    public var defaultMode: Int32?
    public var optional: Bool?
    public var defaultUser: Int64?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name)
        try fields.field("items", &items)
        try fields.field("defaultMode", &defaultMode)
        try fields.field("optional", &optional)
        try fields.field("defaultUser", &defaultUser)
    }
}

/// v1 SecretVolumeSource.
public struct SecretVolumeSource: APIType {
    public static let schemaType = "SecretVolumeSource"

    public var secretName: String = ""
    public var items: [KeyToPath] = []
    public var defaultMode: Int32?
    public var optional: Bool?
    public var defaultUser: Int64?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("secretName", &secretName)
        try fields.field("items", &items)
        try fields.field("defaultMode", &defaultMode)
        try fields.field("optional", &optional)
        try fields.field("defaultUser", &defaultUser)
    }
}

/// v1 KeyToPath.
public struct KeyToPath: APIType {
    public static let schemaType = "KeyToPath"

    public var key: String = ""
    public var path: String = ""
    public var mode: Int32?
    public var user: Int64?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("key", &key, always: true)
        try fields.field("path", &path, always: true)
        try fields.field("mode", &mode)
        try fields.field("user", &user)
    }
}

/// v1 DownwardAPIVolumeSource.
public struct DownwardAPIVolumeSource: APIType {
    public static let schemaType = "DownwardAPIVolumeSource"

    public var items: [DownwardAPIVolumeFile] = []
    public var defaultMode: Int32?
    public var defaultUser: Int64?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("items", &items)
        try fields.field("defaultMode", &defaultMode)
        try fields.field("defaultUser", &defaultUser)
    }
}

/// v1 DownwardAPIVolumeFile.
public struct DownwardAPIVolumeFile: APIType {
    public static let schemaType = "DownwardAPIVolumeFile"

    public var path: String = ""
    @OptionalBoxed public var fieldRef: ObjectFieldSelector?
    @OptionalBoxed public var resourceFieldRef: ResourceFieldSelector?
    public var mode: Int32?
    public var user: Int64?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("path", &path, always: true)
        try fields.field("fieldRef", &fieldRef)
        try fields.field("resourceFieldRef", &resourceFieldRef)
        try fields.field("mode", &mode)
        try fields.field("user", &user)
    }
}

/// v1 ProjectedVolumeSource.
public struct ProjectedVolumeSource: APIType {
    public static let schemaType = "ProjectedVolumeSource"

    public var sources: [VolumeProjection] = []
    public var defaultMode: Int32?
    public var defaultUser: Int64?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("sources", &sources, always: true)
        try fields.field("defaultMode", &defaultMode)
        try fields.field("defaultUser", &defaultUser)
    }
}

/// v1 VolumeProjection.
public struct VolumeProjection: APIType {
    public static let schemaType = "VolumeProjection"

    @OptionalBoxed public var secret: SecretProjection?
    @OptionalBoxed public var downwardAPI: DownwardAPIProjection?
    @OptionalBoxed public var configMap: ConfigMapProjection?
    @OptionalBoxed public var serviceAccountToken: ServiceAccountTokenProjection?
    @OptionalBoxed public var clusterTrustBundle: ClusterTrustBundleProjection?
    @OptionalBoxed public var podCertificate: PodCertificateProjection?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("secret", &secret)
        try fields.field("downwardAPI", &downwardAPI)
        try fields.field("configMap", &configMap)
        try fields.field("serviceAccountToken", &serviceAccountToken)
        try fields.field("clusterTrustBundle", &clusterTrustBundle)
        try fields.field("podCertificate", &podCertificate)
    }
}

/// v1 SecretProjection.
public struct SecretProjection: APIType {
    public static let schemaType = "SecretProjection"

    public var name: String = ""
    public var items: [KeyToPath] = []
    public var optional: Bool?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name)
        try fields.field("items", &items)
        try fields.field("optional", &optional)
    }
}

/// v1 DownwardAPIProjection.
public struct DownwardAPIProjection: APIType {
    public static let schemaType = "DownwardAPIProjection"

    public var items: [DownwardAPIVolumeFile] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("items", &items)
    }
}

/// v1 ConfigMapProjection.
public struct ConfigMapProjection: APIType {
    public static let schemaType = "ConfigMapProjection"

    public var name: String = ""
    public var items: [KeyToPath] = []
    public var optional: Bool?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name)
        try fields.field("items", &items)
        try fields.field("optional", &optional)
    }
}

/// v1 ServiceAccountTokenProjection.
public struct ServiceAccountTokenProjection: APIType {
    public static let schemaType = "ServiceAccountTokenProjection"

    public var audience: String = ""
    public var expirationSeconds: Int64?
    public var path: String = ""
    public var user: Int64?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("audience", &audience)
        try fields.field("expirationSeconds", &expirationSeconds)
        try fields.field("path", &path, always: true)
        try fields.field("user", &user)
    }
}

/// v1 ClusterTrustBundleProjection.
public struct ClusterTrustBundleProjection: APIType {
    public static let schemaType = "ClusterTrustBundleProjection"

    public var name: String?
    public var signerName: String?
    @OptionalBoxed public var labelSelector: LabelSelector?
    public var optional: Bool?
    public var path: String = ""
    public var user: Int64?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("name", &name)
        try fields.field("signerName", &signerName)
        try fields.field("labelSelector", &labelSelector)
        try fields.field("optional", &optional)
        try fields.field("path", &path, always: true)
        try fields.field("user", &user)
    }
}

/// v1 PodCertificateProjection.
public struct PodCertificateProjection: APIType {
    public static let schemaType = "PodCertificateProjection"

    public var signerName: String = ""
    public var keyType: String = ""
    public var maxExpirationSeconds: Int32?
    public var credentialBundlePath: String = ""
    public var keyPath: String = ""
    public var certificateChainPath: String = ""
    public var userAnnotations: [String: String] = [:]
    public var user: Int64?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("signerName", &signerName)
        try fields.field("keyType", &keyType)
        try fields.field("maxExpirationSeconds", &maxExpirationSeconds)
        try fields.field("credentialBundlePath", &credentialBundlePath)
        try fields.field("keyPath", &keyPath)
        try fields.field("certificateChainPath", &certificateChainPath)
        try fields.field("userAnnotations", &userAnnotations)
        try fields.field("user", &user)
    }
}

/// v1 ImageVolumeSource.
public struct ImageVolumeSource: APIType {
    public static let schemaType = "ImageVolumeSource"

    public var reference: String = ""
    public var pullPolicy: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("reference", &reference)
        try fields.field("pullPolicy", &pullPolicy)
    }
}

/// v1 PersistentVolumeClaimVolumeSource.
public struct PersistentVolumeClaimVolumeSource: APIType {
    public static let schemaType = "PersistentVolumeClaimVolumeSource"

    public var claimName: String = ""
    public var readOnly: Bool = false

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("claimName", &claimName, always: true)
        try fields.field("readOnly", &readOnly)
    }
}

/// v1 EphemeralVolumeSource.
public struct EphemeralVolumeSource: APIType {
    public static let schemaType = "EphemeralVolumeSource"

    @OptionalBoxed public var volumeClaimTemplate: PersistentVolumeClaimTemplate?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("volumeClaimTemplate", &volumeClaimTemplate)
    }
}

/// v1 PersistentVolumeClaimTemplate.
public struct PersistentVolumeClaimTemplate: APIType {
    public static let schemaType = "PersistentVolumeClaimTemplate"

    @Boxed public var metadata: ObjectMeta
    @Boxed public var spec: PersistentVolumeClaimSpec

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("metadata", &metadata, always: true)
        try fields.field("spec", &spec, always: true)
    }
}

/// v1 PersistentVolumeClaimSpec.
public struct PersistentVolumeClaimSpec: APIType {
    public static let schemaType = "PersistentVolumeClaimSpec"

    public var accessModes: [String] = []
    @OptionalBoxed public var selector: LabelSelector?
    @Boxed public var resources: VolumeResourceRequirements
    public var volumeName: String = ""
    public var storageClassName: String?
    public var volumeMode: String?
    @OptionalBoxed public var dataSource: TypedLocalObjectReference?
    @OptionalBoxed public var dataSourceRef: TypedObjectReference?
    public var volumeAttributesClassName: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("accessModes", &accessModes)
        try fields.field("selector", &selector)
        try fields.field("resources", &resources, always: true)
        try fields.field("volumeName", &volumeName)
        try fields.field("storageClassName", &storageClassName)
        try fields.field("volumeMode", &volumeMode)
        try fields.field("dataSource", &dataSource)
        try fields.field("dataSourceRef", &dataSourceRef)
        try fields.field("volumeAttributesClassName", &volumeAttributesClassName)
    }
}

/// v1 VolumeResourceRequirements.
public struct VolumeResourceRequirements: APIType {
    public static let schemaType = "VolumeResourceRequirements"

    public var limits: [String: Quantity] = [:]
    public var requests: [String: Quantity] = [:]

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("limits", &limits)
        try fields.field("requests", &requests)
    }
}

/// v1 CSIVolumeSource.
public struct CSIVolumeSource: APIType {
    public static let schemaType = "CSIVolumeSource"

    public var driver: String = ""
    public var readOnly: Bool?
    public var fsType: String?
    public var volumeAttributes: [String: String] = [:]
    @OptionalBoxed public var nodePublishSecretRef: LocalObjectReference?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("driver", &driver, always: true)
        try fields.field("readOnly", &readOnly)
        try fields.field("fsType", &fsType)
        try fields.field("volumeAttributes", &volumeAttributes)
        try fields.field("nodePublishSecretRef", &nodePublishSecretRef)
    }
}

/// v1 NFSVolumeSource.
public struct NFSVolumeSource: APIType {
    public static let schemaType = "NFSVolumeSource"

    public var server: String = ""
    public var path: String = ""
    public var readOnly: Bool = false

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("server", &server, always: true)
        try fields.field("path", &path, always: true)
        try fields.field("readOnly", &readOnly)
    }
}

/// v1 GCEPersistentDiskVolumeSource.
public struct GCEPersistentDiskVolumeSource: APIType {
    public static let schemaType = "GCEPersistentDiskVolumeSource"

    public var pdName: String = ""
    public var fsType: String = ""
    public var partition: Int32 = 0
    public var readOnly: Bool = false

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("pdName", &pdName, always: true)
        try fields.field("fsType", &fsType)
        try fields.field("partition", &partition)
        try fields.field("readOnly", &readOnly)
    }
}

/// v1 AWSElasticBlockStoreVolumeSource.
public struct AWSElasticBlockStoreVolumeSource: APIType {
    public static let schemaType = "AWSElasticBlockStoreVolumeSource"

    public var volumeID: String = ""
    public var fsType: String = ""
    public var partition: Int32 = 0
    public var readOnly: Bool = false

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("volumeID", &volumeID, always: true)
        try fields.field("fsType", &fsType)
        try fields.field("partition", &partition)
        try fields.field("readOnly", &readOnly)
    }
}

/// v1 GitRepoVolumeSource.
public struct GitRepoVolumeSource: APIType {
    public static let schemaType = "GitRepoVolumeSource"

    public var repository: String = ""
    public var revision: String = ""
    public var directory: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("repository", &repository, always: true)
        try fields.field("revision", &revision)
        try fields.field("directory", &directory)
    }
}

/// v1 ISCSIVolumeSource.
public struct ISCSIVolumeSource: APIType {
    public static let schemaType = "ISCSIVolumeSource"

    public var targetPortal: String = ""
    public var iqn: String = ""
    public var lun: Int32 = 0
    public var iscsiInterface: String = ""
    public var fsType: String = ""
    public var readOnly: Bool = false
    public var portals: [String] = []
    public var chapAuthDiscovery: Bool = false
    public var chapAuthSession: Bool = false
    @OptionalBoxed public var secretRef: LocalObjectReference?
    public var initiatorName: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("targetPortal", &targetPortal, always: true)
        try fields.field("iqn", &iqn, always: true)
        try fields.field("lun", &lun, always: true)
        try fields.field("iscsiInterface", &iscsiInterface)
        try fields.field("fsType", &fsType)
        try fields.field("readOnly", &readOnly)
        try fields.field("portals", &portals)
        try fields.field("chapAuthDiscovery", &chapAuthDiscovery)
        try fields.field("chapAuthSession", &chapAuthSession)
        try fields.field("secretRef", &secretRef)
        try fields.field("initiatorName", &initiatorName)
    }
}

/// v1 GlusterfsVolumeSource.
public struct GlusterfsVolumeSource: APIType {
    public static let schemaType = "GlusterfsVolumeSource"

    public var endpoints: String = ""
    public var path: String = ""
    public var readOnly: Bool = false

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("endpoints", &endpoints, always: true)
        try fields.field("path", &path, always: true)
        try fields.field("readOnly", &readOnly)
    }
}

/// v1 RBDVolumeSource.
public struct RBDVolumeSource: APIType {
    public static let schemaType = "RBDVolumeSource"

    public var monitors: [String] = []
    public var image: String = ""
    public var fsType: String = ""
    public var pool: String = ""
    public var user: String = ""
    public var keyring: String = ""
    @OptionalBoxed public var secretRef: LocalObjectReference?
    public var readOnly: Bool = false

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("monitors", &monitors, always: true)
        try fields.field("image", &image, always: true)
        try fields.field("fsType", &fsType)
        try fields.field("pool", &pool)
        try fields.field("user", &user)
        try fields.field("keyring", &keyring)
        try fields.field("secretRef", &secretRef)
        try fields.field("readOnly", &readOnly)
    }
}

/// v1 FlexVolumeSource.
public struct FlexVolumeSource: APIType {
    public static let schemaType = "FlexVolumeSource"

    public var driver: String = ""
    public var fsType: String = ""
    @OptionalBoxed public var secretRef: LocalObjectReference?
    public var readOnly: Bool = false
    public var options: [String: String] = [:]

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("driver", &driver, always: true)
        try fields.field("fsType", &fsType)
        try fields.field("secretRef", &secretRef)
        try fields.field("readOnly", &readOnly)
        try fields.field("options", &options)
    }
}

/// v1 CinderVolumeSource.
public struct CinderVolumeSource: APIType {
    public static let schemaType = "CinderVolumeSource"

    public var volumeID: String = ""
    public var fsType: String = ""
    public var readOnly: Bool = false
    @OptionalBoxed public var secretRef: LocalObjectReference?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("volumeID", &volumeID, always: true)
        try fields.field("fsType", &fsType)
        try fields.field("readOnly", &readOnly)
        try fields.field("secretRef", &secretRef)
    }
}

/// v1 CephFSVolumeSource.
public struct CephFSVolumeSource: APIType {
    public static let schemaType = "CephFSVolumeSource"

    public var monitors: [String] = []
    public var path: String = ""
    public var user: String = ""
    public var secretFile: String = ""
    @OptionalBoxed public var secretRef: LocalObjectReference?
    public var readOnly: Bool = false

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("monitors", &monitors, always: true)
        try fields.field("path", &path)
        try fields.field("user", &user)
        try fields.field("secretFile", &secretFile)
        try fields.field("secretRef", &secretRef)
        try fields.field("readOnly", &readOnly)
    }
}

/// v1 FlockerVolumeSource.
public struct FlockerVolumeSource: APIType {
    public static let schemaType = "FlockerVolumeSource"

    public var datasetName: String = ""
    public var datasetUUID: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("datasetName", &datasetName)
        try fields.field("datasetUUID", &datasetUUID)
    }
}

/// v1 FCVolumeSource.
public struct FCVolumeSource: APIType {
    public static let schemaType = "FCVolumeSource"

    public var targetWWNs: [String] = []
    public var lun: Int32?
    public var fsType: String = ""
    public var readOnly: Bool = false
    public var wwids: [String] = []

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("targetWWNs", &targetWWNs)
        try fields.field("lun", &lun)
        try fields.field("fsType", &fsType)
        try fields.field("readOnly", &readOnly)
        try fields.field("wwids", &wwids)
    }
}

/// v1 AzureFileVolumeSource.
public struct AzureFileVolumeSource: APIType {
    public static let schemaType = "AzureFileVolumeSource"

    public var secretName: String = ""
    public var shareName: String = ""
    public var readOnly: Bool = false

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("secretName", &secretName, always: true)
        try fields.field("shareName", &shareName, always: true)
        try fields.field("readOnly", &readOnly)
    }
}

/// v1 VsphereVirtualDiskVolumeSource.
public struct VsphereVirtualDiskVolumeSource: APIType {
    public static let schemaType = "VsphereVirtualDiskVolumeSource"

    public var volumePath: String = ""
    public var fsType: String = ""
    public var storagePolicyName: String = ""
    public var storagePolicyID: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("volumePath", &volumePath, always: true)
        try fields.field("fsType", &fsType)
        try fields.field("storagePolicyName", &storagePolicyName)
        try fields.field("storagePolicyID", &storagePolicyID)
    }
}

/// v1 QuobyteVolumeSource.
public struct QuobyteVolumeSource: APIType {
    public static let schemaType = "QuobyteVolumeSource"

    public var registry: String = ""
    public var volume: String = ""
    public var readOnly: Bool = false
    public var user: String = ""
    public var group: String = ""
    public var tenant: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("registry", &registry, always: true)
        try fields.field("volume", &volume, always: true)
        try fields.field("readOnly", &readOnly)
        try fields.field("user", &user)
        try fields.field("group", &group)
        try fields.field("tenant", &tenant)
    }
}

/// v1 AzureDiskVolumeSource.
public struct AzureDiskVolumeSource: APIType {
    public static let schemaType = "AzureDiskVolumeSource"

    public var diskName: String = ""
    public var diskURI: String = ""
    public var cachingMode: String?
    public var fsType: String?
    public var readOnly: Bool?
    public var kind: String?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("diskName", &diskName, always: true)
        try fields.field("diskURI", &diskURI, always: true)
        try fields.field("cachingMode", &cachingMode)
        try fields.field("fsType", &fsType)
        try fields.field("readOnly", &readOnly)
        try fields.field("kind", &kind)
    }
}

/// v1 PhotonPersistentDiskVolumeSource.
public struct PhotonPersistentDiskVolumeSource: APIType {
    public static let schemaType = "PhotonPersistentDiskVolumeSource"

    public var pdID: String = ""
    public var fsType: String = ""

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("pdID", &pdID, always: true)
        try fields.field("fsType", &fsType)
    }
}

/// v1 PortworxVolumeSource.
public struct PortworxVolumeSource: APIType {
    public static let schemaType = "PortworxVolumeSource"

    public var volumeID: String = ""
    public var fsType: String = ""
    public var readOnly: Bool = false

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("volumeID", &volumeID, always: true)
        try fields.field("fsType", &fsType)
        try fields.field("readOnly", &readOnly)
    }
}

/// v1 ScaleIOVolumeSource.
public struct ScaleIOVolumeSource: APIType {
    public static let schemaType = "ScaleIOVolumeSource"

    public var gateway: String = ""
    public var system: String = ""
    @OptionalBoxed public var secretRef: LocalObjectReference?
    public var sslEnabled: Bool = false
    public var protectionDomain: String = ""
    public var storagePool: String = ""
    public var storageMode: String = ""
    public var volumeName: String = ""
    public var fsType: String = ""
    public var readOnly: Bool = false

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("gateway", &gateway, always: true)
        try fields.field("system", &system, always: true)
        try fields.field("secretRef", &secretRef, always: true)
        try fields.field("sslEnabled", &sslEnabled)
        try fields.field("protectionDomain", &protectionDomain)
        try fields.field("storagePool", &storagePool)
        try fields.field("storageMode", &storageMode)
        try fields.field("volumeName", &volumeName)
        try fields.field("fsType", &fsType)
        try fields.field("readOnly", &readOnly)
    }
}

/// v1 StorageOSVolumeSource.
public struct StorageOSVolumeSource: APIType {
    public static let schemaType = "StorageOSVolumeSource"

    public var volumeName: String = ""
    public var volumeNamespace: String = ""
    public var fsType: String = ""
    public var readOnly: Bool = false
    @OptionalBoxed public var secretRef: LocalObjectReference?

    public init() {}

    public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        try fields.field("volumeName", &volumeName)
        try fields.field("volumeNamespace", &volumeNamespace)
        try fields.field("fsType", &fsType)
        try fields.field("readOnly", &readOnly)
        try fields.field("secretRef", &secretRef)
    }
}
