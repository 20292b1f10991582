internal import KubernetesSchema

/// Which fields differ between two versions of an object.
struct FieldComparison: Sendable, Equatable {
    var added = FieldSet()
    var removed = FieldSet()
    var modified = FieldSet()

    /// What the new version says anew.
    var changed: FieldSet { modified.union(added) }
    var isEmpty: Bool { added.isEmpty && removed.isEmpty && modified.isEmpty }

    /// Compares two objects of a kind, without what nobody can own: type, identity and the server's own metadata.
    init(_ old: JSONValue, _ new: JSONValue, kind: TypeDeclaration) {
        self.init(Self.ownable(old), Self.ownable(new), .structure(kind))
    }

    init(_ old: JSONValue, _ new: JSONValue, _ shape: FieldShape) {
        let found = Self.difference(old, new, shape)
        added = FieldSet(trusted: found.added)
        removed = FieldSet(trusted: found.removed)
        modified = FieldSet(trusted: found.modified)
    }

    /// Members of `metadata` that are the server's.
    private static let unownable: Set<String> = [
        "name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields",
        "resourceVersion",
    ]

    private static func ownable(_ object: JSONValue) -> JSONValue {
        var members = (object.object?.members ?? []).filter {
            $0.key != "kind" && $0.key != "apiVersion" && $0.key != "metadata"
        }
        let metadata = (object["metadata"]?.object?.members ?? []).filter { !unownable.contains($0.key) }
        members.append(("metadata", .object(JSONObject(unchecked: metadata))))
        return .object(JSONObject(unchecked: members))
    }

    // MARK: One value

    private struct Difference {
        var added: JSONValue?
        var removed: JSONValue?
        var modified: JSONValue?

        static let modified = Difference(modified: FieldSet.leaf)
    }

    private static func difference(_ old: JSONValue?, _ new: JSONValue?, _ shape: FieldShape) -> Difference {
        guard let old else { return Difference(added: new.map { FieldSet.everything($0, shape) }) }
        guard let new else { return Difference(removed: FieldSet.everything(old, shape)) }
        if old == new { return Difference() }
        switch shape {
        case .scalar, .atomic: return old.equalsAsJSON(new) ? Difference() : .modified
        case .structure, .map:
            let (old, new) = (old.object ?? [:], new.object ?? [:])
            if old.isEmpty, new.isEmpty { return .modified }  // one of them is null
            var nodes = Nodes()
            pairs(old, new) { name, old, new in
                nodes.add(FieldElement.member(name), difference(old, new, shape.member(name)))
            }
            return nodes.difference
        case .set, .items:
            let (old, new) = (old.array ?? [], new.array ?? [])
            if old.isEmpty, new.isEmpty { return .modified }
            return difference(old, new, shape)
        }
    }

    private static func pairs(
        _ old: JSONObject, _ new: JSONObject, _ body: (String, JSONValue?, JSONValue?) -> Void
    ) {
        // Objects are canonical: nearly always both have the same members in the same order.
        if old.count == new.count, zip(old.members, new.members).allSatisfy({ $0.key == $1.key }) {
            for (old, new) in zip(old.members, new.members) { body(old.key, old.value, new.value) }
            return
        }
        var rest = Dictionary(new.members.map { ($0.key, $0.value) }) { _, last in last }
        for member in old.members { body(member.key, member.value, rest.removeValue(forKey: member.key)) }
        for (key, value) in rest { body(key, nil, value) }
    }

    /// Lists whose items are told apart. Where items cannot be, as two have the same keys, they are compared as one.
    private static func difference(_ old: [JSONValue], _ new: [JSONValue], _ shape: FieldShape) -> Difference {
        var items: [String: (old: [JSONValue], new: [JSONValue])] = [:]
        for item in old {
            if let element = shape.element(of: item) { items[element, default: ([], [])].old.append(item) }
        }
        for item in new {
            if let element = shape.element(of: item) { items[element, default: ([], [])].new.append(item) }
        }
        var nodes = Nodes()
        for (element, (old, new)) in items {
            var found = Difference()
            switch (old.count > 1, new.count > 1) {
            case (false, false): found = difference(old.first, new.first, shape.item)
            case (true, true): if old != new { found = .modified }
            case (true, false):
                found.added = new.first.map { FieldSet.everything($0, shape.item) }
                found.removed = FieldSet.leaf
            case (false, true):
                found.removed = old.first.map { FieldSet.everything($0, shape.item) }
                found.added = FieldSet.leaf
            }
            nodes.add(element, found)
        }
        return nodes.difference
    }

    /// Gathers what is found below one node.
    private struct Nodes {
        private var added: [FieldSet.Node] = []
        private var removed: [FieldSet.Node] = []
        private var modified: [FieldSet.Node] = []

        mutating func add(_ element: String, _ found: Difference) {
            if let node = found.added { added.append((element, node)) }
            if let node = found.removed { removed.append((element, node)) }
            if let node = found.modified { modified.append((element, node)) }
        }

        var difference: Difference {
            Difference(
                added: FieldSet.node(false, FieldSet.sorted(added)),
                removed: FieldSet.node(false, FieldSet.sorted(removed)),
                modified: FieldSet.node(false, FieldSet.sorted(modified)))
        }
    }
}

extension FieldComparison {
    /// Only what a write of this kind can change.
    func filtered(_ filter: ResetFields) -> FieldComparison {
        var result = self
        result.added = filter.kept(of: added)
        result.removed = filter.kept(of: removed)
        result.modified = filter.kept(of: modified)
        return result
    }
}

/// Which fields a verb or a subresource puts back, whatever is sent, so that nobody comes to own them by it.
public enum ResetFields: Sendable {
    /// These fields and all below them, given by the names that lead to them.
    case all([[String]])
    /// Everything but this field and what is below it.
    case allBut([String])

    func kept(of set: FieldSet) -> FieldSet {
        switch self {
        case .all(let paths):
            set.isEmpty || paths.isEmpty ? set : set.subtractingTrees(FieldSet(members: paths))
        case .allBut(let path): set.isEmpty ? set : set.restricted(to: path.map(FieldElement.member))
        }
    }
}

extension FieldSet {
    /// The set of the members that these names lead to.
    init(members paths: [[String]]) {
        self.init()
        for path in paths {
            let leaf = FieldSet.leaf
            let tree = path.reversed().reduce(leaf) { below, name in
                .object(JSONObject(unchecked: [(FieldElement.member(name), below)]))
            }
            self = union(FieldSet(trusted: tree))
        }
    }
}
