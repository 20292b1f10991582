/// A set of fields of an object: what `metadata.managedFields` says somebody manages (FieldsV1).
///
/// It is kept as the tree it is written as: elements lead down, an empty object is a member, and `.` tells that a node with
/// others below it is a member too. Operations look only at those nodes that both sides have, so the hot path neither
/// decodes nor encodes the sets of managers whom a write does not concern. The elements are canonical and in Kubernetes' order.
public struct FieldSet: Sendable, Equatable {
    typealias Node = (key: String, value: JSONValue)

    /// The root. No element of a path is left for it, so it is never a member.
    private(set) var root: JSONObject

    public init() { root = JSONObject() }

    /// Nodes in their order.
    init(_ nodes: [Node]) { root = JSONObject(unchecked: nodes) }

    /// A tree that was made by ``json``.
    init(trusted tree: JSONValue?) { root = tree?.object ?? JSONObject() }

    /// Reads the tree of a client, in whatever order and spelling. Elements of kinds that are not known are left out.
    public init(parsing tree: JSONValue) throws(FieldSetError) {
        root = JSONObject(unchecked: try Self.read(tree).nodes)
    }

    /// The form that is written.
    public var json: JSONValue { .object(root) }

    public var isEmpty: Bool { root.isEmpty }

    /// The paths of all members as messages show them, those of one node before those below it: `.data.a`.
    public var paths: [String] { Self.paths(root, below: "") }

    private static func paths(_ node: JSONObject, below prefix: String) -> [String] {
        let here = node.fieldNodes.filter { $0.value.isMember }.map { prefix + FieldElement.description($0.key) }
        let below = node.fieldNodes.flatMap { node in
            node.value.isLeaf ? [] : paths(node.value.below, below: prefix + FieldElement.description(node.key))
        }
        return here + below
    }

    private static func read(_ tree: JSONValue) throws(FieldSetError) -> (isMember: Bool, nodes: [Node]) {
        guard case .object(let members) = tree else {
            guard tree == .null else { throw FieldSetError("expected an object, got \(tree)") }
            return (true, [])
        }
        var nodes: [Node] = []
        var isMember = false
        for (key, value) in members.members {
            if key == "." {
                isMember = true
                continue
            }
            guard let element = try FieldElement.canonical(key) else { continue }
            let inner = try read(value)
            // An element that occurs twice in different spellings is the union of both.
            var node: JSONValue? = FieldSet.node(inner.isMember, inner.nodes)
            if let index = nodes.firstIndex(where: { $0.key == element }) {
                node = node.map { union(nodes[index].value, $0) }
                nodes.remove(at: index)
            }
            if let node { nodes.append((element, node)) }
        }
        return (isMember || nodes.isEmpty, sorted(nodes))
    }

    /// The nodes in Kubernetes' order.
    static func sorted(_ nodes: [Node]) -> [Node] {
        let isSorted = zip(nodes, nodes.dropFirst()).allSatisfy { FieldElement.precedes($0.key, $1.key) }
        return isSorted ? nodes : nodes.sorted { FieldElement.precedes($0.key, $1.key) }
    }

    /// A node; nil where nothing of it is in the set.
    static func node(_ isMember: Bool, _ nodes: [Node]) -> JSONValue? {
        if nodes.isEmpty {
            if isMember { return leaf }
            return nil  // in a conditional expression this would be JSON's null
        }
        return .object(JSONObject(unchecked: isMember ? [(".", leaf)] + nodes : nodes))
    }

    static let leaf = JSONValue.object(JSONObject())
}

extension JSONObject {
    /// The nodes below this one.
    var fieldNodes: ArraySlice<FieldSet.Node> { members.first?.key == "." ? members.dropFirst() : members[...] }
}

extension JSONValue {
    /// Whether this node of a set is itself in the set.
    var isMember: Bool { below.isEmpty || below.members[0].key == "." }
    var isLeaf: Bool { below.isEmpty }
    /// This node's own tree.
    var below: JSONObject { if case .object(let object) = self { object } else { JSONObject() } }
}
