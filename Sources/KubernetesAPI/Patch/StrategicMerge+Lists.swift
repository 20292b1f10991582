extension StrategicMerge {
    /// Merges two lists; the patch's items come in the patch's order, before those that only the original has unless the
    /// original's order says otherwise.
    func lists(_ original: [JSONValue], _ patch: [JSONValue], _ rule: MergeRule) throws(PatchError) -> [JSONValue] {
        if original.isEmpty, patch.isEmpty { return [] }
        let (merged, base, changes) = try mergedItems(original, patch, rule)
        return try ordered(merged, by: changes, original: base, rule)
    }

    /// The union of both lists, and what its order derives from. `$patch: delete` items remove, `$patch: replace` empties
    /// the original.
    private func mergedItems(
        _ original: [JSONValue], _ patch: [JSONValue], _ rule: MergeRule
    ) throws(PatchError) -> (merged: [JSONValue], original: [JSONValue], patch: [JSONValue]) {
        guard try itemsAreObjects(original + patch) else {
            var seen: Set<MergeKey> = []
            let merged = (original + patch).filter { item in MergeKey(item).map { seen.insert($0).inserted } ?? true }
            return (merged, original, patch)
        }
        guard let key = rule.key else { throw .unprocessable("cannot merge lists without merge key") }
        var changes: [JSONObject] = []
        var removed: Set<MergeKey> = []
        var replaces = false
        for item in patch.compactMap(\.object) {
            switch item[Directive.patch] {
            case nil: changes.append(item)
            case "delete"? where appliesDirectives: removed.insert(try mergeKey(of: item, key))
            case "replace"?: replaces = true
            case "delete"?: changes.append(item)
            case "merge"?: throw .unprocessable("merging lists cannot yet be specified in the patch")
            case let other?: throw .unprocessable("unknown patch type: \(other.brief) in map")
            }
        }
        let plain = changes.map(JSONValue.object)
        if replaces { return (plain.compactMap { appliesDirectives ? withoutDirectives($0) : $0 }, [], plain) }

        var merged: [JSONValue] = []
        var places: [MergeKey: Int] = [:]
        for item in original {
            guard let object = item.object else { continue }
            let value = object[key].flatMap(MergeKey.init)
            if let value, removed.contains(value) { continue }
            if let value, places[value] == nil { places[value] = merged.count }
            merged.append(item)
        }
        let base = merged
        for change in changes {
            let value = try mergeKey(of: change, key)
            if let place = places[value], let object = merged[place].object {
                merged[place] = .object(try objects(object, change, type: rule.type))
            } else if let item = appliesDirectives ? withoutDirectives(.object(change)) : .object(change) {
                places[value] = merged.count
                merged.append(item)
            }
        }
        return (merged, base, plain)
    }

    /// The `$setElementOrder` lists, each with the list it orders, which is then done.
    func orderLists(_ result: inout JSONObject, _ patch: inout JSONObject, type: String?) throws(PatchError) {
        for (key, directive) in patch.members where key.hasPrefix(Directive.order) {
            let name = String(key.dropFirst(Directive.order.count))
            guard case .array(let order) = directive, !name.isEmpty else {
                throw .malformed("invalid patch format of setElementOrder list")
            }
            if !appliesDirectives {
                if let earlier = result[key], earlier != directive {
                    throw .malformed("invalid patch format of setElementOrder list")
                }
                result[key] = directive
            }
            patch[key] = nil
            let rule = rule(name, type)
            let original = try list(result[name]), changes = try list(patch[name])
            try check(changes ?? [], followsOrder: order, rule)
            let merged: [JSONValue]
            switch (original, changes) {
            case (nil, nil): continue
            case (let original?, nil): merged = original
            case (nil, let changes?): merged = changes.compactMap { appliesDirectives ? withoutDirectives($0) : $0 }
            case (let original?, let changes?):
                merged = rule.mergesList ? try mergedItems(original, changes, rule).merged : changes
            }
            result[name] = .array(try ordered(merged, by: order, original: original ?? [], rule))
            patch[name] = nil
        }
    }

    private func list(_ value: JSONValue?) throws(PatchError) -> [JSONValue]? {
        switch value {
        case nil, .null?: return nil
        case .array(let items)?: return items
        case let other?: throw .unprocessable("expected a list, but received \(other.brief)")
        }
    }

    /// Every item of the patch must stand in the order list, in the same sequence.
    private func check(
        _ changes: [JSONValue], followsOrder order: [JSONValue], _ rule: MergeRule
    ) throws(PatchError) {
        guard !changes.isEmpty, !order.isEmpty else { return }
        var rest = order[...]
        for change in changes where change[Directive.patch] == nil {
            let wanted = try identity(of: change, rule)
            while let next = rest.first, try identity(of: next, rule) != wanted { rest.removeFirst() }
            guard !rest.isEmpty else {
                throw .unprocessable("The order in patch list doesn't match \(Directive.order.dropLast()) list")
            }
            rest.removeFirst()
        }
    }

    /// The items in `order` take its sequence, the others keep the original's; both sequences are then interleaved by the
    /// original's, an item of `order` going first in doubt.
    private func ordered(
        _ items: [JSONValue], by order: [JSONValue], original: [JSONValue], _ rule: MergeRule
    ) throws(PatchError) -> [JSONValue] {
        let wanted = try places(order, rule), before = try places(original, rule)
        var first: [(place: Int, key: MergeKey, item: JSONValue)] = []
        var others: [(place: Int, key: MergeKey, item: JSONValue)] = []
        var directives: [JSONValue] = []
        for (index, item) in items.enumerated() {
            if !appliesDirectives, item[Directive.patch] != nil {
                directives.append(item)
                continue
            }
            let key = try identity(of: item, rule)
            if let place = wanted[key] {
                first.append((place, key, item))
            } else {
                others.append((before[key] ?? original.count + index, key, item))
            }
        }
        first.sort { $0.place < $1.place }
        others.sort { $0.place < $1.place }
        var result: [JSONValue] = []
        var left = others[...], right = first[...]
        while let other = left.first, let one = right.first {
            if let place = before[other.key], let bound = before[one.key], place < bound {
                result.append(left.removeFirst().item)
            } else {
                result.append(right.removeFirst().item)
            }
        }
        return result + right.map(\.item) + left.map(\.item) + directives
    }

    private func places(_ items: [JSONValue], _ rule: MergeRule) throws(PatchError) -> [MergeKey: Int] {
        var places: [MergeKey: Int] = [:]
        for (index, item) in items.enumerated() {
            let key = try identity(of: item, rule)
            if places[key] == nil { places[key] = index }
        }
        return places
    }

    func identity(of item: JSONValue, _ rule: MergeRule) throws(PatchError) -> MergeKey {
        guard let key = rule.key, case .object(let object) = item else {
            guard let scalar = MergeKey(item) else { throw .unprocessable("lists of lists are not supported") }
            return scalar
        }
        return try mergeKey(of: object, key)
    }

    func mergeKey(of object: JSONObject, _ key: String) throws(PatchError) -> MergeKey {
        guard let value = object[key].flatMap(MergeKey.init) else {
            throw .unprocessable("map: \(object.summary) does not contain declared merge key: \(key)")
        }
        return value
    }

    /// Whether the items are objects; they must all be, or none.
    func itemsAreObjects(_ items: [JSONValue]) throws(PatchError) -> Bool {
        var objects = 0
        for item in items {
            if case .object = item { objects += 1 }
            if case .array = item { throw .unprocessable("lists of lists are not supported") }
        }
        guard objects == 0 || objects == items.count else {
            throw .unprocessable("list element types are not identical")
        }
        return objects > 0
    }
}

extension JSONObject {
    /// The member names, for messages.
    fileprivate var summary: String { "map[\(keys.sorted().joined(separator: " "))]" }
}
