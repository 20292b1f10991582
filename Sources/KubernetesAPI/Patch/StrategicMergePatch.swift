/// Strategic merge patches, Kubernetes' own: like merge patches, but lists whose items have a key are merged item by item,
/// and directives (`$patch`, `$retainKeys`, `$setElementOrder/x`, `$deleteFromPrimitiveList/x`) say the rest.
public enum StrategicMergePatch {
    /// The object with the patch laid over it. Throws ``PatchError``.
    /// - Parameter type: the name of the object's type in the schema.
    public static func apply(
        _ patch: JSONValue, to object: JSONValue, type: String, schema: some MergeSchema
    ) throws(PatchError) -> JSONValue {
        guard case .object(let patch) = patch, case .object(let object) = object else {
            throw .malformed("invalid JSON document")
        }
        let merge = StrategicMerge(schema: schema, appliesDirectives: true)
        return .object(try merge.objects(object, patch, type: type))
    }
}

/// One merge of trees. With `appliesDirectives` false both sides are patches: directives and nulls are kept in the result.
struct StrategicMerge<Schema: MergeSchema> {
    let schema: Schema
    let appliesDirectives: Bool

    func rule(_ member: String, _ type: String?) -> MergeRule {
        type.flatMap { schema.mergeRule(for: member, of: $0) } ?? MergeRule()
    }

    func objects(_ original: JSONObject, _ patch: JSONObject, type: String?) throws(PatchError) -> JSONObject {
        if let directive = patch[Directive.patch] {
            var patch = patch
            patch[Directive.patch] = nil
            switch directive {
            case "replace": return patch
            case "delete": return [:]
            case "merge": return try objects(original, patch, type: type)
            default: throw .unprocessable("unknown patch type: \(directive.brief) in map")
            }
        }
        var result = original
        var patch = patch
        try retainKeys(&result, &patch)
        try orderLists(&result, &patch, type: type)
        for (key, change) in patch.members {
            try member(key, change, into: &result, type: type)
        }
        return result
    }

    private func member(
        _ key: String, _ change: JSONValue, into result: inout JSONObject, type: String?
    ) throws(PatchError) {
        if key.hasPrefix(Directive.deletion) {
            guard appliesDirectives else {
                result[key] = change
                return
            }
            let name = String(key.dropFirst(Directive.deletion.count))
            guard case .array(let gone) = change, case .array(let items)? = result[name] else { return }
            let keys = Set(gone.compactMap(MergeKey.init))
            result[name] = .array(items.filter { item in MergeKey(item).map { !keys.contains($0) } ?? true })
            return
        }
        if change == .null {
            result[key] = appliesDirectives ? nil : .null
            return
        }
        let rule = rule(key, type)
        switch (result[key], change) {
        case (.object(let original)?, .object(let patch)) where !rule.replacesObject:
            result[key] = .object(try objects(original, patch, type: rule.type))
        case (.array(let original)?, .array(let patch)) where rule.mergesList:
            result[key] = .array(try lists(original, patch, rule))
        default:
            result[key] = appliesDirectives ? withoutDirectives(change) : change
        }
    }

    /// `$retainKeys`: every other member of the original goes.
    private func retainKeys(_ original: inout JSONObject, _ patch: inout JSONObject) throws(PatchError) {
        guard let directive = patch[Directive.retainKeys] else { return }
        patch[Directive.retainKeys] = nil
        guard appliesDirectives else {
            if let earlier = original[Directive.retainKeys], earlier != directive {
                throw .malformed("invalid patch format of retainKeys")
            }
            original[Directive.retainKeys] = directive
            return
        }
        guard case .array(let list) = directive else { throw .malformed("invalid patch format of retainKeys") }
        let kept = Set(list.compactMap(\.string))
        for (key, value) in patch.members where value != .null && !Directive.isDirective(key) && !kept.contains(key) {
            throw .malformed("invalid patch format of retainKeys")
        }
        for key in original.keys where !kept.contains(key) { original[key] = nil }
    }

    /// A value that the original does not have: nulls and directives in it mean nothing. Nil if it is a directive itself.
    func withoutDirectives(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .object(let object):
            if object[Directive.patch] != nil { return nil }
            var result = JSONObject()
            for (key, value) in object.members where value != .null && !Directive.isDirective(key) {
                if let value = withoutDirectives(value) { result.append(key: key, value: value) }
            }
            return .object(result)
        case .array(let items): return .array(items.compactMap(withoutDirectives))
        default: return value
        }
    }
}

extension JSONValue {
    /// A short form for messages.
    var brief: String {
        switch self {
        case .null: "null"
        case .bool(let value): String(value)
        case .number(let number): number.text
        case .string(let text): text
        case .array: "a list"
        case .object: "an object"
        }
    }
}
