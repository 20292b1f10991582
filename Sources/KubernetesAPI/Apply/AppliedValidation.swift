internal import KubernetesSchema

/// Checks that an applied configuration is of its kind, in the words of Kubernetes: `.spec.replicas: expected numeric …`.
struct AppliedValidation {
    private(set) var findings: [String] = []

    /// All findings as one text; nil where there are none.
    static func error(in config: JSONValue, _ kind: TypeDeclaration) -> String? {
        var validation = AppliedValidation()
        validation.structure(config, kind, at: "")
        let findings = validation.findings
        if findings.count < 2 { return findings.first }
        return (["errors:"] + findings.map { "  \($0)" }).joined(separator: "\n")
    }

    private mutating func add(_ text: String, at path: String) {
        findings.append(path.isEmpty ? text : "\(path): \(text)")
    }

    private mutating func structure(_ value: JSONValue, _ type: TypeDeclaration, at path: String) {
        guard let members = object(value, at: path) else { return }
        for (name, value) in members.members {
            let path = "\(path).\(name)"
            if let field = type.field(name) {
                check(value, field.type, FieldShape(field), at: path)
            } else if type.hasTypeMeta, name == "kind" || name == "apiVersion" {
                check(value, .string, .scalar, at: path)
            } else {
                add("field not declared in schema", at: path)
            }
        }
    }

    private mutating func check(_ value: JSONValue, _ type: FieldType, _ shape: FieldShape, at path: String) {
        if value == .null { return }
        switch type {
        case .object(let name): structure(value, Schema.shared[name], at: path)
        case .map(let element):
            guard let members = object(value, at: path) else { return }
            for (key, value) in members.members { check(value, element, FieldShape(element), at: "\(path).\(key)") }
        case .list(let element): list(value, element, shape, at: path)
        case .any, .fieldsV1: break
        case .int32, .int64:
            if case .number = value { return }
            add("expected numeric (int or float), got \(value.goType)", at: path)
        case .bool: if value.bool == nil { add("expected boolean, got &{\(value.goText)}", at: path) }
        case .quantity, .intOrString:
            if value.array != nil || value.object != nil {
                add("expected any scalar, got &{\(value.goText)}", at: path)
            }
        case .string, .bytes, .time, .microTime:
            if value.string == nil {
                add("expected string, got &value.valueUnstructured{Value:\(value.goText)}", at: path)
            }
        }
    }

    private mutating func list(_ value: JSONValue, _ element: FieldType, _ shape: FieldShape, at path: String) {
        guard case .array(let items) = value else { return add("expected list, got &{\(value.goText)}", at: path) }
        var seen: Set<String> = []
        for (index, item) in items.enumerated() {
            guard let place = place(of: item, index, shape, at: path) else { return }
            if place.isElement, !seen.insert(place.text).inserted {
                add("duplicate entries for key \(place.text)", at: path)
            }
            check(item, element, FieldShape(element), at: path + place.text)
        }
    }

    /// How messages name an item; nil where that cannot be said, which is a finding.
    private mutating func place(
        of item: JSONValue, _ index: Int, _ shape: FieldShape, at path: String
    ) -> (text: String, isElement: Bool)? {
        let reason: String
        switch shape {
        case .items(_, let keys):
            if let element = item.object.flatMap({ _ in shape.element(of: item) }) {
                return (FieldElement.description(element), true)
            }
            switch item {
            case .null: reason = "associative list with keys may not have a null element"
            case .object:
                reason =
                    "associative list with keys has an element that omits all key fields "
                    + "[\(keys.map(quoted).joined(separator: " "))] (and doesn't have default values for any key fields)"
            default: reason = "associative list with keys may not have non-map elements"
            }
        case .set:
            if let element = shape.element(of: item) { return (FieldElement.description(element), true) }
            switch item {
            case .array: reason = "not supported: associative list with lists as elements"
            case .object: reason = "associative list without keys has an element that's a map type"
            default: reason = "associative list without keys has an element that's an explicit null"
            }
        default: return ("[\(index)]", false)
        }
        add("element \(index): \(reason)", at: path)
        return nil
    }

    private mutating func object(_ value: JSONValue, at path: String) -> JSONObject? {
        if case .object(let object) = value { return object }
        if value != .null { add("expected map, got &{\(value.goText)}", at: path) }
        return nil
    }
}

extension JSONValue {
    /// The name of the type that Go's decoder gives the value.
    fileprivate var goType: String {
        switch self {
        case .null: "<nil>"
        case .bool: "bool"
        case .number(let number): number.int64 == nil ? "float64" : "int64"
        case .string: "string"
        case .array: "[]interface {}"
        case .object: "map[string]interface {}"
        }
    }

    /// The value as Go prints it where nobody has thought of users.
    fileprivate var goText: String {
        switch self {
        case .string(let text): text
        case .array(let items): "[\(items.map(\.goText).joined(separator: " "))]"
        case .object(let object):
            "map[\(object.sorted().members.map { "\($0.key):\($0.value.goText)" }.joined(separator: " "))]"
        default: String(decoding: encoded(), as: UTF8.self)
        }
    }
}
