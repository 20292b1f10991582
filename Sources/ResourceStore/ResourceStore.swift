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
public struct StorePage: Sendable {
    public var objects: [StoredObject]
    /// The revision the whole list is read at; later pages repeat it.
    public var revision: Revision
    /// The last key of this page if more follow, to be passed as `after`; else nil.
    public var continueAfter: String?
    /// How many more there are behind this page, where that is known.
    public var remaining: Int?
}

/// A change, as watchers see it.
public struct StoreEvent: Sendable {
    public enum Kind: Sendable { case created, updated, deleted }
    public var kind: Kind
    /// The new version; for a deletion the last version with the deletion's revision.
    public var object: StoredObject
    /// The version before, absent for a creation.
    public var previous: StoredObject?
}

/// Why a store operation failed.
public enum StoreError: Error, Sendable {
    case alreadyExists(key: String)
    case notFound(key: String)
    /// The object is there, but not at the expected revision.
    case conflict(current: StoredObject)
    /// The revision asked for has been compacted away, or a watcher fell too far behind (HTTP 410).
    case expired(requested: Revision, oldest: Revision)
    /// A revision that has not happened yet (HTTP 504).
    case future(requested: Revision, current: Revision)
    /// The database cannot be opened or used; the text says why and what to do.
    case unusable(String)
}

/// Encodes an object once its revision is known, so that the stored bytes carry it.
public typealias Encode = @Sendable (Revision) throws -> [UInt8]

/// The revisioned store everything else stands on. One history for all keys: revisions are unique, rise by one a write and
/// never go back. A call that returns has its write on disk. Cancelling a call does not take a write back.
public protocol ResourceStore: Sendable {
    /// The newest committed revision.
    var currentRevision: Revision { get async }

    func get(_ key: String) async throws -> StoredObject?

    /// Objects whose keys begin with `prefix`, in key order, at `revision` (nil: the current one).
    func list(prefix: String, after: String?, limit: Int?, at revision: Revision?) async throws -> StorePage

    /// Throws ``StoreError/alreadyExists(key:)``.
    func create(_ key: String, _ encode: @escaping Encode) async throws -> StoredObject

    /// Replaces the version `expecting`. Throws ``StoreError/conflict(current:)`` or ``StoreError/notFound(key:)``.
    func update(_ key: String, expecting: Revision, _ encode: @escaping Encode) async throws -> StoredObject

    /// Deletes the version `expecting`; `encode` gives the last state, which watchers see with the deletion's revision.
    func delete(_ key: String, expecting: Revision, _ encode: @escaping Encode) async throws -> StoredObject

    /// Every change under `prefix` after `revision`, in order, each once, until the caller stops iterating. Throws
    /// ``StoreError/expired(requested:oldest:)`` at once if `revision` is compacted, and into the stream when the watcher
    /// is too slow for its bounded buffer.
    func watch(prefix: String, after revision: Revision) async throws -> StoreWatch

    /// Forgets versions no longer current at `revision`, in small steps.
    func compact(before revision: Revision) async throws
}

/// A running watch.
public struct StoreWatch: AsyncSequence, Sendable {
    public typealias Element = StoreEvent
    let stream: AsyncThrowingStream<StoreEvent, any Error>

    public func makeAsyncIterator() -> AsyncThrowingStream<StoreEvent, any Error>.Iterator {
        stream.makeAsyncIterator()
    }
}
