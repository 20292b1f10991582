public import KubernetesAPI

/// What the server says of itself: its version, the resources it serves, and their schemas. All of it follows from the resource
/// definitions; each document is encoded once.
public struct APIDocuments: Sendable {
    private let discovery: [String: Document]
    /// For who wants them as YAML, which is rare: written when asked for, and not at the start.
    private let discoveryTrees: [String: JSONValue]
    private let discoveryProtobuf: [String: Document]
    private let aggregated: [String: AggregatedDocument]
    private let version: Document
    private let openAPI: OpenAPIDocuments

    /// - Parameter version: this program's own version, the part after `+mayfly.`.
    public init(_ definitions: [ResourceDefinition], version: String) {
        let versions = ServedVersions(definitions)
        let gitVersion = "v1.32.0+mayfly.\(version)"
        let discovery = LegacyDiscovery.documents(versions)
        self.discovery = discovery.mapValues { Document($0) }
        discoveryTrees = discovery
        discoveryProtobuf = discovery.compactMapValues { Document(protobuf: $0, as: $0["kind"]?.string ?? "") }
        aggregated = AggregatedDocument.documents(versions)
        self.version = Document(VersionInfo.document(gitVersion))
        openAPI = OpenAPIDocuments(versions, version: gitVersion)
    }

    /// The answer to a GET of one of the documents; nil if the path is none of theirs.
    public func respond(to request: APIRequest) -> APIResponse? {
        let path =
            request.path.count > 1 && request.path.hasSuffix("/") ? String(request.path.dropLast()) : request.path
        if path.hasPrefix("/openapi/") { return openAPI.respond(to: request, path: path) }
        let accept = AcceptHeader(request.headers)
        if let document = aggregated[path] {
            for type in accept.types {
                if type.parameters["as"] == "APIGroupDiscoveryList" {
                    if let answer = document.response(for: type, to: request) { return answer }
                } else if let document = legacy(path, type) {
                    return document.response(to: request)
                }
            }
            return APIResponse(.notRoutable(accepting: Self.encodings))
        }
        guard path == "/version" || discovery[path] != nil else { return nil }
        guard let document = accept.types.lazy.compactMap({ legacy(path, $0) }).first else {
            return APIResponse(.notRoutable(accepting: path == "/version" ? ["application/json"] : Self.encodings))
        }
        return document.response(to: request)
    }

    private static let encodings = ResponseFormat.Encoding.allCases.map(\.rawValue)

    /// A document that is no aggregate, in the encoding of a media type.
    private func legacy(_ path: String, _ type: AcceptHeader.MediaType) -> Document? {
        if type.isProtobuf { return discoveryProtobuf[path] }
        if type.isYAML {
            return discoveryTrees[path].map {
                Document(bytes: Array($0.yaml().utf8), contentType: "application/yaml")
            }
        }
        guard type.isJSON else { return nil }
        return path == "/version" ? version : discovery[path]
    }
}

/// The definitions by group and version, in the order in which they are published.
struct ServedVersions: Sendable {
    struct Version: Sendable {
        var group: String
        var version: String
        var resources: [ResourceDefinition]

        var groupVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
        var path: String { group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)" }
    }

    /// By priority, then by name; the newest version of a group last; resources by name.
    let versions: [Version]

    /// Kubernetes' order of groups (kube-apiserver's APIService priorities): where a word names resources of two groups, clients
    /// take the first.
    private static let priority = [
        "", "apps", "events.k8s.io", "authentication.k8s.io", "authorization.k8s.io", "autoscaling", "batch",
        "certificates.k8s.io", "networking.k8s.io", "policy", "rbac.authorization.k8s.io", "storage.k8s.io",
        "admissionregistration.k8s.io", "apiextensions.k8s.io", "scheduling.k8s.io", "coordination.k8s.io",
        "node.k8s.io", "discovery.k8s.io",
    ]

    init(_ definitions: [ResourceDefinition]) {
        var versions: [Version] = []
        for definition in definitions.sorted(by: { $0.resource < $1.resource }) {
            if let index = versions.firstIndex(where: {
                $0.group == definition.group && $0.version == definition.version
            }) {
                versions[index].resources.append(definition)
            } else {
                versions.append(Version(group: definition.group, version: definition.version, resources: [definition]))
            }
        }
        let places = Dictionary(uniqueKeysWithValues: Self.priority.enumerated().map { ($0.element, $0.offset) })
        func place(_ version: Version) -> (Int, String, String) {
            (places[version.group] ?? places.count, version.group, version.version)
        }
        self.versions = versions.sorted { place($0) < place($1) }
    }

    /// The groups beside the core group, each with its versions.
    var groups: [(name: String, versions: [Version])] {
        var groups: [(name: String, versions: [Version])] = []
        for version in versions where !version.group.isEmpty {
            if groups.last?.name == version.group {
                groups[groups.count - 1].versions.append(version)
            } else {
                groups.append((version.group, [version]))
            }
        }
        return groups
    }
}
