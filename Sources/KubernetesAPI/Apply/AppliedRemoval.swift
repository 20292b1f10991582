extension JSONValue {
    /// The value without the fields of a set. What loses all it has becomes null, as it does in Kubernetes.
    func removing(_ fields: FieldSet, _ shape: FieldShape) -> JSONValue {
        switch (shape, self) {
        case (.structure, .object(let object)), (.map, .object(let object)):
            var kept: [(key: String, value: JSONValue)] = []
            for member in object.members {
                let element = FieldElement.member(member.key)
                guard let node = fields.node(element) else {
                    kept.append(member)
                    continue
                }
                if node.isMember { continue }
                kept.append((member.key, member.value.removing(fields.below(element), shape.member(member.key))))
            }
            return kept.isEmpty ? .null : .object(JSONObject(unchecked: kept))
        case (.items, .array(let items)), (.set, .array(let items)):
            var kept: [JSONValue] = []
            for item in items {
                guard let element = shape.element(of: item), let node = fields.node(element) else {
                    kept.append(item)
                    continue
                }
                if !node.isMember { kept.append(item.removing(fields.below(element), shape.item)) }
            }
            return kept.isEmpty ? .null : .array(kept)
        case (.scalar, _): return self
        default: return .null
        }
    }
}

/// What goes from a merged object because its manager applies it no more.
enum AppliedRemoval {
    /// - Parameters:
    ///   - last: what the manager owned before.
    ///   - owned: what all managers own, this one with what it applies now.
    static func pruned(_ merged: JSONValue, last: FieldSet, owned: FieldSet, _ shape: FieldShape) -> JSONValue {
        if last.isEmpty { return merged }
        let last = last.includingDeclaredParents(shape)
        let all = fields(of: merged, shape)
        // First everything the manager had goes, then what somebody still owns comes back …
        let left = fields(of: merged.removing(last, shape), shape)
        let kept = left.union(owned.includingDeclaredParents(shape))
        // … and of the rest only what the manager had itself is really gone.
        let remaining = fields(of: merged.removing(all.subtracting(kept), shape), shape)
        return merged.removing(all.subtracting(remaining).intersection(last), shape)
    }

    private static func fields(of value: JSONValue, _ shape: FieldShape) -> FieldSet {
        FieldSet(of: value, shape).includingDeclaredParents(shape)
    }
}
