public import KubernetesSchema

/// A tree in the form in which Kubernetes would write the object.
public struct CanonicalTree: Sendable, Equatable {
    /// The object, its members in the schema's order, without nulls and without zero values that are not written.
    public var value: JSONValue
    /// The paths of members that the type does not have, which were dropped: `spec.containers[0].foo`.
    public var unknownFields: [String]
}

extension Schema {
    /// Checks a tree against a declared type and brings it into the form that Kubernetes' decoder and encoder give it.
    /// Throws ``FieldTypeError`` for the first value whose type is wrong.
    public func canonical(_ tree: JSONValue, as type: TypeDeclaration) throws(FieldTypeError) -> CanonicalTree {
        var canonicaliser = Canonicaliser(schema: self)
        let object = try canonicaliser.object(tree, type)
        return CanonicalTree(value: .object(object), unknownFields: canonicaliser.unknownFields)
    }

    /// The same for the type of that name in the schema.
    public func canonical(_ tree: JSONValue, as type: String) throws(FieldTypeError) -> CanonicalTree {
        try canonical(tree, as: self[type])
    }
}

/// Members that a strict request may not have (`fieldValidation=Strict`), in Kubernetes' words.
public struct StrictDecodingError: Error, Sendable, Equatable, CustomStringConvertible {
    public var unknownFields: [String]
    public var duplicateFields: [String]

    public init(unknownFields: [String], duplicateFields: [String] = []) {
        self.unknownFields = unknownFields
        self.duplicateFields = duplicateFields
    }

    /// One sentence a field, as they go into warnings too: `unknown field "spec.foo"`.
    public var sentences: [String] {
        duplicateFields.map { "duplicate field \(quoted($0))" } + unknownFields.map { "unknown field \(quoted($0))" }
    }

    public var description: String { "strict decoding error: \(sentences.joined(separator: ", "))" }
}
