internal import KubernetesSchema

/// The configuration that client-side `kubectl apply` keeps in an annotation.
struct LastApplied: Sendable {
    static let annotation = "kubectl.kubernetes.io/last-applied-configuration"
    /// What the annotations of an object may come to together.
    static let maximumBytes = 256 << 10

    private let config: JSONValue
    private let kind: TypeDeclaration

    /// Nil where an object has none, or none of its kind.
    init?(_ object: JSONValue, kind: TypeDeclaration) {
        guard let text = object["metadata", "annotations", Self.annotation]?.string,
            let config = try? JSONValue.parse(text.utf8),  // the annotation is anybody's text
            config["apiVersion"]?.string == kind.apiVersion, AppliedValidation.error(in: config, kind) == nil
        else { return nil }
        self.config = config
        self.kind = kind
    }

    /// The fields of the configuration that are in the object as it says.
    func unchanged(in object: JSONValue) -> FieldSet {
        let shape = FieldShape.structure(kind)
        let comparison = FieldComparison(config, object, shape)
        return FieldSet(of: config, shape).subtracting(comparison.changed.union(comparison.removed))
    }

    /// Brings the annotation up to date, so that a later client-side apply goes on from what was applied here.
    static func update(_ object: inout JSONValue, _ config: JSONValue) {
        guard let text = object["metadata", "annotations", annotation]?.string, !text.isEmpty else { return }
        var config = config
        if config["metadata", "annotations"]?.object != nil { config["metadata"]?["annotations"]?[annotation] = nil }
        object["metadata"]?["annotations"]?[annotation] = .string(canonicalText(config))
        let bytes = object["metadata", "annotations"]?.object?.members.reduce(0) {
            $0 + $1.key.utf8.count + ($1.value.string?.utf8.count ?? 0)
        }
        if (bytes ?? 0) > maximumBytes { object["metadata"]?["annotations"]?[annotation] = nil }
    }

    /// As Go's encoder writes it, which kubectl does too: keys sorted, `<`, `>` and `&` escaped, and a newline.
    private static func canonicalText(_ config: JSONValue) -> String {
        String(decoding: config.sortedDeeply.encoded(), as: UTF8.self).replacing("<", with: "\\u003c")
            .replacing(">", with: "\\u003e").replacing("&", with: "\\u0026") + "\n"
    }
}

extension JSONValue {
    /// The same value with the members of all objects sorted.
    fileprivate var sortedDeeply: JSONValue {
        switch self {
        case .object(let object):
            .object(JSONObject(unchecked: object.sorted().members.map { ($0.key, $0.value.sortedDeeply) }))
        case .array(let items): .array(items.map(\.sortedDeeply))
        default: self
        }
    }
}
