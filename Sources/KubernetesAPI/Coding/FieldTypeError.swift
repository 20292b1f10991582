/// A value of a JSON document that does not fit the type of its field, in the words of Kubernetes' decoder.
public struct FieldTypeError: Error, Sendable, Equatable, CustomStringConvertible {
    private enum Reason: Equatable {
        case mismatch(found: String, expected: String)
        case text(String)
    }
    private let reason: Reason
    /// Whether the value is a number that Go reads as float64 where it may choose.
    private var isFloat = false
    /// The innermost type that has the field.
    private var type = ""
    /// The names of the fields that lead to the value, outermost first, without indices.
    public private(set) var path: [String] = []

    /// `found` is not of the Go type `expected`.
    public init(found: JSONValue, expected: String) {
        var shown = found.sort
        if case .number(let number) = found {
            isFloat = Int64(number.text) == nil
            if expected.hasPrefix("int") { shown += " \(number.text)" }
        }
        reason = .mismatch(found: shown, expected: expected)
    }

    /// A value whose text is not understood; `text` is the whole message.
    init(text: String) { reason = .text(text) }

    /// The same, seen from the type that has the field.
    func inside(_ type: String, _ field: String) -> FieldTypeError {
        var error = self
        if path.isEmpty { error.type = type }
        error.path.insert(field, at: 0)
        return error
    }

    public var description: String {
        switch reason {
        case .text(let text): text
        case .mismatch(let found, let expected):
            path.isEmpty
                ? "json: cannot unmarshal \(found) into Go value of type \(expected)"
                : "json: cannot unmarshal \(found) into Go struct field \(type).\(path.joined(separator: "."))"
                    + " of type \(expected)"
        }
    }

    /// The same in the words of Kubernetes' other converter, which strategic merge patches go through.
    public var converterDescription: String {
        guard case .mismatch(let found, let expected) = reason else {
            return description.hasPrefix("illegal base64") ? "error decoding from json: \(description)" : description
        }
        let kind: String
        switch found {
        case "array": kind = "slice"
        case "object": kind = "map"
        case _ where found.hasPrefix("number"): kind = isFloat ? "float64" : "int64"
        default: kind = found
        }
        if expected.hasPrefix("[]") { return "cannot restore slice from \(kind)" }
        if expected.hasPrefix("map[") { return "cannot restore map from \(kind)" }
        if expected.hasPrefix("v1.") { return "cannot restore struct from: \(kind)" }
        let isConvertible = kind == "int64" && expected == "string" || kind == "float64" && expected.hasPrefix("int")
        return isConvertible ? "cannot convert \(kind) to \(expected)" : "unrecognized type: \(expected)"
    }
}

extension JSONValue {
    /// What Go's decoder calls this sort of value.
    public var sort: String {
        switch self {
        case .null: "null"
        case .bool: "bool"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
