import KubernetesAPI

/// The rules for a container's mounts and block devices. As in Kubernetes some paths name the list, not the item.
enum MountValidation {
    static func mounts(_ container: Field, volumes: [String: Field], _ findings: inout Findings) {
        let list = container["volumeMounts"], devices = container["volumeDevices"].items
        let deviceNames = Set(devices.map(\.["name"].text)), devicePaths = Set(devices.map(\.["devicePath"].text))
        var paths: Set<String> = []
        for mount in list.items {
            let name = mount["name"], path = mount["mountPath"]
            if name.text.isEmpty { findings.required(name) }
            if volumes[name.text] == nil { findings.notFound(Field(name.path, .string(name.text))) }
            if path.text.isEmpty { findings.required(path) }
            if !paths.insert(path.text).inserted { findings.invalid(path, "must be unique") }
            if deviceNames.contains(name.text) {
                findings.invalid(name, "must not already exist in volumeDevices")
            }
            if devicePaths.contains(path.text) {
                findings.invalid(path, "must not already exist as a path in volumeDevices")
            }
            subPaths(mount, list: list, imageVolume: volumes[name.text]?["image"].isSet == true, &findings)
            if mount["mountPropagation"].isSet {
                propagation(Field(list["mountPropagation"].path, mount["mountPropagation"].value), container, &findings)
            }
            recursiveReadOnly(mount, Field(list["recursiveReadOnly"].path, mount["recursiveReadOnly"].value), &findings)
        }
    }

    private static func subPaths(_ mount: Field, list: Field, imageVolume: Bool, _ findings: inout Findings) {
        for name in ["subPath", "subPathExpr"] where !mount[name].text.isEmpty {
            if imageVolume { findings.invalid(mount[name], "not allowed in image volume sources") }
            if name == "subPathExpr", !mount["subPath"].text.isEmpty {
                findings.invalid(mount[name], "subPathExpr and subPath are mutually exclusive")
            }
            findings.descendingPath(Field(list[name].path, mount[name].value))
        }
    }

    private static func propagation(_ field: Field, _ container: Field, _ findings: inout Findings) {
        let supported = ["Bidirectional", "HostToContainer", "None"]
        if !supported.contains(field.text) { findings.notSupported(field, supported) }
        if field.text == "Bidirectional", !container["securityContext"]["privileged"].bool {
            findings.forbidden(field, "Bidirectional mount propagation is available only to privileged containers")
        }
    }

    private static func recursiveReadOnly(_ mount: Field, _ field: Field, _ findings: inout Findings) {
        guard field.isSet else { return }
        switch field.text {
        case "Disabled": break
        case "Enabled", "IfPossible":
            if !mount["readOnly"].bool { findings.forbidden(field, "may only be specified when readOnly is true") }
            let propagation = mount["mountPropagation"]
            if propagation.isSet, propagation.text != "None" {
                findings.forbidden(field, "may only be specified when mountPropagation is None or not specified")
            }
        default: findings.notSupported(field, ["Disabled", "IfPossible", "Enabled"])
        }
    }

    static func devices(_ container: Field, volumes: [String: Field], _ findings: inout Findings) {
        let mounts = container["volumeMounts"].items
        let mountNames = Set(mounts.map(\.["name"].text)), mountPaths = Set(mounts.map(\.["mountPath"].text))
        var names: Set<String> = [], paths: Set<String> = []
        for device in container["volumeDevices"].items {
            let name = device["name"], path = device["devicePath"]
            if name.text.isEmpty { findings.required(name) }
            if names.contains(name.text) { findings.invalid(name, "must be unique") }
            if let volume = volumes[name.text] {
                if !volume["persistentVolumeClaim"].isSet, !volume["ephemeral"].isSet {
                    findings.invalid(
                        name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode")
                }
            } else {
                findings.notFound(Field(name.path, .string(name.text)))
            }
            if path.text.isEmpty { findings.required(path) }
            if paths.contains(path.text) { findings.invalid(path, "must be unique") }
            if path.text.split(separator: "/").contains("..") {
                findings.invalid(path, "can not contain backsteps ('..')")
            } else {
                paths.insert(path.text)
            }
            if mountNames.contains(name.text) {
                findings.invalid(name, "must not already exist in volumeMounts")
            }
            if mountPaths.contains(path.text) {
                findings.invalid(path, "must not already exist as a path in volumeMounts")
            }
            if !name.text.isEmpty { names.insert(name.text) }
        }
    }
}
