/// Goes through the fields of an ``APIType`` once: either reads them from an object's members or writes them.
public struct FieldCoder {
    private let source: JSONObject?
    private let type: String
    private(set) var written = JSONObject()

    init() {
        source = nil
        type = ""
    }

    init(reading source: JSONObject, of type: String) {
        self.source = source
        self.type = type
    }

    mutating func writeTypeMeta(kind: String, apiVersion: String) {
        written.append(key: "kind", value: .string(kind))
        written.append(key: "apiVersion", value: .string(apiVersion))
    }

    // MARK: Scalars

    mutating func field<S: ScalarField>(_ name: String, _ value: inout S, always: Bool = false) throws(FieldTypeError) {
        try code(name, &value, omitting: { !always && $0 == S() }) { json throws(FieldTypeError) in
            try S(field: json)
        } write: {
            $0.fieldJSON
        }
    }

    mutating func field<S: ScalarField>(_ name: String, _ value: inout S?, always: Bool = false) throws(FieldTypeError)
    {
        try code(name, &value, omitting: { !always && $0 == nil }) { json throws(FieldTypeError) in
            try S(field: json)
        } write: {
            $0?.fieldJSON ?? .null
        }
    }

    mutating func field<S: ScalarField>(_ name: String, _ value: inout [S], always: Bool = false) throws(FieldTypeError)
    {
        try list(name, &value, always: always, of: S.goName) { json throws(FieldTypeError) in
            json == .null ? S() : try S(field: json)
        } write: {
            $0.fieldJSON
        }
    }

    mutating func field<S: ScalarField>(
        _ name: String, _ value: inout [String: S], always: Bool = false
    ) throws(FieldTypeError) {
        try map(name, &value, always: always, of: S.goName) { json throws(FieldTypeError) in
            json == .null ? S() : try S(field: json)
        } write: {
            $0.fieldJSON
        }
    }

    mutating func field(
        _ name: String, _ value: inout [String: [String]], always: Bool = false
    ) throws(FieldTypeError) {
        try map(name, &value, always: always, of: "[]string") { json throws(FieldTypeError) in
            guard case .array(let elements) = json else { throw FieldTypeError(found: json, expected: "[]string") }
            var texts: [String] = []
            for element in elements { texts.append(try String(field: element)) }
            return texts
        } write: {
            .array($0.map { .string($0) })
        }
    }

    mutating func field(
        _ name: String, _ value: inout [String: [UInt8]], always: Bool = false
    ) throws(FieldTypeError) {
        try map(name, &value, always: always, of: "[]uint8") { json throws(FieldTypeError) in
            if json == .null { return [] }
            guard case .string(let text) = json else { throw FieldTypeError(found: json, expected: "[]uint8") }
            do {
                return try Base64.decode(text)
            } catch {
                throw FieldTypeError(text: "\(error)")
            }
        } write: {
            .string(Base64.encode($0))
        }
    }

    mutating func microTime(_ name: String, _ value: inout Timestamp?, always: Bool = false) throws(FieldTypeError) {
        try code(name, &value, omitting: { !always && $0 == nil }) { json throws(FieldTypeError) in
            try Timestamp(try String(field: json), .microseconds)
        } write: {
            $0.map { .string($0.microseconds) } ?? .null
        }
    }

    mutating func field(_ name: String, _ value: inout JSONValue?, always: Bool = false) throws(FieldTypeError) {
        try code(name, &value, omitting: { !always && $0 == nil }) { json in
            json
        } write: {
            $0 ?? .null
        }
    }

    mutating func field(_ name: String, _ value: inout [JSONValue], always: Bool = false) throws(FieldTypeError) {
        try list(name, &value, always: always, of: "interface {}") { json in
            json
        } write: {
            $0
        }
    }

    // MARK: Structs

    mutating func field<T: APIType>(_ name: String, _ value: inout T, always: Bool = false) throws(FieldTypeError) {
        try code(name, &value, omitting: { !always && $0 == T() }) { json throws(FieldTypeError) in
            try T(json: json)
        } write: {
            .object($0.members)
        }
    }

    mutating func field<T: APIType>(_ name: String, _ value: inout T?, always: Bool = false) throws(FieldTypeError) {
        try code(name, &value, omitting: { !always && $0 == nil }) { json throws(FieldTypeError) in
            try T(json: json)
        } write: {
            $0.map { .object($0.members) } ?? .null
        }
    }

    mutating func field<T: APIType>(_ name: String, _ value: inout [T], always: Bool = false) throws(FieldTypeError) {
        try list(name, &value, always: always, of: "v1.\(T.schemaType)") { json throws(FieldTypeError) in
            try T(json: json)
        } write: {
            .object($0.members)
        }
    }

    // MARK: The two directions

    private mutating func code<Value>(
        _ name: String, _ value: inout Value, omitting: (Value) -> Bool,
        read: (JSONValue) throws(FieldTypeError) -> Value, write: (Value) -> JSONValue
    ) throws(FieldTypeError) {
        guard let source else {
            if !omitting(value) { written.append(key: name, value: write(value)) }
            return
        }
        guard let json = source[name], json != .null else { return }
        do {
            value = try read(json)
        } catch {
            throw error.inside(type, name)
        }
    }

    private mutating func list<Element>(
        _ name: String, _ value: inout [Element], always: Bool, of element: String,
        read: (JSONValue) throws(FieldTypeError) -> Element, write: (Element) -> JSONValue
    ) throws(FieldTypeError) {
        try code(name, &value, omitting: { !always && $0.isEmpty }) { json throws(FieldTypeError) in
            guard case .array(let elements) = json else {
                throw FieldTypeError(found: json, expected: "[]\(element)")
            }
            var result: [Element] = []
            result.reserveCapacity(elements.count)
            for element in elements { result.append(try read(element)) }
            return result
        } write: {
            .array($0.map(write))
        }
    }

    private mutating func map<Element>(
        _ name: String, _ value: inout [String: Element], always: Bool, of element: String,
        read: (JSONValue) throws(FieldTypeError) -> Element, write: (Element) -> JSONValue
    ) throws(FieldTypeError) {
        try code(name, &value, omitting: { !always && $0.isEmpty }) { json throws(FieldTypeError) in
            guard case .object(let object) = json else {
                throw FieldTypeError(found: json, expected: "map[string]\(element)")
            }
            var result: [String: Element] = [:]
            for member in object.members { result[member.key] = try read(member.value) }
            return result
        } write: { values in
            var object = JSONObject()
            for (key, value) in values { object.append(key: key, value: write(value)) }
            return .object(object.sorted())
        }
    }
}
