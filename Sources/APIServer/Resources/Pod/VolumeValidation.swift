import KubernetesAPI

/// The rules for a pod's volumes.
enum VolumeValidation {
    /// Gives the volumes that are right, by name: only those can be mounted.
    static func validate(_ volumes: Field, _ findings: inout Findings) -> [String: Field] {
        var valid: [String: Field] = [:]
        var names: Set<String> = []
        for volume in volumes.items {
            var own = Findings()
            source(volume, &own)
            let name = volume["name"]
            if name.text.isEmpty {
                own.required(name)
            } else {
                own.invalid(name, NameRules.dnsLabel(name.text))
                if names.contains(name.text) { own.duplicate(name) }
            }
            if own.errors.isEmpty {
                names.insert(name.text)
                valid[name.text] = volume
            } else {
                findings.add(own.errors)
            }
        }
        return valid
    }

    private static func source(_ volume: Field, _ findings: inout Findings) {
        let given = (volume.value?.object?.members ?? []).filter { $0.key != "name" && $0.value != .null }.map(\.key)
        if given.isEmpty { return findings.required(volume, "must specify a volume type") }
        for (index, name) in given.enumerated() {
            if index > 0 {
                findings.forbidden(volume[name], "may not specify more than 1 volume type")
            } else {
                source(volume[name], name, &findings)
            }
        }
    }

    private static func source(_ source: Field, _ name: String, _ findings: inout Findings) {
        switch name {
        case "emptyDir":
            if source["sizeLimit"].quantity?.isNegative == true {
                findings.forbidden(source["sizeLimit"], "SizeLimit field must be a valid resource quantity")
            }
        case "hostPath": hostPath(source, &findings)
        case "configMap":
            require(source, ["name"], &findings)
            files(source, &findings)
        case "secret":
            require(source, ["secretName"], &findings)
            files(source, &findings)
        case "downwardAPI":
            findings.fileMode(source["defaultMode"])
            for file in source["items"].items { downwardFile(file, at: source, &findings) }
        case "projected": projected(source, &findings)
        default: require(source, requiredMembers[name] ?? [], &findings)
        }
    }

    /// What the sources of remote volumes cannot do without.
    private static let requiredMembers = [
        "persistentVolumeClaim": ["claimName"], "nfs": ["server", "path"], "csi": ["driver"],
        "iscsi": ["targetPortal", "iqn"], "rbd": ["monitors", "image"], "cephfs": ["monitors"],
        "glusterfs": ["endpoints", "path"], "gitRepo": ["repository"], "gcePersistentDisk": ["pdName"],
        "awsElasticBlockStore": ["volumeID"], "cinder": ["volumeID"], "azureFile": ["secretName", "shareName"],
        "azureDisk": ["diskName", "diskURI"], "vsphereVolume": ["volumePath"], "photonPersistentDisk": ["pdID"],
        "portworxVolume": ["volumeID"], "flexVolume": ["driver"], "quobyte": ["registry", "volume"],
        "scaleIO": ["gateway", "system", "volumeName"], "ephemeral": ["volumeClaimTemplate"],
    ]

    private static func require(_ source: Field, _ members: [String], _ findings: inout Findings) {
        for name in members {
            let field = source[name]
            if !field.isSet || field.value == "" || field.value == [] { findings.required(field) }
        }
    }

    private static func hostPath(_ source: Field, _ findings: inout Findings) {
        if source["path"].text.isEmpty { return findings.required(source["path"]) }
        findings.noBacksteps(source["path"])
        let types = [
            "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket",
        ]
        if source["type"].isSet, !types.contains(source["type"].text) { findings.notSupported(source["type"], types) }
    }

    private static func files(_ source: Field, _ findings: inout Findings) {
        findings.fileMode(source["defaultMode"])
        for item in source["items"].items { keyToPath(item, &findings) }
    }

    private static func keyToPath(_ item: Field, _ findings: inout Findings) {
        if item["key"].text.isEmpty { findings.required(item["key"]) }
        if item["path"].text.isEmpty { findings.required(item["path"]) }
        findings.projectedPath(item["path"])
        findings.fileMode(item["mode"])
    }

    /// As in Kubernetes the messages name the volume source, not the file.
    private static func downwardFile(_ file: Field, at source: Field, _ findings: inout Findings) {
        let path = Field(source["path"].path, file["path"].value)
        if path.text.isEmpty { findings.required(path) }
        findings.projectedPath(path)
        if file["fieldRef"].isSet {
            let reference = Field(source["fieldRef"].path, file["fieldRef"].value)
            EnvironmentValidation.fieldRef(reference, inVolume: true, &findings)
            if file["resourceFieldRef"].isSet {
                findings.invalid(
                    source, shown: "resource", "fieldRef and resourceFieldRef can not be specified simultaneously")
            }
        } else if file["resourceFieldRef"].isSet {
            let reference = Field(source["resourceFieldRef"].path, file["resourceFieldRef"].value)
            EnvironmentValidation.resourceFieldRef(reference, inVolume: true, &findings)
        } else {
            findings.required(source, "one of fieldRef and resourceFieldRef is required")
        }
        findings.fileMode(Field(source["mode"].path, file["mode"].value))
    }

    private static func projected(_ source: Field, _ findings: inout Findings) {
        findings.fileMode(source["defaultMode"])
        var paths: Set<String> = []
        for projection in source["sources"].items {
            let given = (projection.value?.object?.members ?? []).filter { $0.value != .null }.map(\.key)
            for name in ["secret", "configMap"] where given.contains(name) {
                require(projection[name], ["name"], &findings)
                for item in projection[name]["items"].items {
                    keyToPath(item, &findings)
                    unique(item["path"].text, shown: projection[name]["name"].text, in: source, &paths, &findings)
                }
            }
            for file in projection["downwardAPI"]["items"].items {
                downwardFile(file, at: projection["downwardAPI"], &findings)
                unique(file["path"].text, shown: file["path"].text, in: source, &paths, &findings)
            }
            if given.contains("serviceAccountToken") { token(projection["serviceAccountToken"], in: source, &findings) }
            if given.count > 1 {
                findings.forbidden(projection, "may not specify more than 1 volume type per source")
            }
        }
    }

    private static func unique(
        _ path: String, shown: String, in source: Field, _ paths: inout Set<String>, _ findings: inout Findings
    ) {
        if !path.isEmpty, !paths.insert(path).inserted {
            findings.invalid(source, shown: .string(shown), "conflicting duplicate paths")
        }
    }

    private static func token(_ token: Field, in source: Field, _ findings: inout Findings) {
        let expiration = token["expirationSeconds"]
        if let seconds = expiration.int, seconds < 600 {
            findings.invalid(expiration, "may not specify a duration less than 10 minutes")
        }
        if let seconds = expiration.int, seconds > 1 << 32 {
            findings.invalid(expiration, "may not specify a duration larger than 2^32 seconds")
        }
        let path = Field(source["path"].path, token["path"].value)
        if path.text.isEmpty { findings.required(path) } else { findings.projectedPath(path) }
    }
}
