import KubernetesAPI

/// The rules for volumes that the node makes by itself.
enum LocalVolumeValidation {
    static func validate(_ source: Field, _ name: String, _ findings: inout Findings) {
        switch name {
        case "emptyDir":
            if source["sizeLimit"].quantity?.isNegative == true {
                findings.forbidden(source["sizeLimit"], "SizeLimit field must be a valid resource quantity")
            }
        case "hostPath": hostPath(source, &findings)
        case "gitRepo":
            RemoteVolumeValidation.require(source, ["repository"], &findings)
            findings.descendingPath(source["directory"])
        case "image":
            RemoteVolumeValidation.require(source, ["reference"], &findings)
            findings.choice(source["pullPolicy"], ["Always", "IfNotPresent", "Never"])
        default:
            RemoteVolumeValidation.require(source, [name == "secret" ? "secretName" : "name"], &findings)
            findings.fileMode(source["defaultMode"])
            for item in source["items"].items { keyToPath(item, &findings) }
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

    static func keyToPath(_ item: Field, _ findings: inout Findings) {
        if item["key"].text.isEmpty { findings.required(item["key"]) }
        if item["path"].text.isEmpty { findings.required(item["path"]) }
        findings.projectedPath(item["path"])
        findings.fileMode(item["mode"])
    }
}
