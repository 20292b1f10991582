internal import CSQLiteConfig
internal import GRDB
internal import GRDBSQLite
internal import Glibc

/// Opening the database file, and saying clearly why it cannot be opened. Until everything has been checked nothing is
/// written, and a write-ahead log that a killed server left is read but not copied in.
struct DatabaseFile {
    let path: String

    /// A left log of more bytes than this is copied in at the start, lest it grow from crash to crash.
    private static let longLog = 8 << 20

    /// The one connection that does every write and every checkpoint, and what the database holds.
    func open() throws(StoreError) -> (DatabaseQueue, History) {
        do {
            let logSize = try inspect()
            let database = try DatabaseQueue(path: path, configuration: configuration(keepLog: logSize > 0))
            let history = try database.inDatabase { db in
                try Schema.check(db, path: path)
                let history = try Schema.load(db, path: path)
                try prepareForWriting(db, logSize: logSize)
                return history
            }
            return (database, history)
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw explain(error)
        } catch {
            throw .unusable(
                "the database \(path) cannot be opened (\(error)); see that it is a file this user may write")
        }
    }

    /// Looks at the names on disk, before SQLite might tidy up among them. Returns the size of the log to be read.
    private func inspect() throws(StoreError) -> Int {
        let logSize = size(of: path + "-wal")
        var database = stat()
        guard stat(path, &database) == 0 else {
            if errno != ENOENT { throw unreadable(errno) }
            if logSize > 0 { throw logWithoutDatabase }
            try create()
            return 0
        }
        guard database.st_mode & S_IFMT == S_IFREG else {
            throw .unusable("the database \(path) is not a file; move it away, or choose another data directory")
        }
        guard access(path, R_OK | W_OK) == 0 else { throw unreadable(errno) }
        if database.st_size == 0, logSize > 0 { throw logWithoutDatabase }
        // Ours has a rollback journal only while its first page is written; any other would be played back by opening it.
        if size(of: path + "-journal") > 0, database.st_size > 4096 {
            throw .unusable(
                "the database \(path) was left in the middle of another program's change (\(path)-journal is there); "
                    + "move both away, or choose another data directory")
        }
        return logSize
    }

    /// Makes the file before SQLite does, since it holds secrets and SQLite would let everybody read it.
    private func create() throws(StoreError) {
        let descriptor = Glibc.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unreadable(errno) }
        close(descriptor)
    }

    private func configuration(keepLog: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.label = "mayfly.store"
        configuration.busyMode = .immediateError
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { db in
            // Closing would copy a log into the database, also when the database turns out not to be usable.
            if keepLog { csqlite_set_checkpoint_on_close(UnsafeMutableRawPointer(db.sqliteConnection), 0) }
            // Held as long as the server runs: keeps other servers out, and needs no shared memory beside the file.
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; PRAGMA mmap_size = 0; PRAGMA cache_size = -1024")
        }
        return configuration
    }

    private func prepareForWriting(_ db: Database, logSize: Int) throws {
        csqlite_set_checkpoint_on_close(UnsafeMutableRawPointer(db.sqliteConnection), 1)
        if sqlite3_db_readonly(db.sqliteConnection, "main") != 0 { throw unreadable(EROFS) }
        // FULL: every commit is on disk before it is answered. The writer makes the checkpoints itself, after the answer.
        try db.execute(
            sql: """
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = 0;
                PRAGMA journal_size_limit = 16777216
                """)
        try Schema.createIfEmpty(db)
        if logSize > Self.longLog { try db.checkpoint(.truncate) }
    }

    private func size(of path: String) -> Int {
        var found = stat()
        return stat(path, &found) == 0 ? Int(found.st_size) : 0
    }

    private var logWithoutDatabase: StoreError {
        .unusable(
            "the database \(path) is empty or missing, but its log \(path)-wal is not; restore the database from a backup, "
                + "or move the log away to start empty")
    }

    private func unreadable(_ code: Int32) -> StoreError {
        let advice =
            switch code {
            case ENOENT, ENOTDIR: "create its directory, or choose another data directory"
            case ENOSPC: "make room on the disk"
            default: "let this user read and write it, or choose another data directory"
            }
        return .unusable("the database \(path) cannot be opened (\(String(cString: strerror(code)))); \(advice)")
    }

    private func explain(_ error: DatabaseError) -> StoreError {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            .unusable(
                "the database \(path) is in use by another server; stop that one, or choose another data directory")
        case .SQLITE_NOTADB:
            .unusable(
                "the database \(path) is not an SQLite database; restore it from a backup, or move it away to start empty"
            )
        case .SQLITE_CORRUPT: Schema.damaged(path, error.message ?? "malformed")
        case .SQLITE_READONLY, .SQLITE_PERM: unreadable(EACCES)
        case .SQLITE_FULL: unreadable(ENOSPC)
        default:
            .unusable(
                "the database \(path) cannot be opened (\(error.message ?? "SQLite error \(error.resultCode.rawValue)")); "
                    + "see that its disk and directory are sound and writable")
        }
    }
}
