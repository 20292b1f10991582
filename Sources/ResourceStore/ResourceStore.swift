/// Encodes an object once its revision is known, so that the stored bytes carry it. It is called on the store's writer, so it
/// must be quick and must not call the store. What it throws fails its own write only, and the revision is not used up.
public typealias Encode = @Sendable (Revision) throws -> [UInt8]

/// The revisioned store everything else stands on. One history for all keys: revisions are unique, rise by one a write and
/// never go back. A call that returns has its write on disk. Cancelling a call does not take a write back.
///
/// Keys are compared and ordered as UTF-8 bytes.
public protocol ResourceStore: Sendable {
    /// The newest committed revision; 0 in a new store.
    var currentRevision: Revision { get async }

    func get(_ key: String) async throws -> StoredObject?

    /// Objects whose keys begin with `prefix` and come behind `after`, in key order, at `revision` (nil: the current one);
    /// at most `limit` (nil or 0: all). Throws ``StoreError/expired(requested:oldest:)`` for a compacted revision and
    /// ``StoreError/future(requested:current:)`` for one that has not happened.
    func list(prefix: String, after: String?, limit: Int?, at revision: Revision?) async throws -> StorePage

    /// Throws ``StoreError/alreadyExists(key:)``.
    func create(_ key: String, _ encode: @escaping Encode) async throws -> StoredObject

    /// Replaces the version `expecting`. Throws ``StoreError/conflict(current:)`` or ``StoreError/notFound(key:)``.
    func update(_ key: String, expecting: Revision, _ encode: @escaping Encode) async throws -> StoredObject

    /// Deletes the version `expecting`; `encode` gives the last state, which watchers see with the deletion's revision.
    /// Throws ``StoreError/conflict(current:)`` or ``StoreError/notFound(key:)``.
    func delete(_ key: String, expecting: Revision, _ encode: @escaping Encode) async throws -> StoredObject

    /// Every change under `prefix` after `revision`, in order, each once, until the caller stops iterating or its task is
    /// cancelled. Throws ``StoreError/expired(requested:oldest:)`` at once if `revision` is compacted, and out of the
    /// iteration when the watcher has fallen behind the kept history. Throws ``StoreError/future(requested:current:)``.
    func watch(prefix: String, after revision: Revision) async throws -> StoreWatch

    /// Forgets versions no longer current at `revision`, in small steps between the writes. The store also does so by itself
    /// when its history outgrows its ``HistoryLimits``. Throws ``StoreError/future(requested:current:)``.
    func compact(before revision: Revision) async throws
}
