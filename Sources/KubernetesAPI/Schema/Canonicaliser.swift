internal import KubernetesSchema

/// One pass over a tree by its declared type.
struct Canonicaliser {
    let schema: Schema
    private(set) var faults: [String] = []
    private let duplicates: Set<String>
    private var path = FieldPath()

    init(schema: Schema, duplicates: Set<String> = []) {
        self.schema = schema
        self.duplicates = duplicates
    }

    /// Notes a member that stood more than once, if it is one that the type has.
    private mutating func checkDuplicate() {
        if !duplicates.isEmpty, duplicates.contains("\(path)") { faults.append("duplicate field \(quoted("\(path)"))") }
    }

    mutating func object(_ tree: JSONValue, _ type: TypeDeclaration) throws(FieldTypeError) -> JSONObject {
        guard case .object(let members) = tree else { throw FieldTypeError(found: tree, expected: "v1.\(type.kind)") }
        var result = JSONObject()
        var values = [JSONValue?](repeating: nil, count: type.fields.count)
        for (key, value) in members.members {
            path.steps.append(.member(key))
            defer { path.steps.removeLast() }
            if let index = type.index(of: key) {
                let field = type.fields[index]
                checkDuplicate()
                do {
                    values[index] = try self.value(value, field)
                } catch {
                    throw error.inside(type.name, key)
                }
            } else if type.hasTypeMeta, key == "kind" || key == "apiVersion" {
                checkDuplicate()
                guard case .string(let text) = value else {
                    if value == .null { continue }
                    throw FieldTypeError(found: value, expected: "string").inside(type.name, key)
                }
                if !text.isEmpty { result.append(key: key, value: value) }
            } else {
                faults.append("unknown field \(quoted("\(path)"))")
            }
        }
        if result.count == 2, result.keys[0] != "kind" { result = JSONObject(result.members.reversed()) }
        for (index, field) in type.fields.enumerated() {
            if let value = values[index] {
                result.append(key: field.name, value: value)
            } else if field.isAlways {
                result.append(key: field.name, value: zero(field))
            }
        }
        return result
    }

    /// The canonical value of a field, nil where it is left out.
    private mutating func value(_ tree: JSONValue, _ field: FieldDeclaration) throws(FieldTypeError) -> JSONValue? {
        if tree == .null { return nil }
        let value = try self.value(tree, field.type)
        if field.isOptional || field.isAlways { return value }
        switch value {
        case .string(""), .bool(false), .array([]): return nil
        case .number(let number) where number.text == "0": return nil
        case .object(let object) where object.isEmpty: if case .map = field.type { return nil }
        default: break
        }
        return value
    }

    private mutating func value(_ tree: JSONValue, _ type: FieldType) throws(FieldTypeError) -> JSONValue {
        switch type {
        case .object(let name): return .object(try object(tree, schema[name]))
        case .list(let element): return .array(try list(tree, element))
        case .map(let element): return .object(try map(tree, element))
        case .any, .fieldsV1: return tree
        default: return try scalar(tree, type)
        }
    }

    private mutating func list(_ tree: JSONValue, _ element: FieldType) throws(FieldTypeError) -> [JSONValue] {
        guard case .array(let elements) = tree else {
            throw FieldTypeError(found: tree, expected: "[]\(element.goName)")
        }
        var result: [JSONValue] = []
        result.reserveCapacity(elements.count)
        for (index, tree) in elements.enumerated() {
            path.steps.append(.index(index))
            defer { path.steps.removeLast() }
            result.append(tree == .null ? zero(element) : try value(tree, element))
        }
        return result
    }

    private mutating func map(_ tree: JSONValue, _ element: FieldType) throws(FieldTypeError) -> JSONObject {
        guard case .object(let members) = tree else {
            throw FieldTypeError(found: tree, expected: "map[string]\(element.goName)")
        }
        var result = JSONObject()
        for (key, tree) in members.members {
            path.steps.append(.member(key))
            defer { path.steps.removeLast() }
            checkDuplicate()
            result.append(key: key, value: tree == .null ? zero(element) : try value(tree, element))
        }
        return result.sorted()
    }

    private func scalar(_ tree: JSONValue, _ type: FieldType) throws(FieldTypeError) -> JSONValue {
        switch type {
        case .string: return try String(field: tree).fieldJSON
        case .bool: return try Bool(field: tree).fieldJSON
        case .int32: return try Int32(field: tree).fieldJSON
        case .int64: return try Int64(field: tree).fieldJSON
        case .quantity:
            do {
                return .string(try Quantity.stored(tree))
            } catch {
                throw FieldTypeError(text: "\(error)")
            }
        case .intOrString: return try IntOrString(field: tree).fieldJSON
        case .time: return try Timestamp(field: tree).fieldJSON
        case .microTime: return .string(try Timestamp(try String(field: tree), .microseconds).microseconds)
        case .bytes:
            let text = try String(field: tree)
            do {
                return .string(Base64.encode(try Base64.decode(text)))
            } catch {
                throw FieldTypeError(text: "\(error)")
            }
        case .any, .fieldsV1, .object, .list, .map: return tree
        }
    }

    /// What is written for an absent field that is always written.
    private mutating func zero(_ field: FieldDeclaration) -> JSONValue { field.isOptional ? .null : zero(field.type) }

    private mutating func zero(_ type: FieldType) -> JSONValue {
        switch type {
        case .string, .bytes: .string("")
        case .bool: .bool(false)
        case .int32, .int64, .intOrString: .number(JSONNumber(0))
        case .quantity: .string("0")
        case .time, .microTime, .any, .fieldsV1: .null
        case .list: .array([])
        case .map: .object([:])
        case .object(let name): zero(schema[name])
        }
    }

    private mutating func zero(_ type: TypeDeclaration) -> JSONValue {
        var result = JSONObject()
        for field in type.fields where field.isAlways { result.append(key: field.name, value: zero(field)) }
        return .object(result)
    }
}

extension FieldType {
    /// The name of the type in Go, for error messages.
    var goName: String {
        switch self {
        case .string: String.goName
        case .int32: Int32.goName
        case .int64: Int64.goName
        case .bool: Bool.goName
        case .bytes: "[]uint8"
        case .time: Timestamp.goName
        case .microTime: "v1.MicroTime"
        case .quantity: Quantity.goName
        case .intOrString: IntOrString.goName
        case .any: "interface {}"
        case .fieldsV1: "v1.FieldsV1"
        case .object(let name): "v1.\(name)"
        case .list(let element): "[]\(element.goName)"
        case .map(let element): "map[string]\(element.goName)"
        }
    }
}
