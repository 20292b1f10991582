import KubernetesAPI

/// A value of an object under validation, with the path by which messages name it (`spec.containers[0].name`).
struct Field {
    let path: String
    let value: JSONValue?

    init(_ path: String, _ value: JSONValue?) {
        self.path = path
        self.value = value
    }

    /// The whole object; its members' paths begin with their names.
    init(root object: JSONValue) { self.init("", object) }

    /// The member of that name, set or not.
    subscript(name: String) -> Field { Field(path.isEmpty ? name : "\(path).\(name)", value?[name]) }

    /// The entry of a map; paths have its key in brackets.
    func entry(_ key: String) -> Field { Field("\(path)[\(key)]", value?[key]) }

    /// The item of a list.
    func item(_ index: Int) -> Field {
        let items = value?.array ?? []
        return Field("\(path)[\(index)]", index < items.count ? items[index] : nil)
    }

    var items: [Field] {
        (value?.array ?? []).enumerated().map { Field("\(path)[\($0.offset)]", $0.element) }
    }

    var entries: [(key: String, field: Field)] {
        (value?.object?.members ?? []).map { ($0.key, Field("\(path)[\($0.key)]", $0.value)) }
    }

    /// Whether there is a value; null is none.
    var isSet: Bool { value != nil && value != .null }
    /// The text, empty where there is none.
    var text: String { value?.string ?? "" }
    var int: Int64? { value?.int64 }
    /// The flag, false where there is none.
    var bool: Bool { value?.bool ?? false }
    /// The amount, nil where there is none or it is malformed, which the schema has reported.
    var quantity: Quantity? {
        guard let value, isSet else { return nil }
        do { return try Quantity(json: value) } catch { return nil }
    }
}
