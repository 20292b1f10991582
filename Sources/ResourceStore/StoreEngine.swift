/// What all stores share: reads from memory, one writer, watches. The forms differ only in where commits are made to last.
public final class StoreEngine: Sendable {
    let core: StoreCore
    let writer: Writer

    init(_ history: History, journal: any Journal, limits: HistoryLimits) {
        core = StoreCore(history)
        writer = Writer(core: core, journal: journal, limits: limits)
    }
}

/// A store that stands on a ``StoreEngine``.
public protocol EngineStore: ResourceStore {
    var engine: StoreEngine { get }
}

extension EngineStore {
    public var currentRevision: Revision { engine.core.revision }

    public func get(_ key: String) -> StoredObject? { engine.core.object(key) }

    public func list(prefix: String, after: String?, limit: Int?, at revision: Revision?) throws -> StorePage {
        try engine.core.snapshot(prefix: prefix, at: revision).page(after: after, limit: limit)
    }

    public func create(_ key: String, _ encode: @escaping Encode) async throws -> StoredObject {
        try await engine.writer.write(WriteRequest(key: key, operation: .create, encode: encode))
    }

    public func update(_ key: String, expecting: Revision, _ encode: @escaping Encode) async throws -> StoredObject {
        try await engine.writer.write(WriteRequest(key: key, operation: .update(expecting: expecting), encode: encode))
    }

    public func delete(_ key: String, expecting: Revision, _ encode: @escaping Encode) async throws -> StoredObject {
        try await engine.writer.write(WriteRequest(key: key, operation: .delete(expecting: expecting), encode: encode))
    }

    public func watch(prefix: String, after revision: Revision) throws -> StoreWatch {
        try engine.core.check(revision)
        return StoreWatch(cursor: WatchCursor(core: engine.core, prefix: prefix, position: revision))
    }

    public func compact(before revision: Revision) async throws {
        let current = engine.core.revision
        if revision > current { throw StoreError.future(requested: revision, current: current) }
        if revision > engine.core.oldestRevision { try await engine.writer.compact(to: revision) }
    }

    /// Ends the watches, finishes the writes under way, refuses later ones and lets go of the storage. Reads stay possible.
    public func close() async throws {
        engine.core.close()
        try await engine.writer.close()
    }
}
