extension FieldSet {
    /// What is in either set.
    func union(_ other: FieldSet) -> FieldSet {
        if isEmpty { return other }
        if other.isEmpty { return self }
        return FieldSet(Self.union(root.fieldNodes, other.root.fieldNodes))
    }

    /// What is in both sets.
    func intersection(_ other: FieldSet) -> FieldSet {
        FieldSet(Self.intersection(root.fieldNodes, other.root.fieldNodes))
    }

    /// What is in this set and not in the other. A parent does not take its children with it.
    func subtracting(_ other: FieldSet) -> FieldSet {
        if other.isEmpty { return self }
        return FieldSet(Self.difference(root.fieldNodes, other.root.fieldNodes, recursive: false))
    }

    /// The same, but what is in the other set is taken away with everything below it.
    func subtractingTrees(_ other: FieldSet) -> FieldSet {
        if other.isEmpty { return self }
        return FieldSet(Self.difference(root.fieldNodes, other.root.fieldNodes, recursive: true))
    }

    /// Only what is on the way to a field, the field itself and what is below it.
    func restricted(to path: [String]) -> FieldSet { FieldSet(Self.restricted(root.fieldNodes, to: path[...])) }

    /// Whether the field at a path of elements is in the set.
    func contains(_ path: [String]) -> Bool {
        var node = root
        for (index, element) in path.enumerated() {
            guard let next = node[element] else { return false }
            if index == path.count - 1 { return next.isMember }
            node = next.below
        }
        return false
    }

    /// The node of an element of the first level.
    func node(_ element: String) -> JSONValue? { root[element] }

    /// What is in the set below that element.
    func below(_ element: String) -> FieldSet {
        FieldSet(Array((root[element]?.below ?? JSONObject()).fieldNodes))
    }

    static func union(_ left: JSONValue, _ right: JSONValue) -> JSONValue {
        node(left.isMember || right.isMember, union(left.below.fieldNodes, right.below.fieldNodes)) ?? leaf
    }

    private static func union(_ left: ArraySlice<Node>, _ right: ArraySlice<Node>) -> [Node] {
        zipped(left, right) { left, right in
            guard let left else { return right }
            return right.map { (left.key, union(left.value, $0.value)) } ?? left
        }
    }

    private static func intersection(_ left: ArraySlice<Node>, _ right: ArraySlice<Node>) -> [Node] {
        if left.isEmpty || right.isEmpty { return [] }
        return zipped(left, right) { left, right in
            guard let left, let right else { return nil }
            let inner = intersection(left.value.below.fieldNodes, right.value.below.fieldNodes)
            return node(left.value.isMember && right.value.isMember, inner).map { (left.key, $0) }
        }
    }

    private static func difference(
        _ left: ArraySlice<Node>, _ right: ArraySlice<Node>, recursive: Bool
    ) -> [Node] {
        if left.isEmpty || right.isEmpty { return Array(left) }
        return zipped(left, right) { left, right in
            guard let left, let right else { return left }
            if recursive, right.value.isMember { return nil }
            let inner = difference(left.value.below.fieldNodes, right.value.below.fieldNodes, recursive: recursive)
            return node(left.value.isMember && !right.value.isMember, inner).map { (left.key, $0) }
        }
    }

    private static func restricted(_ nodes: ArraySlice<Node>, to path: ArraySlice<String>) -> [Node] {
        guard let first = path.first else { return Array(nodes) }
        return nodes.filter { $0.key == first }.compactMap { found in
            node(found.value.isMember, restricted(found.value.below.fieldNodes, to: path.dropFirst()))
                .map { (found.key, $0) }
        }
    }

    /// Goes through two sorted lists at once, equal elements together.
    private static func zipped(
        _ left: ArraySlice<Node>, _ right: ArraySlice<Node>, _ combined: (Node?, Node?) -> Node?
    ) -> [Node] {
        var result: [Node] = []
        result.reserveCapacity(max(left.count, right.count))
        var (first, second) = (left.startIndex, right.startIndex)
        while first < left.endIndex || second < right.endIndex {
            var pair: (Node?, Node?) = (nil, nil)
            if first < left.endIndex { pair.0 = left[first] }
            if second < right.endIndex { pair.1 = right[second] }
            if let one = pair.0, let other = pair.1, one.key != other.key {
                if FieldElement.precedes(one.key, other.key) { pair.1 = nil } else { pair.0 = nil }
            }
            if pair.0 != nil { first += 1 }
            if pair.1 != nil { second += 1 }
            if let node = combined(pair.0, pair.1) { result.append(node) }
        }
        return result
    }
}
