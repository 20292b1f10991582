internal import GRDB
internal import GRDBSQLite
internal import Logging

/// Commits to the database, on the database's own serial queue.
struct SQLiteJournal: Journal {
    let database: DatabaseQueue
    let path: String
    let logger: Logger

    func perform(_ work: @escaping @Sendable (any JournalSession) -> Void) {
        database.asyncWriteWithoutTransaction { db in
            work(SQLiteSession(db: db, path: path, logger: logger))
        }
    }

    func close() throws { try database.close() }
}

private struct SQLiteSession: JournalSession {
    let db: Database
    let path: String
    let logger: Logger

    /// Pages of the log after which it is copied into the database (4 MiB). It then starts again from the front, so the
    /// file stays near this size.
    private static let logPages = 1000

    func commit(_ changes: [StoreEvent], _ compaction: Compaction?) throws(JournalError) {
        do {
            try db.inTransaction(.immediate) {
                try insert(changes)
                if let compaction { try forget(compaction) }
                return .commit
            }
        } catch {
            throw explain(error)
        }
    }

    func tidy() {
        var pages: CInt = 0
        var peak: CInt = 0
        let counter = SQLITE_DBSTATUS_CACHE_WRITE
        guard sqlite3_db_status(db.sqliteConnection, counter, &pages, &peak, 0) == SQLITE_OK, pages >= Self.logPages
        else { return }
        do {
            try db.checkpoint(.passive)
            sqlite3_db_status(db.sqliteConnection, counter, &pages, &peak, 1)
        } catch {
            // Nothing is lost: the log is kept, and the next commit tries again.
            logger.warning("the log could not be copied into the database", metadata: ["error": "\(error)"])
        }
    }

    private func insert(_ changes: [StoreEvent]) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO versions (revision, key, deleted, value) VALUES (?, ?, ?, ?)")
        for change in changes {
            let object = change.object
            try statement.execute(arguments: [
                object.revision, object.key, change.kind == .deleted ? 1 : 0, Blob(object.value),
            ])
        }
    }

    private func forget(_ compaction: Compaction) throws {
        let statement = try db.cachedStatement(sql: "DELETE FROM versions WHERE revision = ?")
        for revision in compaction.versions { try statement.execute(arguments: [revision]) }
        try db.cachedStatement(sql: "UPDATE history SET compacted = ?").execute(arguments: [compaction.upTo])
    }

    private func explain(_ error: any Error) -> JournalError {
        let code = (error as? DatabaseError)?.resultCode ?? .SQLITE_ERROR
        let message = (error as? DatabaseError)?.message ?? "\(error)"
        if code == .SQLITE_FULL {
            return JournalError(
                reason: "the write could not be kept: the disk of \(path) is full; make room there", isFinal: false)
        }
        logger.critical("a commit failed", metadata: ["error": "\(error)"])
        // After a failed write or sync nobody knows what is on the disk; reading it again at a start settles that.
        return JournalError(
            reason:
                "the database \(path) can no longer be written (\(message)); see to its disk and start the server again",
            isFinal: true)
    }
}
