import KubernetesAPI

/// The rules for a pod's volumes: their names, and that each has one source.
enum VolumeValidation {
    /// Gives the volumes that are right, by name: only those can be mounted.
    static func validate(_ volumes: Field, podName: String, _ findings: inout Findings) -> [String: Field] {
        var valid: [String: Field] = [:]
        let claims = Set(
            volumes.items.filter { !podName.isEmpty && $0["ephemeral"].isSet }.map { "\(podName)-\($0["name"].text)" })
        for volume in volumes.items {
            var own = Findings()
            source(volume, podName: podName, &own)
            let name = volume["name"]
            if name.text.isEmpty { own.required(name) } else { own.invalid(name, NameRules.dnsLabel(name.text)) }
            if valid[name.text] != nil { own.duplicate(name) }
            if own.errors.isEmpty { valid[name.text] = volume } else { findings.add(own.errors) }
            let claim = volume["persistentVolumeClaim"]
            if claim.isSet, claims.contains(claim["claimName"].text) {
                findings.invalid(
                    claim["claimName"], "must not reference a PVC that gets created for an ephemeral volume")
            }
        }
        return valid
    }

    /// The sources in Kubernetes' order: the first of several is the one that is looked at.
    private static let sources = [
        "emptyDir", "hostPath", "gitRepo", "gcePersistentDisk", "awsElasticBlockStore", "secret", "nfs", "iscsi",
        "glusterfs", "flocker", "persistentVolumeClaim", "rbd", "cinder", "cephfs", "quobyte", "downwardAPI", "fc",
        "flexVolume", "configMap", "azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk",
        "storageos", "projected", "scaleIO", "csi", "ephemeral", "image",
    ]

    private static func source(_ volume: Field, podName: String, _ findings: inout Findings) {
        let given = sources.filter { volume[$0].isSet }
        if given.isEmpty { return findings.required(volume, "must specify a volume type") }
        for (index, name) in given.enumerated() {
            if index == 0 {
                source(volume[name], name, volume, podName: podName, &findings)
            } else {
                // Two of them are misspelt in Kubernetes.
                let shown = ["cephfs": "cephFS", "downwardAPI": "downwarAPI"][name] ?? name
                findings.forbidden(volume[shown], "may not specify more than 1 volume type")
            }
            if name == "iscsi" { RemoteVolumeValidation.iscsiName(volume, &findings) }
        }
    }

    private static func source(
        _ source: Field, _ name: String, _ volume: Field, podName: String, _ findings: inout Findings
    ) {
        switch name {
        case "emptyDir", "hostPath", "gitRepo", "configMap", "secret", "image":
            LocalVolumeValidation.validate(source, name, &findings)
        case "downwardAPI": ProjectedVolumeValidation.downwardAPI(source, &findings)
        case "projected": ProjectedVolumeValidation.projected(source, &findings)
        case "persistentVolumeClaim": RemoteVolumeValidation.require(source, ["claimName"], &findings)
        case "ephemeral": ClaimValidation.ephemeral(source, volume, podName: podName, &findings)
        case "gcePersistentDisk":
            RemoteVolumeValidation.validate(Field(volume["persistentDisk"].path, source.value), name, &findings)
        default: RemoteVolumeValidation.validate(source, name, &findings)
        }
    }
}
