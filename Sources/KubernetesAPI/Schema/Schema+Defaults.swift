public import KubernetesSchema

extension Schema {
    /// Sets the declared defaults of absent fields throughout a tree in canonical form, whose order it keeps. Defaults that
    /// depend on other fields are the kinds' own business.
    public func applyDefaults(to tree: inout JSONValue, as type: TypeDeclaration) {
        guard let plan = DefaultsPlan.all[type.name] else { return }
        plan.apply(to: &tree)
    }

    /// The same for the type of that name in the schema.
    public func applyDefaults(to tree: inout JSONValue, as type: String) { applyDefaults(to: &tree, as: self[type]) }
}

/// What has to be looked at in values of one type: the fields that have a default or may hold values that have some.
private final class DefaultsPlan: Sendable {
    struct Entry: Sendable {
        var defaultValue: JSONValue?
        var inner: String?
    }
    /// The plans of the types that need one.
    static let all: [String: DefaultsPlan] = {
        var plans: [String: DefaultsPlan] = [:]
        for type in Schema.shared.types.values where needsPlan(type) { plans[type.name] = DefaultsPlan(type) }
        return plans
    }()

    private let type: TypeDeclaration
    private let entries: [Entry?]

    private init(_ type: TypeDeclaration) {
        self.type = type
        entries = type.fields.map { field in
            let inner = field.type.object.flatMap { Self.needsPlan(Schema.shared[$0]) ? $0 : nil }
            guard field.defaultValue != nil || inner != nil else { return nil }
            return Entry(defaultValue: field.defaultValue.map(Self.parse), inner: inner)
        }
    }

    /// Whether the type or one inside it has a default; no declared type contains itself.
    private static func needsPlan(_ type: TypeDeclaration) -> Bool {
        type.fields.contains { field in
            field.defaultValue != nil || field.type.object.map { needsPlan(Schema.shared[$0]) } ?? false
        }
    }

    private static func parse(_ text: String) -> JSONValue {
        do {
            return try JSONValue.parse(text.utf8)
        } catch {
            preconditionFailure("a default in the schema is no JSON: \(text)")
        }
    }

    func apply(to tree: inout JSONValue) {
        guard case .object(let members) = tree else { return }
        var values = [JSONValue?](repeating: nil, count: entries.count)
        var result = JSONObject()
        var others: [(key: String, value: JSONValue)] = []
        for member in members.members {
            if let index = type.index(of: member.key) {
                values[index] = member.value
            } else if member.key == "kind" || member.key == "apiVersion" {
                result.append(key: member.key, value: member.value)
            } else {
                others.append(member)
            }
        }
        for (index, field) in type.fields.enumerated() {
            guard let entry = entries[index] else {
                if let value = values[index] { result.append(key: field.name, value: value) }
                continue
            }
            var value = values[index]
            if value == nil || value == .null { value = entry.defaultValue ?? value }
            guard var value else { continue }
            if let plan = entry.inner.flatMap({ Self.all[$0] }) { plan.apply(to: &value, field.type) }
            result.append(key: field.name, value: value)
        }
        for member in others { result.append(key: member.key, value: member.value) }
        tree = .object(result)
    }

    private func apply(to value: inout JSONValue, _ type: FieldType) {
        switch (type, value) {
        case (.list, .array(var elements)):
            for index in elements.indices { apply(to: &elements[index]) }
            value = .array(elements)
        case (.map, .object(let members)):
            var result = JSONObject()
            for var member in members.members {
                apply(to: &member.value)
                result.append(key: member.key, value: member.value)
            }
            value = .object(result)
        default: apply(to: &value)
        }
    }
}
