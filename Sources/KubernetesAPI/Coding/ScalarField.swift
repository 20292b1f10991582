/// What stands in a field by itself: text, numbers, truth values, and Kubernetes' values that are texts in JSON.
protocol ScalarField: Sendable, Equatable {
    /// The name of the type in Go, for error messages.
    static var goName: String { get }
    init()
    init(field: JSONValue) throws(FieldTypeError)
    var fieldJSON: JSONValue { get }
}

extension String: ScalarField {
    static var goName: String { "string" }
    init(field: JSONValue) throws(FieldTypeError) {
        guard case .string(let value) = field else { throw FieldTypeError(found: field, expected: Self.goName) }
        self = value
    }
    var fieldJSON: JSONValue { .string(self) }
}

extension Bool: ScalarField {
    static var goName: String { "bool" }
    init(field: JSONValue) throws(FieldTypeError) {
        guard case .bool(let value) = field else { throw FieldTypeError(found: field, expected: Self.goName) }
        self = value
    }
    var fieldJSON: JSONValue { .bool(self) }
}

extension Int32: ScalarField {
    static var goName: String { "int32" }
}

extension Int64: ScalarField {
    static var goName: String { "int64" }
}

extension ScalarField where Self: FixedWidthInteger {
    init(field: JSONValue) throws(FieldTypeError) {
        guard case .number(let number) = field, let value = Self(number.text) else {
            throw FieldTypeError(found: field, expected: Self.goName)
        }
        self = value
    }
    var fieldJSON: JSONValue { .number(JSONNumber(self)) }
}

extension Quantity: ScalarField {
    static var goName: String { "resource.Quantity" }
    init(field: JSONValue) throws(FieldTypeError) {
        do {
            try self.init(json: field)
        } catch {
            throw FieldTypeError(text: "\(error)")
        }
    }
    var fieldJSON: JSONValue { json }
}

extension IntOrString: ScalarField {
    static var goName: String { "intstr.IntOrString" }
    init(field: JSONValue) throws(FieldTypeError) {
        do {
            try self.init(json: field)
        } catch {
            throw FieldTypeError(found: field, expected: "int32")
        }
    }
    var fieldJSON: JSONValue { json }
}

extension Timestamp: ScalarField {
    static var goName: String { "v1.Time" }
    /// The start of 1970; a field that is not set is nil instead.
    init() { self.init(seconds: 0) }
    init(field: JSONValue) throws(FieldTypeError) {
        try self.init(try String(field: field), .seconds)
    }
    var fieldJSON: JSONValue { .string(description) }
}
