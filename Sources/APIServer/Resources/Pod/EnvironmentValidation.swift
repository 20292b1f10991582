import KubernetesAPI

/// The rules for environment variables and what they are taken from.
enum EnvironmentValidation {
    static func variables(_ variables: Field, _ findings: inout Findings) {
        for variable in variables.items {
            let name = variable["name"]
            if name.text.isEmpty {
                findings.required(name)
            } else {
                findings.invalid(name, NameRules.environmentName(name.text))
            }
            if variable["valueFrom"].isSet { valueFrom(variable, &findings) }
        }
    }

    private static func valueFrom(_ variable: Field, _ findings: inout Findings) {
        let source = variable["valueFrom"]
        let names = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"]
        let given = names.filter { source[$0].isSet }
        if source["fieldRef"].isSet { fieldRef(source["fieldRef"], &findings) }
        if source["resourceFieldRef"].isSet { resourceFieldRef(source["resourceFieldRef"], inVolume: false, &findings) }
        for name in ["configMapKeyRef", "secretKeyRef"] where source[name].isSet { keyRef(source[name], &findings) }
        if source["fileKeyRef"].isSet { fileKeyRef(source["fileKeyRef"], &findings) }
        let whole = Field(source.path, "")
        if given.isEmpty {
            findings.invalid(
                whole, "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`")
        } else if !variable["value"].text.isEmpty {
            findings.invalid(whole, "may not be specified when `value` is not empty")
        } else if given.count > 1 {
            findings.invalid(whole, "may not have more than one field specified at a time")
        }
    }

    static func sources(_ sources: Field, _ findings: inout Findings) {
        for source in sources.items {
            if !source["prefix"].text.isEmpty {
                findings.invalid(source["prefix"], NameRules.environmentName(source["prefix"].text))
            }
            let given = ["configMapRef", "secretRef"].filter { source[$0].isSet }
            for name in given {
                let reference = source[name]["name"]
                if reference.text.isEmpty {
                    findings.required(reference)
                } else {
                    findings.invalid(reference, NameRules.dnsSubdomain(reference.text))
                }
            }
            let whole = Field(sources.path, "")
            if given.isEmpty { findings.invalid(whole, "must specify one of: `configMapRef` or `secretRef`") }
            if given.count > 1 { findings.invalid(whole, "may not have more than one field specified at a time") }
        }
    }

    private static func keyRef(_ reference: Field, _ findings: inout Findings) {
        findings.invalid(
            Field(reference["name"].path, .string(reference["name"].text)),
            NameRules.dnsSubdomain(reference["name"].text))
        if reference["key"].text.isEmpty {
            findings.required(reference["key"])
        } else {
            findings.invalid(reference["key"], NameRules.configKey(reference["key"].text))
        }
    }

    private static func fileKeyRef(_ reference: Field, _ findings: inout Findings) {
        let rules: [(String, (String) -> [String])] = [
            ("key", NameRules.environmentName), ("volumeName", NameRules.dnsLabel),
        ]
        for (name, rule) in rules {
            if reference[name].text.isEmpty {
                findings.required(reference[name])
            } else {
                findings.invalid(reference[name], rule(reference[name].text))
            }
        }
        if reference["path"].text.isEmpty {
            findings.required(reference["path"])
        } else {
            findings.noBacksteps(reference["path"])
        }
    }

    /// Files of variables are written by the pod itself, so they are in a volume that starts empty.
    static func fileVolumes(_ spec: Field, _ findings: inout Findings) {
        let volumes = spec["volumes"].items
        for variable in PodValidation.allContainers(of: spec).flatMap(\.["env"].items) {
            let reference = variable["valueFrom"]["fileKeyRef"], name = reference["volumeName"]
            guard reference.isSet else { continue }
            if let volume = volumes.first(where: { $0["name"].text == name.text }) {
                if !volume["emptyDir"].isSet { findings.invalid(name, "referenced volume must be of type emptyDir") }
            } else {
                findings.notFound(Field(name.path, .string(name.text)))
            }
        }
    }

    /// Fields of a pod that variables may take.
    private static let variableFields = [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ]
    /// Fields of a pod that downward files may take.
    private static let volumeFields = [
        "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid",
    ]
    /// Fields that the downward API knows at all.
    private static let knownFields = Set(
        variableFields + volumeFields + ["spec.restartPolicy", "spec.schedulerName", "status.phase", "spec.host"])

    static func fieldRef(_ reference: Field, inVolume: Bool = false, _ findings: inout Findings) {
        let path = reference["fieldPath"], version = reference["apiVersion"]
        if version.text.isEmpty { return findings.required(version) }
        if path.text.isEmpty { return findings.required(path) }
        func unknown(_ reason: String) { findings.invalid(path, "error converting fieldPath: \(reason)") }
        if version.text != "v1" { return unknown("unsupported pod version: \(version.text)") }
        if let (field, key) = subscripted(path.text) {
            if field != "metadata.annotations", field != "metadata.labels" {
                return unknown("field label does not support subscript: \(path.text)")
            }
            let name = field == "metadata.annotations" ? key.lowercased() : key
            return findings.invalid(Field(reference.path, .string(name)), NameRules.qualifiedName(name))
        }
        // What old clients of v1 call the node's name.
        let field = path.text == "spec.host" ? "spec.nodeName" : path.text
        guard knownFields.contains(field) else { return unknown("field label not supported: \(path.text)") }
        let supported = inVolume ? volumeFields : variableFields
        if !supported.contains(field) { findings.notSupported(Field(path.path, .string(field)), supported) }
    }

    /// `metadata.labels['app']` as its two parts.
    private static func subscripted(_ text: String) -> (field: String, key: String)? {
        guard text.hasSuffix("']"), let open = text.firstIndex(of: "["), text[open...].hasPrefix("['") else {
            return nil
        }
        return (String(text[..<open]), String(text[open...].dropFirst(2).dropLast(2)))
    }

    private static let resources = [
        "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage",
        "requests.memory",
    ]

    static func resourceFieldRef(_ reference: Field, inVolume: Bool, _ findings: inout Findings) {
        let resource = reference["resource"]
        let isHugePages = ["limits.hugepages-", "requests.hugepages-"].contains { resource.text.hasPrefix($0) }
        if inVolume, reference["containerName"].text.isEmpty {
            findings.required(reference["containerName"])
        } else if resource.text.isEmpty {
            findings.required(resource)
        } else if !resources.contains(resource.text), !isHugePages {
            findings.notSupported(resource, resources)
        }
        divisor(of: resource.text, isHugePages: isHugePages, reference["divisor"], &findings)
    }

    private static func divisor(
        of resource: String, isHugePages: Bool, _ divisor: Field, _ findings: inout Findings
    ) {
        guard let amount = divisor.quantity, !amount.isZero else { return }
        let field = Field(divisor.path, .string(resource)), suffix = resource.drop { $0 != "." }.dropFirst()
        if resources.contains(resource), suffix == "cpu" {
            if !["1m", "1"].contains(amount.description) {
                findings.invalid(field, "only divisor's values 1m and 1 are supported with the cpu resource")
            }
            return
        }
        guard isHugePages || resources.contains(resource) else { return }
        let divisors = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"]
        let kind = isHugePages ? "hugepages" : suffix == "memory" ? "memory" : "local ephemeral storage"
        if !divisors.contains(amount.description) {
            findings.invalid(
                field,
                "only divisor's values \(divisors.joined(separator: ", ")) are supported with the \(kind) resource")
        }
    }
}
