internal import KubernetesSchema

/// How server-side apply sees a value: as one field, or as something with fields of its own.
enum FieldShape {
    /// A number, a text or a truth value.
    case scalar
    /// A list or an object that has one owner as a whole.
    case atomic
    /// An object with declared members.
    case structure(TypeDeclaration)
    /// An object whose keys are fields of their own.
    case map(FieldType)
    /// A list of scalars, each a field of its own.
    case set
    /// A list of objects, told apart by some of their members.
    case items(TypeDeclaration, keys: [String])

    init(_ field: FieldDeclaration) {
        switch (field.type, field.listType) {
        case (.list(let element), .map(let keys)?):
            guard case .object(let name) = element else { preconditionFailure("keys of scalars in \(field.name)") }
            self = .items(Schema.shared[name], keys: keys)
        case (.list, .set?): self = .set
        case (.list, _), (_, .atomic?): self = .atomic
        default: self.init(field.type)
        }
    }

    /// The shape of an item or a value, of which nothing more is said than its type.
    init(_ type: FieldType) {
        switch type {
        case .object(let name): self.init(Schema.shared[name])
        case .map(let element): self = .map(element)
        case .list, .any, .fieldsV1: self = .atomic
        default: self = .scalar
        }
    }

    init(_ type: TypeDeclaration) { self = type.isAtomic ? .atomic : .structure(type) }

    /// The shape of a member of a value of this shape; `kind` and `apiVersion` are not declared, and scalars.
    func member(_ name: String) -> FieldShape {
        switch self {
        case .structure(let type): type.field(name).map { FieldShape($0) } ?? .scalar
        case .map(let element): FieldShape(element)
        default: .scalar
        }
    }

    /// Whether the member is one that the type declares.
    func declares(_ name: some StringProtocol) -> Bool {
        guard case .structure(let type) = self else { return false }
        return type.field(String(name)) != nil || type.hasTypeMeta && (name == "kind" || name == "apiVersion")
    }

    /// The shape of the items of a list of this shape.
    var item: FieldShape { if case .items(let type, _) = self { FieldShape(type) } else { .scalar } }

    /// The element that leads to an item of a list of this shape; nil for an item that has none of the keys.
    func element(of item: JSONValue) -> String? {
        guard case .items(let type, let keys) = self else {
            switch item {
            case .array, .object, .null: return nil
            default: return FieldElement.value(item)
            }
        }
        var found = JSONObject()
        // Declared keys are few, and nearly always sorted: `containerPort,protocol`.
        for key in keys.count > 1 ? keys.sorted() : keys {
            if let value = item[key] ?? type.field(key).flatMap(Self.standing) { found.append(key: key, value: value) }
        }
        return found.isEmpty ? nil : FieldElement.keys(found)
    }

    /// What stands for a key that an item leaves out: its default, or Go's zero for one that is always written.
    private static func standing(for key: FieldDeclaration) -> JSONValue? {
        // Defaults are checked with the schema.
        if let text = key.defaultValue { return try? JSONValue.parse(text.utf8) }
        guard key.isAlways else { return nil }
        switch key.type {
        case .string: return ""
        case .int32, .int64: return 0
        default: return nil
        }
    }
}
