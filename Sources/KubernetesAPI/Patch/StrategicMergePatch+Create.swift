extension StrategicMergePatch {
    /// The patch that turns `original` into `modified`, with the order of merged lists. Throws ``PatchError`` where an item
    /// lacks its merge key.
    public static func create(
        from original: JSONValue, to modified: JSONValue, type: String, schema: some MergeSchema
    ) throws(PatchError) -> JSONValue {
        let difference = StrategicDifference(schema: schema)
        return .object(try difference.objects(original.object ?? [:], modified.object ?? [:], type, retainsKeys: false))
    }

    /// What `kubectl apply` sends: the additions and changes from `current` to `modified`, and the deletion of what
    /// `original` (the configuration applied last) had and `modified` has no more. Throws ``PatchError``.
    public static func create(
        original: JSONValue, modified: JSONValue, current: JSONValue, type: String, schema: some MergeSchema
    ) throws(PatchError) -> JSONValue {
        let modified = modified.object ?? [:]
        let delta = try StrategicDifference(schema: schema, deletions: false)
            .objects(current.object ?? [:], modified, type, retainsKeys: false)
        let deletions = try StrategicDifference(schema: schema, additions: false)
            .objects(original.object ?? [:], modified, type, retainsKeys: false)
        let merge = StrategicMerge(schema: schema, appliesDirectives: false)
        return .object(try merge.objects(deletions, delta, type: type))
    }
}

/// Computes strategic merge patches; one side of the difference (additions and changes, or deletions) can be left out.
private struct StrategicDifference<Schema: MergeSchema> {
    let schema: Schema
    var additions = true
    var deletions = true

    func objects(
        _ original: JSONObject, _ modified: JSONObject, _ type: String?, retainsKeys: Bool
    ) throws(PatchError) -> JSONObject {
        var patch = JSONObject()
        for (key, new) in modified.members {
            let rule = type.flatMap { schema.mergeRule(for: key, of: $0) } ?? MergeRule()
            switch (original[key], new) {
            case (let old?, _) where old == new: break
            case (.object(let old)?, .object(let new)) where !rule.replacesObject:
                let inner = try objects(old, new, rule.type, retainsKeys: rule.retainsKeys)
                if !inner.isEmpty { patch[key] = .object(inner) }
            case (.array(let old)?, .array(let new)) where rule.mergesList:
                try lists(key, old, new, rule, into: &patch)
            default:
                if additions { patch[key] = new }
            }
        }
        if deletions {
            for key in original.keys where modified[key] == nil { patch[key] = .null }
        }
        let drops = original.members.contains { $0.value != .null && modified[$0.key] == nil }
        if retainsKeys, !patch.isEmpty || drops {
            let kept = modified.members.filter { $0.value != .null }.map(\.key).sorted()
            if !kept.isEmpty { patch[Directive.retainKeys] = .array(kept.map(JSONValue.string)) }
        }
        return patch
    }

    private func lists(
        _ name: String, _ old: [JSONValue], _ new: [JSONValue], _ rule: MergeRule, into patch: inout JSONObject
    ) throws(PatchError) {
        guard !old.isEmpty else {
            if !new.isEmpty, additions { patch[name] = .array(new) }
            return
        }
        let merge = StrategicMerge(schema: schema, appliesDirectives: false)
        guard try merge.itemsAreObjects(old + new) else { return scalars(name, old, new, into: &patch) }
        guard let key = rule.key else { throw .unprocessable("cannot merge lists without merge key") }

        var before: [MergeKey: JSONObject] = [:]
        for item in old.compactMap(\.object) { before[try merge.mergeKey(of: item, key)] = item }
        var changes: [JSONValue] = [], order: [JSONValue] = []
        var present: Set<MergeKey> = []
        for item in new.compactMap(\.object) {
            let identity = try merge.mergeKey(of: item, key)
            present.insert(identity)
            order.append([key: item[key] ?? .null])
            if let earlier = before[identity] {
                var inner = try objects(earlier, item, rule.type, retainsKeys: rule.retainsKeys)
                guard !inner.isEmpty else { continue }
                inner[key] = item[key]
                changes.append(.object(inner))
            } else if additions {
                changes.append(.object(item))
            }
        }
        if deletions {
            let gone = before.filter { !present.contains($0.key) }.sorted { $0.key.text < $1.key.text }
            changes += gone.map { [key: $0.value[key] ?? .null, Directive.patch: "delete"] }
        }
        if !changes.isEmpty { patch[name] = .array(changes) }
        let sequence = old.map { $0[key] } == new.map { $0[key] }
        if !order.isEmpty, !changes.isEmpty || (additions && !sequence) {
            patch[Directive.order + name] = .array(order)
        }
    }

    private func scalars(_ name: String, _ old: [JSONValue], _ new: [JSONValue], into patch: inout JSONObject) {
        let before = Set(old.compactMap(MergeKey.init)), after = Set(new.compactMap(MergeKey.init))
        let added = new.filter { item in MergeKey(item).map { !before.contains($0) } ?? false }
        let gone = Set(old.compactMap(MergeKey.init)).subtracting(after).sorted { $0.text < $1.text }
        if additions, !added.isEmpty { patch[name] = .array(added) }
        if deletions, !gone.isEmpty {
            patch[Directive.deletion + name] = .array(
                old.filter { item in MergeKey(item).map(gone.contains) ?? false })
        }
        if (deletions && !gone.isEmpty) || additions { patch[Directive.order + name] = .array(new) }
    }
}
