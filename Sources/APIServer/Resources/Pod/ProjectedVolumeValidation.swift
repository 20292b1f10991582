import KubernetesAPI

/// The rules for volumes of files that the API server knows. As in Kubernetes many messages name the whole source.
enum ProjectedVolumeValidation {
    static func downwardAPI(_ source: Field, _ findings: inout Findings) {
        findings.fileMode(source["defaultMode"])
        for file in source["items"].items { downwardFile(file, at: source, &findings) }
    }

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

    static func projected(_ source: Field, _ findings: inout Findings) {
        findings.fileMode(source["defaultMode"])
        var paths: Set<String> = []
        func unique(_ path: String, shown: String, _ findings: inout Findings) {
            if !path.isEmpty, !paths.insert(path).inserted {
                findings.invalid(source, shown: .string(shown), "conflicting duplicate paths")
            }
        }
        for projection in source["sources"].items {
            for name in ["secret", "configMap"] where projection[name].isSet {
                RemoteVolumeValidation.require(projection[name], ["name"], &findings)
                for item in projection[name]["items"].items {
                    LocalVolumeValidation.keyToPath(item, &findings)
                    unique(item["path"].text, shown: projection[name]["name"].text, &findings)
                }
            }
            for file in projection["downwardAPI"]["items"].items {
                downwardFile(file, at: projection["downwardAPI"], &findings)
                unique(file["path"].text, shown: file["path"].text, &findings)
            }
            if projection["serviceAccountToken"].isSet {
                token(projection["serviceAccountToken"], in: source, &findings)
            }
            let bundle = projection["clusterTrustBundle"]
            if bundle.isSet {
                trustBundle(bundle, &findings)
                unique(bundle["path"].text, shown: bundle["path"].text, &findings)
            }
            if (projection.value?.object?.members ?? []).filter({ $0.value != .null }).count > 1 {
                findings.forbidden(projection, "may not specify more than 1 volume type per source")
            }
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

    private static func trustBundle(_ bundle: Field, _ findings: inout Findings) {
        let name = bundle["name"], signer = bundle["signerName"]
        switch (name.isSet, signer.isSet) {
        case (true, true): findings.invalid(bundle, "only one of name and signerName may be used")
        case (true, false):
            if name.text.isEmpty { findings.required(name, "must be a valid object name") }
            for fault in NameRules.dnsSubdomain(name.text.split(separator: ":").last.map(String.init) ?? name.text) {
                findings.invalid(name, "not a valid clustertrustbundlename: \(fault)")
            }
            if bundle["labelSelector"].isSet {
                findings.invalid(bundle["labelSelector"], "labelSelector must be unset if name is specified")
            }
        case (false, true):
            if signer.text.isEmpty { findings.required(signer, "must be a valid signer name") }
            SelectorValidation.labels(bundle["labelSelector"], &findings)
        case (false, false): findings.required(bundle, "either name or signerName must be specified")
        }
        if bundle["path"].text.isEmpty { findings.required(bundle["path"]) }
        findings.projectedPath(bundle["path"])
    }
}
