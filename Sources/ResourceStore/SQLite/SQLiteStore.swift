internal import Dispatch
internal import GRDB
public import Logging

/// A store whose every acknowledged write is on disk, in one SQLite database.
public struct SQLiteStore: EngineStore {
    public let engine: StoreEngine

    /// Opens the database at `path`, or makes it. Throws ``StoreError/unusable(_:)`` and leaves every byte as it is when the
    /// file is in use by another server, is not a sound database of ours, or was written by a newer version.
    public static func open(
        path: String, history limits: HistoryLimits = HistoryLimits(),
        logger: Logger = Logger(label: "mayfly.store")
    ) async throws -> SQLiteStore {
        try await withCheckedThrowingContinuation { continuation in
            // Reading the file blocks, which the threads of async code must not.
            DispatchQueue.global().async {
                continuation.resume(with: Result { try SQLiteStore(path: path, limits: limits, logger: logger) })
            }
        }
    }

    private init(path: String, limits: HistoryLimits, logger: Logger) throws {
        let (database, history) = try DatabaseFile(path: path).open()
        let journal = SQLiteJournal(database: database, path: path, logger: logger)
        engine = StoreEngine(history, journal: journal, limits: limits)
    }
}
