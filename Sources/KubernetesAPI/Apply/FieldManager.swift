public import KubernetesSchema

/// Keeps `metadata.managedFields` for the writes of one manager to one kind or subresource.
public struct FieldManager: Sendable {
    /// The manager's name.
    public let name: String
    public let kind: TypeDeclaration
    /// `""` for the object itself.
    public let subresource: String
    public let resetFields: ResetFields

    public init(name: String, kind: TypeDeclaration, subresource: String = "", resetFields: ResetFields) {
        self.name = name.isEmpty ? "unknown" : name
        self.kind = kind
        self.subresource = subresource
        self.resetFields = resetFields
    }

    /// What `metadata.managedFields` becomes by an update that makes `new` of `old`.
    /// - Parameters:
    ///   - old: nil for an object that is created.
    ///   - requested: the entries that the client has sent, if it may set them.
    public func managedFields(
        updating old: JSONValue?, to new: JSONValue, requested: JSONValue? = nil, now: Timestamp
    ) -> JSONValue? {
        let stored = old?["metadata", "managedFields"]
        // The entries that came with the object are the usual case, and need not be read.
        let requested = requested == stored ? nil : requested
        var managed = requested.map { Self.read($0, or: stored) } ?? ManagedFields(stored: stored)
        // An object whose fields nobody has managed so far goes on like that until somebody applies to it.
        if managed.isEmpty, old != nil { return nil }
        let comparison = FieldComparison(old ?? empty, new, kind: kind).filtered(resetFields)
        if comparison.isEmpty, requested == nil { return stored }
        update(&managed, comparison, manager(.update), now: now)
        managed.cap()
        return managed.json
    }

    /// Gives what differs to a manager and takes it from the others.
    func update(
        _ managed: inout ManagedFields, _ comparison: FieldComparison, _ manager: ManagedFields.Manager, now: Timestamp
    ) {
        managed.take(comparison.changed.union(comparison.removed), of: kind.apiVersion)
        let own = comparison.changed
        guard !own.isEmpty else { return }
        let previous = managed[manager]?.fields ?? FieldSet()
        managed[manager] = ManagedFields.Entry(
            manager: manager, time: now.description, fields: own.union(previous))
    }

    func manager(_ operation: ManagedFields.Operation) -> ManagedFields.Manager {
        ManagedFields.Manager(
            name: name, operation: operation, apiVersion: kind.apiVersion, subresource: subresource)
    }

    /// What a client sends to have managed fields forgotten; an empty list means the same.
    public static let reset: JSONValue = [[:]]

    /// An object of the kind in which nothing is set.
    var empty: JSONValue {
        // An object without members has none of a wrong type.
        (try? Schema.shared.canonical([:], as: kind))?.value ?? [:]
    }

    /// Clients that do not know what they send are not to take the fields from others, so nonsense counts as nothing.
    private static func read(_ requested: JSONValue, or stored: JSONValue?) -> ManagedFields {
        if requested == reset { return ManagedFields() }
        guard let managed = try? ManagedFields(parsing: requested), !managed.isEmpty else {
            return ManagedFields(stored: stored)
        }
        return managed
    }
}
