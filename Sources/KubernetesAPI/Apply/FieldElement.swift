/// One step of the way to a field in the text form of FieldsV1: `f:NAME` a member, `k:{…}` the list item with these keys,
/// `v:…` the item of a set with this value, `i:…` the item at this index. Two elements are the same if their canonical texts
/// are.
enum FieldElement {
    static func member(_ name: String) -> String { "f:" + name }

    static func value(_ value: JSONValue) -> String { "v:" + String(decoding: value.encoded(), as: UTF8.self) }

    /// - Parameter keys: sorted by name.
    static func keys(_ keys: JSONObject) -> String {
        "k:" + String(decoding: JSONValue.object(keys).encoded(), as: UTF8.self)
    }

    /// The name if the element is a member's.
    static func name(_ element: String) -> Substring? { element.hasPrefix("f:") ? element.dropFirst(2) : nil }

    /// The canonical text of an element; nil for kinds of elements that are not known, which are left out of sets.
    static func canonical(_ text: String) throws(FieldSetError) -> String? {
        let bytes = text.utf8
        guard bytes.count >= 2 else { throw FieldSetError("key must be 2 characters long: \(text)") }
        guard bytes.dropFirst().first == UInt8(ascii: ":") else { throw FieldSetError("missing colon: \(text)") }
        switch bytes.first {
        case UInt8(ascii: "f"): return text
        case UInt8(ascii: "v"): return value(try parsed(text))
        case UInt8(ascii: "k"):
            guard case .object(let keys) = try parsed(text) else { throw FieldSetError("no keys: \(text)") }
            return self.keys(keys.sorted())
        case UInt8(ascii: "i"):
            guard let index = Int(text.dropFirst(2)) else { throw FieldSetError("no index: \(text)") }
            return "i:\(index)"
        default: return nil
        }
    }

    /// The order of Kubernetes: members by name, then items by their keys, by value, by index.
    static func precedes(_ left: String, _ right: String) -> Bool {
        let kinds = (rank(left), rank(right))
        if kinds.0 != kinds.1 { return kinds.0 < kinds.1 }
        // Names, the common case, are told apart by their bytes; the rest is rare enough to be read.
        if kinds.0 == 0 { return left.utf8.lexicographicallyPrecedes(right.utf8) }
        guard let values = try? (parsed(left), parsed(right)) else { return left < right }  // canonical texts are JSON
        return order(values.0, values.1) < 0
    }

    /// The element as messages show it: `.name`, `[name="app"]`, `[="value"]`, `[3]`.
    static func description(_ element: String) -> String {
        if let name = name(element) { return ".\(name)" }
        guard let value = try? parsed(element) else { return "[\(element.dropFirst(2))]" }  // canonical texts are JSON
        switch rank(element) {
        case 1:
            let keys = value.object?.members.map { "\($0.key)=\(shown($0.value))" } ?? []
            return "[\(keys.joined(separator: ","))]"
        case 2: return "[=\(shown(value))]"
        default: return "[\(shown(value))]"
        }
    }

    private static func rank(_ element: String) -> Int {
        switch element.utf8.first {
        case UInt8(ascii: "f"): 0
        case UInt8(ascii: "k"): 1
        case UInt8(ascii: "v"): 2
        default: 3
        }
    }

    private static func parsed(_ element: String) throws(FieldSetError) -> JSONValue {
        do {
            return try JSONValue.parse(element.utf8.dropFirst(2))
        } catch {
            throw FieldSetError("\(error): \(element)")
        }
    }

    private static func shown(_ value: JSONValue) -> String {
        value.string.map(quoted) ?? String(decoding: value.encoded(), as: UTF8.self)
    }

    /// Negative, zero or positive: numbers, then strings, truth values, lists, objects, null.
    private static func order(_ left: JSONValue, _ right: JSONValue) -> Int {
        switch (left, right) {
        case (.number(let left), .number(let right)):
            return sign(left.double ?? 0, right.double ?? 0)
        case (.string(let left), .string(let right)): return sign(left, right)
        case (.bool(let left), .bool(let right)): return sign(left ? 1 : 0, right ? 1 : 0)
        case (.object(let left), .object(let right)):
            for (left, right) in zip(left.members, right.members) {
                let order = left.key == right.key ? order(left.value, right.value) : sign(left.key, right.key)
                if order != 0 { return order }
            }
            return sign(left.count, right.count)
        case (.array(let left), .array(let right)):
            for (left, right) in zip(left, right) {
                let order = order(left, right)
                if order != 0 { return order }
            }
            return sign(left.count, right.count)
        default: return sign(rank(left), rank(right))
        }
    }

    private static func rank(_ value: JSONValue) -> Int {
        switch value {
        case .number: 0
        case .string: 1
        case .bool: 2
        case .array: 3
        case .object: 4
        case .null: 5
        }
    }

    private static func sign<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left == right ? 0 : left < right ? -1 : 1
    }
}

/// Why a tree is no set of fields.
public struct FieldSetError: Error, Sendable, Equatable, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }
}
