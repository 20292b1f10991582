/// One violation found in an object, in the form of Kubernetes' field errors.
public struct FieldError: Sendable, Equatable {
    /// The cause reasons of Kubernetes (`FieldValueRequired`, …).
    public enum Reason: String, Sendable {
        case required = "FieldValueRequired"
        case invalid = "FieldValueInvalid"
        case notSupported = "FieldValueNotSupported"
        case duplicate = "FieldValueDuplicate"
        case forbidden = "FieldValueForbidden"
        case notFound = "FieldValueNotFound"
        case tooLong = "FieldValueTooLong"
        case tooMany = "FieldValueTooMany"
        case typeInvalid = "FieldValueTypeInvalid"
        case internalError = "InternalError"
    }
    public var reason: Reason
    /// `spec.containers[0].name`.
    public var field: String
    /// Everything behind the path: `Invalid value: "x": must be …`.
    public var message: String

    public init(_ reason: Reason, _ field: String, _ message: String) {
        self.reason = reason
        self.field = field
        self.message = message
    }
}

extension FieldError: CustomStringConvertible {
    /// `spec.containers[0].name: Required value`.
    public var description: String { "\(field): \(message)" }

    /// One error by itself, several in brackets, equal ones once.
    public static func text(of errors: [FieldError]) -> String {
        var seen: Set<String> = []
        let texts = errors.map(\.description).filter { seen.insert($0).inserted }
        return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
    }
}
