/// A value of a JSON document that does not fit the type of its field, in the words of Kubernetes' decoder.
public struct FieldTypeError: Error, Sendable, Equatable, CustomStringConvertible {
    private enum Reason: Equatable {
        case mismatch(found: String, expected: String)
        case text(String)
    }
    private let reason: Reason
    /// The innermost type that has the field.
    private var type = ""
    /// The names of the fields that lead to the value, outermost first, without indices.
    public private(set) var path: [String] = []

    /// `found` is not of the Go type `expected`.
    public init(found: JSONValue, expected: String) {
        let shown =
            switch found {
            case .null: "null"
            case .bool: "bool"
            case .number(let number): expected.hasPrefix("int") ? "number \(number.text)" : "number"
            case .string: "string"
            case .array: "array"
            case .object: "object"
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
}
