internal import KubernetesAPI

/// Fields that tell the first of a list once more, from the time before it was a list. Old clients write only the one, new ones
/// both; as in Kubernetes the old one decides where they differ.
enum PairedFields {
    /// The object with both told. What is of a wrong type is left for the schema to refuse.
    static func completed(_ object: JSONValue, kind: String) -> JSONValue {
        switch kind {
        case "Pod": completed(object, "status", "podIP", "podIPs", element: "ip")
        case "Node": completed(object, "spec", "podCIDR", "podCIDRs", element: nil)
        default: object
        }
    }

    private static func completed(
        _ object: JSONValue, _ part: String, _ single: String, _ list: String, element: String?
    ) -> JSONValue {
        let elements = object[part, list] ?? [], alone = object[part, single] ?? .null
        let texts = elements.array?.map { item in (element.map { item[$0] ?? "" } ?? item).string }
        guard alone == .null || alone.string != nil, let texts, !texts.contains(nil) else { return object }
        let first = nonEmpty(texts.first ?? nil), value = nonEmpty(alone.string)
        var object = object
        if let value, value != first {
            object[part]?[list] = [element.map { [$0: .string(value)] } ?? .string(value)]
        } else if value == nil, let first {
            object[part]?[single] = .string(first)
        }
        return object
    }
}
