internal import KubernetesAPI
internal import Logging
internal import ResourceStore

/// Reads and writes the objects of one resource: the verbs of Kubernetes' generic registry over the store, knowing nothing
/// of requests. One verb a file beside this one. Errors are `StatusError` or `StoreError`.
struct ResourceRegistry: Sendable {
    let definition: ResourceDefinition
    let store: any ResourceStore
    let admission: Admission
    let cache: WatchCache
    /// Between the bookmarks of a watch.
    var bookmarkInterval = Duration.seconds(60)

    init(_ definition: ResourceDefinition, store: any ResourceStore, admission: Admission, cache: WatchCache) {
        self.definition = definition
        self.store = store
        self.admission = admission
        self.cache = cache
    }

    var decoder: ObjectDecoder { ObjectDecoder(definition) }
    var strategy: any ResourceStrategy { definition.strategy }

    // MARK: Keys

    /// Where all objects of the resource are, or those of one namespace.
    func prefix(namespace: String = "") -> String {
        StoreKeys.prefix(
            group: definition.storedForm?.group ?? definition.group, resource: definition.resource,
            namespace: namespace)
    }

    func key(_ name: String, namespace: String) -> String {
        prefix(namespace: definition.namespaced ? namespace : "") + name
    }

    // MARK: Errors that name this resource

    func notFound(_ name: String) -> StatusError {
        .notFound(resource: definition.resource, group: definition.group, name: name)
    }

    func conflict(_ name: String, because text: String? = nil) -> StatusError {
        guard let text else { return .conflict(resource: definition.resource, group: definition.group, name: name) }
        return .conflict(resource: definition.resource, group: definition.group, name: name, because: text)
    }

    /// Objects are validated in the form they are stored in.
    func invalid(_ name: String, _ errors: [FieldError]) -> StatusError {
        .invalid(
            kind: definition.kind, group: definition.storedForm?.group ?? definition.group, name: name, errors: errors)
    }

    // MARK: The stored form

    /// The bytes of a version: the object with its revision in `metadata.resourceVersion`.
    static func encode(_ object: JSONValue, at revision: Revision) -> [UInt8] {
        versioned(object, revision).encoded()
    }

    /// The same for a version that is being committed: its watchers and the next writer find the tree ready.
    func encode(_ object: JSONValue, committedAt revision: Revision) -> [UInt8] {
        let object = Self.versioned(object, revision)
        let bytes = object.encoded()
        cache.keep(object, of: revision, bytes: bytes.count)
        return bytes
    }

    private static func versioned(_ object: JSONValue, _ revision: Revision) -> JSONValue {
        var object = object
        object[metadata: "resourceVersion"] = .string(String(revision))
        return object
    }

    /// The tree of a stored version.
    func tree(_ stored: StoredObject) throws -> JSONValue { try cache.tree(stored) }
}

/// The scheme of the store's keys: `/GROUP/RESOURCE/NAMESPACE/NAME`, `core` standing for the core group.
enum StoreKeys {
    static func prefix(group: String, resource: String, namespace: String = "") -> String {
        "/\(group.isEmpty ? "core" : group)/\(resource)/" + (namespace.isEmpty ? "" : "\(namespace)/")
    }

    /// The last part of a key.
    static func name(_ key: String) -> Substring {
        key[(key.lastIndex(of: "/").map(key.index(after:)) ?? key.startIndex)...]
    }
}
