public import KubernetesSchema

/// A tree in the form in which Kubernetes would write the object.
public struct CanonicalTree: Sendable, Equatable {
    /// The object, its members in the schema's order, without nulls and without zero values that are not written.
    public var value: JSONValue
    /// The members that the type does not have, which were dropped, and those that stood twice, in the order of the document:
    /// `unknown field "spec.containers[0].foo"`.
    public var faults: [String]
}

extension Schema {
    /// Checks a tree against a declared type and brings it into the form that Kubernetes' decoder and encoder give it.
    /// Throws ``FieldTypeError`` for the first value whose type is wrong.
    /// - Parameter duplicates: the paths of members that stood more than once in the document.
    public func canonical(
        _ tree: JSONValue, as type: TypeDeclaration, duplicates: Set<String> = []
    ) throws(FieldTypeError) -> CanonicalTree {
        var canonicaliser = Canonicaliser(schema: self, duplicates: duplicates)
        let object = try canonicaliser.object(tree, type)
        return CanonicalTree(value: .object(object), faults: canonicaliser.faults)
    }

    /// The same for the type of that name in the schema.
    public func canonical(
        _ tree: JSONValue, as type: String, duplicates: Set<String> = []
    ) throws(FieldTypeError) -> CanonicalTree {
        try canonical(tree, as: self[type], duplicates: duplicates)
    }
}

/// What a strict request may not have (`fieldValidation=Strict`), in Kubernetes' words.
public struct StrictDecodingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One sentence a fault, as they go into warnings too: `unknown field "spec.foo"`. Equal ones count once, and more than a
    /// hundred are not told.
    public let sentences: [String]

    public init(_ sentences: [String]) {
        var seen: Set<String> = []
        self.sentences = Array(sentences.filter { seen.insert($0).inserted }.prefix(100))
    }

    public var description: String { "strict decoding error: \(sentences.joined(separator: ", "))" }
}
