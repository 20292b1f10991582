import KubernetesAPI

/// `pods/ephemeralcontainers`: the only way to add an ephemeral container. Current clients read and send a Pod; clients of
/// v1.16 to v1.21 an EphemeralContainers list.
struct EphemeralContainersStrategy: SubresourceStrategy {
    func project(_ pod: JSONValue, for client: ClientGeneration) -> JSONValue {
        guard client == .alpha else { return pod }
        var metadata = JSONObject()
        for member in ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"] {
            metadata[member] = pod["metadata", member]
        }
        return [
            "kind": "EphemeralContainers", "apiVersion": "v1", "metadata": .object(metadata),
            "ephemeralContainers": pod["spec", "ephemeralContainers"] ?? [],
        ]
    }

    /// Only the list is taken from the body; everything else stays as it is stored.
    func merge(_ body: JSONValue, into pod: JSONValue, for client: ClientGeneration) throws -> JSONValue {
        let expected = client == .alpha ? "EphemeralContainers" : "Pod"
        if let kind = body["kind"]?.string, !kind.isEmpty, kind != expected {
            throw StatusError.badRequest(
                "\(kind) in version \"v1\" cannot be handled as a \(expected): converting (v1.\(kind)) to "
                    + "(core.\(expected)): unknown conversion")
        }
        let list = list(in: body, for: client)
        var merged = pod
        if let containers = list?.array, !containers.isEmpty {
            merged["spec"]?["ephemeralContainers"] = list
            if var spec = merged["spec"] {
                PodDefaults.mapItems("ephemeralContainers", of: &spec, PodDefaults.ephemeralContainer)
                merged["spec"] = spec
            }
        } else {
            merged["spec"]?["ephemeralContainers"] = nil
        }
        return merged
    }

    var resetFields: ResetFields { .allBut(["spec", "ephemeralContainers"]) }

    func validate(_ new: JSONValue, old: JSONValue, for client: ClientGeneration) -> [FieldError] {
        if old["metadata", "annotations", PodAnnotationValidation.mirror] != nil {
            return [FieldError(.forbidden, "[]", "Forbidden: static pods do not support ephemeral containers")]
        }
        var findings = Findings()
        if client == .alpha {
            findings.add(AlphaEphemeralContainerRules.validate(new, old: old))
        } else {
            findings.add(ObjectMetadata.validateUpdate(new, old: old))
            findings.add(PodValidation.metadataAndSpec(new, stored: old))
            PodAnnotationValidation.validateUpdate(new, old: old, &findings)
        }
        return findings.errors + EphemeralContainerRules.appendOnly(new, old: old)
    }

    func validateRaw(_ body: JSONValue, for client: ClientGeneration) -> [FieldError] {
        let forbidden =
            client == .alpha ? AlphaEphemeralContainerRules.forbidden : EphemeralContainerRules.forbidden
        return EphemeralContainerRules.emptyButGiven(list(in: body, for: client)?.array ?? [], forbidden)
    }

    private func list(in body: JSONValue, for client: ClientGeneration) -> JSONValue? {
        client == .alpha ? body["ephemeralContainers"] : body["spec", "ephemeralContainers"]
    }

    /// There is no negotiation between the generations: the body tells them apart, and for a GET the client's name.
    func generation(of request: APIRequest, body: JSONValue?) -> ClientGeneration {
        switch body {
        case .array?:
            do {
                return try JSONPatch(body ?? .null).topLevelKeys.contains("ephemeralContainers") ? .alpha : .current
            } catch {
                return .current  // applying the patch will report the fault
            }
        case .object(let object)?:
            if object["kind"] == "EphemeralContainers" { return .alpha }
            return object.keys.contains { $0 == "ephemeralContainers" || $0.hasSuffix("/ephemeralContainers") }
                ? .alpha : .current
        default:
            return isAlphaKubectl(request.headers["User-Agent"] ?? "") ? .alpha : .current
        }
    }

    /// `kubectl/v1.16…` to `kubectl/v1.21…`; the name is the program's, which people rename (`kubectl-1.20`).
    private func isAlphaKubectl(_ agent: String) -> Bool {
        let parts = agent.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, parts[0].hasPrefix("kubectl"), parts[1].hasPrefix("v1."),
            let minor = Int(parts[1].dropFirst(3).prefix { $0.isNumber })
        else { return false }
        return (16...21).contains(minor)
    }
}
