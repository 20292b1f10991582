import KubernetesAPI

/// The rules for volumes that are kept elsewhere.
enum RemoteVolumeValidation {
    static func validate(_ source: Field, _ name: String, _ findings: inout Findings) {
        if name == "csi" { return csi(source, &findings) }
        if name == "quobyte" { return quobyte(source, &findings) }
        if name == "storageos" { return storageos(source, &findings) }
        require(source, requiredMembers[name] ?? [], &findings)
        switch name {
        case "nfs":
            if !source["path"].text.hasPrefix("/") {
                findings.invalid(source["path"], shown: .string(source["path"].text), "must be an absolute path")
            }
        case "gcePersistentDisk", "awsElasticBlockStore":
            if let partition = source["partition"].int, !(0...255).contains(partition) {
                findings.invalid(source["partition"], "must be between 1 and 255, inclusive")
            }
        case "iscsi": iscsi(source, &findings)
        case "fc": fibreChannel(source, &findings)
        case "flocker": flocker(source, &findings)
        case "cinder":
            if source["secretRef"].isSet { require(source["secretRef"], ["name"], &findings) }
        case "flexVolume":
            for (key, _) in source["options"].entries where isReserved(key) {
                let entry = source["options"].entry(key)
                findings.invalid(entry, shown: .string(key), "kubernetes.io and k8s.io namespaces are reserved")
            }
        case "azureDisk": azureDisk(source, &findings)
        default: break
        }
    }

    /// What the sources cannot do without.
    private static let requiredMembers = [
        "nfs": ["server", "path"], "iscsi": ["targetPortal"], "rbd": ["monitors", "image"], "cephfs": ["monitors"],
        "glusterfs": ["endpoints", "path"], "gcePersistentDisk": ["pdName"], "awsElasticBlockStore": ["volumeID"],
        "cinder": ["volumeID"], "azureFile": ["secretName", "shareName"], "azureDisk": ["diskName", "diskURI"],
        "vsphereVolume": ["volumePath"], "photonPersistentDisk": ["pdID"], "portworxVolume": ["volumeID"],
        "flexVolume": ["driver"], "scaleIO": ["gateway", "system", "volumeName"],
    ]

    static func require(_ source: Field, _ members: [String], _ findings: inout Findings) {
        for name in members {
            let field = source[name]
            if !field.isSet || field.value == "" || field.value == [] { findings.required(field) }
        }
    }

    private static func iscsi(_ source: Field, _ findings: inout Findings) {
        if source["iqn"].text.isEmpty {
            findings.required(source["iqn"])
        } else {
            initiator(source["iqn"], &findings)
        }
        if let lun = source["lun"].int, !(0...255).contains(lun) {
            findings.invalid(source["lun"], "must be between 0 and 255, inclusive")
        }
        if source["chapAuthDiscovery"].bool || source["chapAuthSession"].bool, !source["secretRef"].isSet {
            findings.required(source["secretRef"])
        }
        if source["initiatorName"].isSet {
            initiator(Field(source["initiatorname"].path, source["initiatorName"].value), &findings)
        }
    }

    static func iscsiName(_ volume: Field, _ findings: inout Findings) {
        let name = volume["name"].text, portal = volume["iscsi"]["targetPortal"].text
        if volume["iscsi"]["initiatorName"].isSet, "\(name):\(portal)".utf8.count > 64 {
            findings.invalid(
                volume["name"], shown: .string(name),
                "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if "
                    + "iscsi.initiatorName is specified.")
        }
    }

