/// A type of the Kubernetes API as a Swift struct, generated from the declarations in KubernetesSchema. Its properties have
/// the JSON names; its zero values are Go's, and what Go's `omitempty` leaves out is left out.
public protocol APIType: Sendable, Equatable {
    /// The name of its declaration in the schema.
    static var schemaType: String { get }
    init()
    /// Reads or writes every field in the schema's order.
    mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError)
    /// The fields in the schema's order; a kind has `kind` and `apiVersion` before them.
    var json: JSONValue { get }
}

/// A type that carries `kind` and `apiVersion`.
public protocol APIKind: APIType {
    /// `v1`, `coordination.k8s.io/v1`.
    static var apiVersion: String { get }
    static var kind: String { get }
}

/// A kind that is stored and served under a resource's path.
public protocol APIObject: APIKind {
    /// The plural as in paths: `pods`.
    static var resource: String { get }
    static var namespaced: Bool { get }
    var metadata: ObjectMeta { get set }
}

extension APIType {
    /// Reads the fields it knows and ignores others, `kind` and `apiVersion` among them.
    public init(json: JSONValue) throws(FieldTypeError) {
        self.init()
        if json == .null { return }
        guard case .object(let members) = json else {
            throw FieldTypeError(found: json, expected: "v1.\(Self.schemaType)")
        }
        var fields = FieldCoder(reading: members, of: Self.schemaType)
        try visit(&fields)
    }

    public var json: JSONValue { .object(members) }

    var members: JSONObject {
        var fields = FieldCoder()
        writeMembers(to: &fields)
        return fields.written
    }

    fileprivate func writeMembers(to fields: inout FieldCoder) {
        var copy = self
        do {
            try copy.visit(&fields)
        } catch {
            preconditionFailure("writing fields cannot fail: \(error)")
        }
    }
}

extension APIKind {
    public var json: JSONValue {
        var fields = FieldCoder()
        fields.writeTypeMeta(kind: Self.kind, apiVersion: Self.apiVersion)
        writeMembers(to: &fields)
        return .object(fields.written)
    }
}
