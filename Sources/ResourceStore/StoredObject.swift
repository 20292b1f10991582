/// A point in the store's history. Every write takes the next one; the first write takes 1.
public typealias Revision = Int64

/// One version of one object, as it was committed.
public struct StoredObject: Sendable, Equatable {
    /// `/GROUP/RESOURCE/NAMESPACE/NAME`, or without the namespace; the registry owns the scheme.
    public var key: String
    /// The revision of this version.
    public var revision: Revision
    /// The encoded object, exactly as it goes out on the wire.
    public var value: [UInt8]

    public init(key: String, revision: Revision, value: [UInt8]) {
        self.key = key
        self.revision = revision
        self.value = value
    }
}

/// One page of a list, read at one revision.
public struct StorePage: Sendable, Equatable {
    public var objects: [StoredObject]
    /// The revision the whole list is read at; later pages repeat it.
    public var revision: Revision
    /// The last key of this page if more follow, to be passed as `after`; else nil.
    public var continueAfter: String?
    /// How many more there are behind this page, where that is known.
    public var remaining: Int?

    public init(objects: [StoredObject], revision: Revision, continueAfter: String? = nil, remaining: Int? = nil) {
        self.objects = objects
        self.revision = revision
        self.continueAfter = continueAfter
        self.remaining = remaining
    }
}

/// A change, as watchers see it.
public struct StoreEvent: Sendable, Equatable {
    public enum Kind: Sendable { case created, updated, deleted }
    public var kind: Kind
    /// The new version; for a deletion the last version with the deletion's revision.
    public var object: StoredObject
    /// The version before, absent for a creation.
    public var previous: StoredObject?

    public init(kind: Kind, object: StoredObject, previous: StoredObject? = nil) {
        self.kind = kind
        self.object = object
        self.previous = previous
    }
}

/// How much of the past a store keeps for watches to resume from and for lists to be continued at one revision. Both bounds
/// hold; the oldest goes first.
public struct HistoryLimits: Sendable {
    /// The most changes kept.
    public var changes: Int
    /// The most bytes kept in versions that are no longer current.
    public var bytes: Int

    public init(changes: Int = 10_000, bytes: Int = 8 << 20) {
        self.changes = changes
        self.bytes = bytes
    }
}
