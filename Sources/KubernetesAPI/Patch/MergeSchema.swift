/// What strategic merge has to know of the types it merges.
public protocol MergeSchema: Sendable {
    /// How a member of a type merges; nil if the type has no such member.
    func mergeRule(for member: String, of type: String) -> MergeRule?
}

/// How one member of a type merges (Go's tags patchStrategy and patchMergeKey).
public struct MergeRule: Sendable, Equatable {
    /// The type of the member, of its items or of its values; nil for scalars.
    public var type: String?
    /// The member that tells the items of a list apart; nil for lists of scalars.
    public var key: String?
    /// Whether lists are merged item by item; otherwise the patch's list replaces the whole.
    public var mergesList: Bool
    /// Whether an object is replaced as a whole.
    public var replacesObject: Bool
    /// Whether a created patch names the members to keep, for unions such as a volume's source.
    public var retainsKeys: Bool

    public init(
        type: String? = nil, key: String? = nil, mergesList: Bool = false, replacesObject: Bool = false,
        retainsKeys: Bool = false
    ) {
        self.type = type
        self.key = key
        self.mergesList = mergesList
        self.replacesObject = replacesObject
        self.retainsKeys = retainsKeys
    }
}

/// The directives that a strategic merge patch may hold beside values.
enum Directive {
    static let patch = "$patch"
    static let retainKeys = "$retainKeys"
    static let order = "$setElementOrder/"
    static let deletion = "$deleteFromPrimitiveList/"

    static func isDirective(_ key: String) -> Bool {
        key == patch || key == retainKeys || key.hasPrefix(order) || key.hasPrefix(deletion)
    }
}

/// A scalar that can be looked up: a merge key's value or an item of a list of scalars.
enum MergeKey: Hashable {
    case null, bool(Bool), number(String), string(String)

    init?(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(let number): self = .number(number.text)
        case .string(let text): self = .string(text)
        case .array, .object: return nil
        }
    }

    /// The form by which Kubernetes sorts.
    var text: String {
        switch self {
        case .null: "<nil>"
        case .bool(let value): String(value)
        case .number(let text), .string(let text): text
        }
    }
}
