extension Descriptions {
    static let volume = """
        Volume A directory that containers of a pod can mount, and where it comes from.
        Volume.name The volume's name within the pod.
        VolumeSource.hostPath A file or directory of the node.
        VolumeSource.emptyDir A directory that is empty at first and goes with the pod.
        VolumeSource.secret The keys of a secret, as files.
        VolumeSource.configMap The keys of a config map, as files.
        VolumeSource.downwardAPI Fields of the pod itself, as files.
        VolumeSource.projected Several sources in one directory.
        VolumeSource.persistentVolumeClaim Storage that was claimed.
        VolumeSource.ephemeral Storage that is claimed for this pod and goes with it.
        VolumeSource.csi Storage that a CSI driver provides.
        VolumeSource.nfs A directory of an NFS server.
        VolumeSource.iscsi A disk over iSCSI.
        VolumeSource.image The files of an image.
        HostPathVolumeSource A file or directory of the node.
        HostPathVolumeSource.path Its path on the node.
        HostPathVolumeSource.type What must be found there, or is to be made: Directory, DirectoryOrCreate, File, FileOrCreate, Socket, CharDevice, BlockDevice.
        EmptyDirVolumeSource A directory for the life of the pod.
        EmptyDirVolumeSource.medium Memory keeps it in memory; else it is on the node's disk.
        EmptyDirVolumeSource.sizeLimit The most that may be stored in it.
        ConfigMapVolumeSource A config map as files.
        ConfigMapVolumeSource.items The keys wanted and their paths; all keys where it is left out.
        ConfigMapVolumeSource.defaultMode The files' permissions.
        ConfigMapVolumeSource.optional Whether it may be missing.
        SecretVolumeSource A secret as files.
        SecretVolumeSource.secretName The secret's name.
        SecretVolumeSource.items The keys wanted and their paths; all keys where it is left out.
        SecretVolumeSource.defaultMode The files' permissions.
        SecretVolumeSource.optional Whether it may be missing.
        KeyToPath A key and the file it becomes.
        KeyToPath.key The key.
        KeyToPath.path The file's path in the volume.
        KeyToPath.mode The file's permissions.
        DownwardAPIVolumeSource Fields of the pod as files.
        DownwardAPIVolumeSource.items The files.
        DownwardAPIVolumeSource.defaultMode The files' permissions.
        DownwardAPIProjection: DownwardAPIVolumeSource
        DownwardAPIVolumeFile A file with a field of the pod.
        DownwardAPIVolumeFile.path The file's path in the volume.
        DownwardAPIVolumeFile.fieldRef The field of the pod.
        DownwardAPIVolumeFile.resourceFieldRef The resource of a container.
        DownwardAPIVolumeFile.mode The file's permissions.
        ProjectedVolumeSource Several sources in one directory.
        ProjectedVolumeSource.sources The sources.
        ProjectedVolumeSource.defaultMode The files' permissions.
        VolumeProjection One source of a projected volume.
        VolumeProjection.secret Keys of a secret.
        VolumeProjection.configMap Keys of a config map.
        VolumeProjection.downwardAPI Fields of the pod.
        VolumeProjection.serviceAccountToken A token of the pod's service account.
        SecretProjection: SecretVolumeSource
        ConfigMapProjection: ConfigMapVolumeSource
        ServiceAccountTokenProjection A token that is renewed before it expires.
        ServiceAccountTokenProjection.audience Whom the token is meant for.
        ServiceAccountTokenProjection.expirationSeconds How long a token is valid.
        ServiceAccountTokenProjection.path The file's path in the volume.
        PersistentVolumeClaimVolumeSource Storage that was claimed.
        PersistentVolumeClaimVolumeSource.claimName The claim's name.
        PersistentVolumeClaimVolumeSource.readOnly Whether it can only be read.
        NFSVolumeSource A directory of an NFS server.
        NFSVolumeSource.server The server.
        NFSVolumeSource.path The directory.
        CSIVolumeSource Storage that a CSI driver provides.
        CSIVolumeSource.driver The driver's name.
        ImageVolumeSource The files of an image.
        ImageVolumeSource.reference The image.
        ImageVolumeSource.pullPolicy When the image is pulled: Always, IfNotPresent or Never.
        """
}
