internal import KubernetesAPI

/// Discovery of everything below `/api` or `/apis` in one document, in the two versions that clients ask for.
struct AggregatedDocument: Sendable {
    /// By the media type without parameters, then by version.
    private let documents: [String: [String: Document]]

    static func documents(_ served: ServedVersions) -> [String: AggregatedDocument] {
        let core = served.versions.filter(\.group.isEmpty)
        return [
            "/api": AggregatedDocument(core.isEmpty ? [] : [("", core)]), "/apis": AggregatedDocument(served.groups),
        ]
    }

    /// The answer in the version that the client names and gets named back; nil if there is none.
    func response(for type: AcceptHeader.MediaType, to request: APIRequest) -> APIResponse? {
        guard type.parameters["g"] == "apidiscovery.k8s.io" else { return nil }
        return documents[type.name]?[type.parameters["v"] ?? ""]?.response(to: request)
    }

    private init(_ groups: [(name: String, versions: [ServedVersions.Version])]) {
        let items = groups.map { name, versions -> JSONValue in
            // The preferred version stands first.
            let versions = versions.reversed().map { version -> JSONValue in
                [
                    "version": .string(version.version), "resources": .array(version.resources.map(Self.resource)),
                    "freshness": "Current",
                ]
            }
            return ["metadata": ["name": .string(name), "creationTimestamp": .null], "versions": .array(versions)]
        }
        var documents: [String: [String: Document]] = [:]
        for version in ["v2", "v2beta1"] {
            let kind = "APIGroupDiscoveryList"
            let list: JSONValue = [
                "kind": .string(kind), "apiVersion": .string("apidiscovery.k8s.io/\(version)"),
                "metadata": [:], "items": .array(items),
            ]
            for type in ["application/json", ProtobufEnvelope.mediaType] {
                let name = "\(type);g=apidiscovery.k8s.io;v=\(version);as=\(kind)"
                documents[type, default: [:]][version] =
                    type == "application/json"
                    ? Document(list, contentType: name) : Document(protobuf: list, as: kind, contentType: name)
            }
        }
        self.documents = documents
    }

    private static func resource(_ definition: ResourceDefinition) -> JSONValue {
        var entry: JSONValue = [
            "resource": .string(definition.resource),
            "responseKind": kind(definition.kind, definition.group, definition.version),
            "scope": definition.namespaced ? "Namespaced" : "Cluster", "singularResource": .string(definition.singular),
            "verbs": strings(definition.verbs.sorted()),
        ]
        if !definition.shortNames.isEmpty { entry["shortNames"] = strings(definition.shortNames) }
        if !definition.categories.isEmpty { entry["categories"] = strings(definition.categories) }
        let subresources = definition.subresources.sorted { $0.name < $1.name }.map { subresource -> JSONValue in
            let (group, version) = subresource.groupVersion(in: definition)
            return [
                "subresource": .string(subresource.name), "responseKind": kind(subresource.kind, group, version),
                "verbs": strings(subresource.verbs.sorted()),
            ]
        }
        if !subresources.isEmpty { entry["subresources"] = .array(subresources) }
        return entry
    }

    private static func kind(_ kind: String, _ group: String, _ version: String) -> JSONValue {
        ["group": .string(group), "version": .string(version), "kind": .string(kind)]
    }
}
