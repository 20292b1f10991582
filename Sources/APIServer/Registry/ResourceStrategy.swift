public import KubernetesAPI

/// What is particular to one kind, apart from storage and wire: pure functions over trees that the schema has already
/// checked and put in canonical form (unknown members dropped, types right, schema defaults set). The generic registry has
/// already dealt with metadata (name, namespace, uid, resourceVersion, creationTimestamp, generateName, managedFields).
public protocol ResourceStrategy: Sendable {
    /// Sets defaults that depend on other fields, as every decoded object has them; by default none. The client that sent the
    /// object manages these fields, unlike what ``prepareForCreate(_:)`` adds.
    func applyDefaults(to object: inout JSONValue)
    /// Sets defaults that depend on other fields, and clears what a client may not set (status).
    func prepareForCreate(_ object: inout JSONValue)
    /// Every violation, in the order of Kubernetes. Empty: valid.
    func validateCreate(_ object: JSONValue) -> [FieldError]
    /// What the client that has created a valid object is to be warned of; `sent` is the object before it was prepared. By
    /// default nothing.
    func warnings(creating object: JSONValue, sent: JSONValue) -> [String]
    /// Resets in `new` what this verb may not change (status), and sets dependent defaults.
    func prepareForUpdate(_ new: inout JSONValue, old: JSONValue)
    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError]
    /// Whether `metadata.generation` rises with this update (by default: where `spec` differs).
    func bumpsGeneration(_ new: JSONValue, old: JSONValue) -> Bool
    /// The values that field selectors may name beside `metadata.name` and `metadata.namespace`. The keys are fixed for a kind.
    func selectableFields(_ object: JSONValue) -> [String: String]
    /// Columns and cells of the server-rendered table; by default NAME and AGE.
    var tableColumns: [TableColumn] { get }
    /// The cells of a row, one a column. `now` in seconds since 1970, for ages.
    func tableCells(_ object: JSONValue, now: Double) -> [JSONValue]
    /// Conditions of a row (pods that completed have one); by default none.
    func tableRowConditions(_ object: JSONValue) -> [JSONValue]
    /// How a deletion goes: at once, or gracefully with a period the object and the request settle.
    func gracePeriodForDeletion(_ object: JSONValue, requested: Int64?) -> Int64
    /// Whether there can be a grace period; then the last state of an object shows its deletion. By default not.
    var isDeletedGracefully: Bool { get }
    /// Whether a PUT of an object that is not there creates it (leases, events); by default not.
    var allowsCreateOnUpdate: Bool { get }
    /// Whether a PUT may go without resourceVersion and then replaces any version; by default so.
    var allowsUnconditionalUpdate: Bool { get }
    /// Whether the answer to a deletion that was done at once is the object, not a `Status`; by default not.
    var returnsDeletedObject: Bool { get }
    /// The fields that writes to the object itself put back, so that nobody manages them by such a write; by default `status`.
    var resetFields: ResetFields { get }
}

extension ResourceStrategy {
    public var isDeletedGracefully: Bool { false }
    public var allowsCreateOnUpdate: Bool { false }
    public var allowsUnconditionalUpdate: Bool { true }
    public var returnsDeletedObject: Bool { false }
}

/// What is particular to a subresource that changes its parent. `T` on the wire may differ from the parent's kind.
public protocol SubresourceStrategy: Sendable {
    /// Gives what the client reads and patches, from the stored parent.
    func project(_ parent: JSONValue, for client: ClientGeneration) -> JSONValue
    /// The parent with the submitted body laid into it (only what this subresource may change), or a `StatusError`.
    func merge(_ body: JSONValue, into parent: JSONValue, for client: ClientGeneration) throws -> JSONValue
    func validate(_ new: JSONValue, old: JSONValue, for client: ClientGeneration) -> [FieldError]
    /// Violations that only the body as it was sent (or patched) shows, because the canonical form drops what is empty:
    /// `ports: []` in an ephemeral container. They are reported after those of ``validate(_:old:for:)``; by default none.
    func validateRaw(_ body: JSONValue, for client: ClientGeneration) -> [FieldError]
    /// Which generation of the API a request speaks (both generations of `ephemeralcontainers` are served at once).
    func generation(of request: APIRequest, body: JSONValue?) -> ClientGeneration
    /// The fields that writes to the subresource put back; by default `spec`.
    var resetFields: ResetFields { get }
}

public enum ClientGeneration: Sendable, Equatable {
    /// v1.22 and later: the body is the parent kind.
    case current
    /// v1.16 to v1.21: the body is `EphemeralContainers`.
    case alpha
}

/// A column of a Table (meta/v1 TableColumnDefinition).
public struct TableColumn: Sendable, Equatable {
    public var name: String
    public var type: String
    public var format: String
    public var description: String
    public var priority: Int

    public init(
        _ name: String, type: String = "string", format: String = "", description: String = "", priority: Int = 0
    ) {
        self.name = name
        self.type = type
        self.format = format
        self.description = description
        self.priority = priority
    }
}