    private static func initiator(_ field: Field, _ findings: inout Findings) {
        let text = field.text
        if !["iqn", "eui", "naa"].contains(where: text.hasPrefix) {
            findings.invalid(field, "must be valid format starting with iqn, eui, or naa")
        } else if text.hasPrefix("iqn")
            ? text.firstMatch(of: #/iqn\.[0-9]{4}-[0-9]{2}\.([A-Za-z0-9\-.]+)(:[^,;*&$|\s]+)$/#) == nil
            : text.wholeMatch(of: #/eui.[A-Za-z0-9]{16}|naa.[A-Za-z0-9]{32}/#) == nil
        {
            findings.invalid(field, "must be valid format")
        }
    }

    private static func fibreChannel(_ source: Field, _ findings: inout Findings) {
        let targets = source["targetWWNs"], lun = source["lun"]
        if targets.items.isEmpty, source["wwids"].items.isEmpty {
            findings.required(targets, "must specify either targetWWNs or wwids, but not both")
        }
        guard !targets.items.isEmpty else { return }
        if !source["wwids"].items.isEmpty {
            findings.invalid(targets, "targetWWNs and wwids can not be specified simultaneously")
        }
        if !lun.isSet {
            findings.required(lun, "lun is required if targetWWNs is specified")
        } else if let number = lun.int, !(0...255).contains(number) {
            findings.invalid(lun, "must be between 0 and 255, inclusive")
        }
    }

    private static func flocker(_ source: Field, _ findings: inout Findings) {
        let name = source["datasetName"], hasID = !source["datasetUUID"].text.isEmpty
        if name.text.isEmpty, !hasID { findings.required(source, "one of datasetName and datasetUUID is required") }
        if !name.text.isEmpty, hasID {
            findings.invalid(
                source, shown: "resource", "datasetName and datasetUUID can not be specified simultaneously")
        }
        if name.text.contains("/") { findings.invalid(name, "must not contain '/'") }
    }

    private static func quobyte(_ source: Field, _ findings: inout Findings) {
        let registry = source["registry"], rule = "must be a host:port pair or multiple pairs separated by commas"
        if registry.text.isEmpty {
            findings.required(registry, rule)
        } else if source["tenant"].text.utf8.count >= 65 {
            findings.required(source["tenant"], "must be a UUID and may not exceed a length of 64 characters")
        } else {
            for pair in registry.text.split(separator: ",", omittingEmptySubsequences: false)
            where pair.wholeMatch(of: #/([^:\[\]]*|\[[^\[\]]*\]):[^:]*/#) == nil {
                findings.invalid(registry, rule)
            }
        }
        require(source, ["volume"], &findings)
    }

    private static func storageos(_ source: Field, _ findings: inout Findings) {
        for name in ["volumeName", "volumeNamespace"] {
            if !source[name].text.isEmpty {
                findings.invalid(source[name], NameRules.dnsLabel(source[name].text))
            } else if name == "volumeName" {
                findings.required(source[name])
            }
        }
        if source["secretRef"].isSet { require(source["secretRef"], ["name"], &findings) }
    }

    private static func csi(_ source: Field, _ findings: inout Findings) {
        let secret = source["nodePublishSecretRef"]
        findings.storageDriver(source["driver"])
        guard secret.isSet else { return }
        if secret["name"].text.isEmpty {
            findings.required(secret["name"])
        } else {
            findings.invalid(
                Field(source["name"].path, secret["name"].value), NameRules.dnsSubdomain(secret["name"].text))
        }
    }

    private static func azureDisk(_ source: Field, _ findings: inout Findings) {
        for (name, supported) in [
            ("cachingMode", ["None", "ReadOnly", "ReadWrite"]), ("kind", ["Dedicated", "Managed", "Shared"]),
        ] where source[name].isSet && !supported.contains(source[name].text) {
            findings.notSupported(source[name], supported)
        }
        guard source["kind"].isSet else { return }
        let isManaged = source["kind"].text == "Managed"
        if !source["diskURI"].text.hasPrefix(isManaged ? "/subscriptions/" : "https://") {
            findings.notSupported(
                source["diskURI"],
                [
                    isManaged
                        ? "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}"
                        : "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"
                ])
        }
    }

    private static func isReserved(_ option: String) -> Bool {
        let space = ".\(option.split(separator: "/", maxSplits: 1).first ?? "")".lowercased()
        return space.hasSuffix(".kubernetes.io") || space.hasSuffix(".k8s.io")
    }
}
