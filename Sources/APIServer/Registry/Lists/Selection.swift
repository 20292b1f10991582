internal import KubernetesAPI

/// What a list or watch selects: labels, fields, a name.
struct Selection: Sendable {
    let labels: LabelMatcher
    let fields: FieldSelector
    private let strategy: any ResourceStrategy

    /// Everything.
    init(of definition: ResourceDefinition) {
        labels = LabelMatcher([])
        fields = FieldSelector([])
        strategy = definition.strategy
    }

    /// Throws 400 for selectors that cannot be read or name fields the kind does not offer.
    /// - Parameter name: of the path, for a watch of one object; else empty.
    init(labels: String, fields: String, name: String, namespace: String, of definition: ResourceDefinition) throws {
        self.labels = try LabelMatcher(parsing: labels)
        var fields = try FieldSelector(parsing: fields)
        let known = definition.strategy.selectableFields(.object([:]))
        // Kinds with fields of their own offer the namespace only where they have one.
        let hasNamespace = known.isEmpty || definition.namespaced
        for term in fields.terms where known[term.field] == nil {
            if term.field == "metadata.name" || term.field == "metadata.namespace" && hasNamespace { continue }
            throw StatusError.badRequest(
                known.isEmpty
                    ? "\(quoted(term.field)) is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
                    : "field label not supported: \(term.field)")
        }
        if !name.isEmpty {
            if let other = fields.exactValue(of: "metadata.name"), other != name {
                throw StatusError.badRequest(
                    "fieldSelector metadata.name doesn't match requested name, but it's \(quoted(other))")
            }
            fields.terms += try FieldSelector(parsing: "metadata.name=\(FieldSelector.escaped(name))").terms
        }
        self.fields = fields
        strategy = definition.strategy
    }

    private static let always: Set<String> = ["metadata.name", "metadata.namespace"]

    var isEverything: Bool { labels.isEmpty && fields.isEmpty }

    /// The one name it can select, if it demands one.
    var name: String? { fields.exactValue(of: "metadata.name") }

    /// The one namespace it can select, if it demands one.
    var namespace: String? { fields.exactValue(of: "metadata.namespace") }

    /// Whether name and namespace alone decide, so that an object found by its key need not be looked into.
    var isByKey: Bool { labels.isEmpty && fields.terms.allSatisfy { Self.always.contains($0.field) && !$0.negated } }

    func matches(_ object: JSONValue) -> Bool {
        guard labels.matches(object: object) else { return false }
        if fields.isEmpty { return true }
        var values: [String: String] = ["metadata.name": object.name, "metadata.namespace": object.namespace]
        if !fields.terms.allSatisfy({ Self.always.contains($0.field) }) {
            values.merge(strategy.selectableFields(object)) { _, field in field }
        }
        return fields.matches(values)
    }
}
