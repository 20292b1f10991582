/// Lays an applied configuration over a live object: scalars and atomic values are replaced, everything else is merged.
enum AppliedMerge {
    static func merged(_ live: JSONValue, _ applied: JSONValue, _ shape: FieldShape) -> JSONValue? {
        switch shape {
        case .scalar, .atomic: return applied
        case .structure, .map:
            let (old, new) = (live.object ?? [:], applied.object ?? [:])
            if old.isEmpty, new.isEmpty { return applied }
            var result = JSONObjectBuilder()
            var rest = Dictionary(new.members.map { ($0.key, $0.value) }) { _, last in last }
            for (name, value) in old.members {
                guard let other = rest.removeValue(forKey: name) else {
                    result.add(name, value)
                    continue
                }
                if let value = merged(value, other, shape.member(name)) { result.add(name, value) }
            }
            for (name, value) in new.members where rest[name] != nil { result.add(name, value) }
            if result.object.isEmpty { return nil }
            return .object(result.object)
        case .set, .items:
            let (old, new) = (live.array ?? [], applied.array ?? [])
            if old.isEmpty, new.isEmpty { return applied }
            return .array(merged(old, new, shape))
        }
    }

    /// The items of both. Those of the configuration are in its order, the others stay before the item that they preceded.
    private static func merged(_ old: [JSONValue], _ new: [JSONValue], _ shape: FieldShape) -> [JSONValue] {
        let left = old.compactMap { item in shape.element(of: item).map { (element: $0, item: item) } }
        let right = new.compactMap { item in shape.element(of: item).map { (element: $0, item: item) } }
        let live = Dictionary(left.map { ($0.element, Optional($0.item)) }) { _, _ in nil }
        let applied = Set(right.map(\.element))
        var shared = right.map(\.element).filter { live[$0] != nil }[...]
        var taken: Set<String> = []
        var result: [JSONValue] = []
        func take(_ item: (element: String, item: JSONValue)) {
            taken.insert(item.element)
            // Of items that cannot be told apart none is merged with the new one.
            guard case let other?? = live[item.element] else { return result.append(item.item) }
            if let merged = merged(other, item.item, shape.item) { result.append(merged) }
        }
        var (first, second) = (0, 0)
        while first < left.count || second < right.count {
            if first < left.count, second < right.count {
                let element = left[first].element
                if element == right[second].element {
                    take(right[second])
                    first += 1
                    second += 1
                    shared = shared.dropFirst()
                    continue
                }
                if applied.contains(element), let next = shared.first, next != element {
                    first += 1  // shared, but its turn is another
                    continue
                }
            }
            if first < left.count {
                if !applied.contains(left[first].element) {
                    result.append(left[first].item)
                    first += 1
                    continue
                }
                if taken.contains(left[first].element) { first += 1 }
            }
            if second < right.count {
                take(right[second])
                if shared.first == right[second].element { shared = shared.dropFirst() }
                second += 1
            }
        }
        return result
    }
}
