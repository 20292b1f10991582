internal import KubernetesAPI

/// All that the generic registry, discovery and OpenAPI need to know of one served kind, as data. Adding a kind is one of
/// these and one strategy file.
public struct ResourceDefinition: Sendable {
    /// `""` for the core group.
    public var group: String
    public var version: String
    public var kind: String
    /// The plural, as in paths: `pods`.
    public var resource: String
    public var singular: String
    public var shortNames: [String]
    public var categories: [String]
    public var namespaced: Bool
    /// `create`, `delete`, `deletecollection`, `get`, `list`, `patch`, `update`, `watch`.
    public var verbs: [String]
    /// The name of the kind's declaration in the schema, `io.k8s.api.core.v1.Pod`-like names are derived from it.
    public var schemaType: String
    public var strategy: any ResourceStrategy
    public var subresources: [SubresourceDefinition]
    /// How its objects are stored, where that is in the form of another kind.
    var storedForm: StoredForm?

    public init(
        group: String, version: String, kind: String, resource: String, singular: String, shortNames: [String] = [],
        categories: [String] = [], namespaced: Bool, verbs: [String], schemaType: String,
        strategy: any ResourceStrategy,
        subresources: [SubresourceDefinition] = []
    ) {
        self.group = group
        self.version = version
        self.kind = kind
        self.resource = resource
        self.singular = singular
        self.shortNames = shortNames
        self.categories = categories
        self.namespaced = namespaced
        self.verbs = verbs
        self.schemaType = schemaType
        self.strategy = strategy
        self.subresources = subresources
    }

    /// A kind whose objects are stored as those of another.
    init(
        group: String, version: String, kind: String, resource: String, singular: String, shortNames: [String] = [],
        namespaced: Bool, verbs: [String], schemaType: String, strategy: any ResourceStrategy, storedForm: StoredForm
    ) {
        self.init(
            group: group, version: version, kind: kind, resource: resource, singular: singular, shortNames: shortNames,
            namespaced: namespaced, verbs: verbs, schemaType: schemaType, strategy: strategy)
        self.storedForm = storedForm
    }

    public var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
}

/// A subresource that reads and writes the parent object through a strategy of its own (`status`, `ephemeralcontainers`).
/// Subresources that stream (`log`, `exec`, `attach`) or act (`binding`) are handled by their own handlers and listed here
/// for discovery only, with `strategy` nil.
public struct SubresourceDefinition: Sendable {
    public var name: String
    /// The kind on the wire for discovery: `Pod`, `PodExecOptions`.
    public var kind: String
    public var verbs: [String]
    public var strategy: (any SubresourceStrategy)?
    /// Of the kind, where they are not the resource's own: `policy/v1` of evictions.
    public var apiVersion: String?

    public init(
        name: String, kind: String, apiVersion: String? = nil, verbs: [String],
        strategy: (any SubresourceStrategy)? = nil
    ) {
        self.name = name
        self.kind = kind
        self.apiVersion = apiVersion
        self.verbs = verbs
        self.strategy = strategy
    }
}

extension SubresourceDefinition {
    /// Group and version of the kind on the wire.
    func groupVersion(in definition: ResourceDefinition) -> (group: String, version: String) {
        guard let parts = apiVersion?.split(separator: "/").map(String.init) else {
            return (definition.group, definition.version)
        }
        return (parts.count == 2 ? parts[0] : "", parts.last ?? "")
    }
}
