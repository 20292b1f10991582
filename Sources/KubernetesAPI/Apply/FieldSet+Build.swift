extension FieldSet {
    /// The fields that a configuration names: its leaves, the items of its lists and the entries of its maps.
    init(of value: JSONValue, _ shape: FieldShape) { self.init(Self.nodes(value, shape)) }

    /// All fields of a value that was not there before, down to its leaves and with everything on the way.
    static func everything(_ value: JSONValue, _ shape: FieldShape) -> JSONValue {
        switch (shape, value) {
        case (.structure, .object(let object)), (.map, .object(let object)):
            let nodes = object.members.map { member in
                (FieldElement.member(member.key), everything(member.value, shape.member(member.key)))
            }
            return node(true, sorted(nodes)) ?? leaf
        case (.items, .array(let items)), (.set, .array(let items)):
            return node(true, indexed(items, shape).map { ($0, $1.map { everything($0, shape.item) } ?? leaf) }) ?? leaf
        default: return leaf
        }
    }

    private static func nodes(_ value: JSONValue, _ shape: FieldShape) -> [Node] {
        switch (shape, value) {
        case (.structure, .object(let object)), (.map, .object(let object)):
            return sorted(
                object.members.compactMap { member in
                    let inner = shape.member(member.key)
                    return node(
                        isField(member.value, inner) || !shape.declares(member.key), nodes(member.value, inner)
                    ).map { (FieldElement.member(member.key), $0) }
                })
        case (.items, .array(let items)), (.set, .array(let items)):
            return indexed(items, shape).map { element, item in
                (element, item.flatMap { node(true, nodes($0, shape.item)) } ?? leaf)
            }
        default: return []
        }
    }

    /// Whether a declared member is itself a field, and not only what is in it.
    private static func isField(_ value: JSONValue, _ shape: FieldShape) -> Bool {
        switch shape {
        case .scalar, .atomic: true
        case .structure, .map: value == .null || value == [:]
        case .items, .set: value == .null
        }
    }

    /// Items by their elements, in the order of a set. Of items that share one, nothing below it can be told apart: nil.
    private static func indexed(_ items: [JSONValue], _ shape: FieldShape) -> [(String, JSONValue?)] {
        var result: [(key: String, value: JSONValue?)] = []
        for item in items {
            guard let element = shape.element(of: item) else { continue }
            if let index = result.firstIndex(where: { $0.key == element }) {
                result[index].value = nil
            } else {
                result.append((element, item))
            }
        }
        return result.sorted { FieldElement.precedes($0.key, $1.key) }.map { ($0.key, $0.value) }
    }

    /// The set with those declared members added that only have fields below them. An entry of a map is not one.
    func includingDeclaredParents(_ shape: FieldShape) -> FieldSet {
        FieldSet(Self.includingDeclaredParents(root.fieldNodes, shape))
    }

    private static func includingDeclaredParents(_ nodes: ArraySlice<Node>, _ shape: FieldShape) -> [Node] {
        nodes.compactMap { found in
            let name = FieldElement.name(found.key)
            let isDeclared = name.map { shape.declares($0) } ?? false
            let inner = name.map { shape.member(String($0)) } ?? shape.item
            return node(
                found.value.isMember || isDeclared, includingDeclaredParents(found.value.below.fieldNodes, inner)
            ).map { (found.key, $0) }
        }
    }
}
