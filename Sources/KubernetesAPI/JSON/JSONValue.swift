/// A JSON document that keeps the order of object members and the exact text of numbers.
public enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

/// A JSON number as it was written, so that no digit is lost on the way through.
public struct JSONNumber: Sendable, Equatable, Hashable {
    /// The number's text, valid by RFC 8259.
    public var text: String

    /// Wraps text that is already known to be a valid JSON number.
    public init(text: String) { self.text = text }

    public init(_ value: some BinaryInteger) { text = String(value) }

    /// The value if it is a whole number that fits in 64 bits, else nil.
    public var int64: Int64? { Int64(text) }

    public var double: Double? { Double(text) }
}

/// The members of a JSON object in the order in which they were written; equality ignores the order.
public struct JSONObject: Sendable {
    public private(set) var members: [(key: String, value: JSONValue)] = []

    public init() {}

    public init(_ members: [(key: String, value: JSONValue)]) {
        for member in members { self[member.key] = member.value }
    }

    /// Members that are known to have different keys.
    init(unchecked members: [(key: String, value: JSONValue)]) { self.members = members }

    public var isEmpty: Bool { members.isEmpty }
    public var count: Int { members.count }
    public var keys: [String] { members.map(\.key) }

    /// The member's value; assigning nil removes it, assigning to a new key appends it.
    public subscript(key: String) -> JSONValue? {
        get { members.first { $0.key == key }?.value }
        set {
            let index = members.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append((key, value))
            case (nil, nil): break
            }
        }
    }

    /// Appends a member without looking for an earlier one of that key; for parsers that have checked.
    mutating func append(key: String, value: JSONValue) { members.append((key, value)) }

    mutating func replace(at index: Int, with value: JSONValue) { members[index].value = value }

    /// The same members sorted by key, by the keys' bytes.
    public func sorted() -> JSONObject {
        var result = JSONObject()
        result.members = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        return result
    }
}

extension JSONObject: Equatable {
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        // Nearly always the order is the same too; only then is the comparison linear without a dictionary.
        if zip(left.members, right.members).allSatisfy({ $0.key == $1.key }) {
            return zip(left.members, right.members).allSatisfy { $0.value == $1.value }
        }
        let others = Dictionary(right.members.map { ($0.key, $0.value) }) { _, last in last }
        return left.members.allSatisfy { others[$0.key] == $0.value }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements.map { (key: $0.0, value: $0.1) })
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .number(JSONNumber(value)) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.map { (key: $0.0, value: $0.1) }))
    }
    public init(nilLiteral: ()) { self = .null }
}

extension JSONValue {
    public var string: String? { if case .string(let value) = self { value } else { nil } }
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    public var int64: Int64? { if case .number(let value) = self { value.int64 } else { nil } }
    public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
    public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

    /// The member of that name if this is an object. Assigning to a member of something that is no object makes it one.
    public subscript(key: String) -> JSONValue? {
        get { object?[key] }
        set {
            var object = object ?? JSONObject()
            self = .null  // so that the members are moved, not copied
            object[key] = newValue
            self = .object(object)
        }
    }

    /// The value at a path of member names, nil where a step is missing: `pod["metadata", "name"]`.
    public subscript(first: String, second: String, rest: String...) -> JSONValue? {
        rest.reduce(self[first]?[second]) { $0?[$1] }
    }
}
