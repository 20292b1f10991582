internal import GRDB

/// What is in the file: one row for each version that can still be seen, under its revision, so that a write is one append.
/// Reads are answered from memory, hence there is no index.
enum Schema {
    /// Marks the file as ours: "Mayf".
    private static let applicationID = 0x4D61_7966
    private static let version = 1

    static func createIfEmpty(_ db: Database) throws {
        guard try isEmpty(db) else { return }
        try db.inTransaction(.immediate) {
            try db.execute(
                sql: """
                    CREATE TABLE versions (
                        revision INTEGER PRIMARY KEY,
                        key TEXT NOT NULL,
                        deleted INTEGER NOT NULL,
                        value BLOB NOT NULL
                    ) STRICT;
                    -- One row: changes up to this revision are forgotten. It also holds the revision when no row is left.
                    CREATE TABLE history (compacted INTEGER NOT NULL) STRICT;
                    INSERT INTO history VALUES (0);
                    PRAGMA application_id = \(applicationID);
                    PRAGMA user_version = \(version);
                    """)
            return .commit
        }
    }

    /// Whose the file is, and whether it is sound.
    static func check(_ db: Database, path: String) throws {
        if try isEmpty(db) { return }
        guard try number(db, "PRAGMA application_id") == applicationID else {
            throw StoreError.unusable(
                "the database \(path) belongs to another program; move it away, or choose another data directory")
        }
        let found = try number(db, "PRAGMA user_version")
        guard found <= version else {
            throw StoreError.unusable(
                "the database \(path) was written by a newer version of Mayfly (schema \(found), this one knows up to "
                    + "\(version)); start that version, or choose another data directory")
        }
        let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no answer"
        guard verdict == "ok" else { throw damaged(path, verdict) }
    }

    /// Reads everything, and sees that it is a possible history.
    static func load(_ db: Database, path: String) throws -> History {
        if try isEmpty(db) { return History() }
        var history = History(compacted: Revision(try number(db, "SELECT compacted FROM history")))
        let rows = try Row.fetchCursor(db, sql: "SELECT revision, deleted, key, value FROM versions ORDER BY revision")
        while let row = try rows.next() {
            let bytes: Blob = row[3]
            let object = StoredObject(key: row[2], revision: row[0], value: bytes.bytes)
            let previous = history.index[object.key]
            let isDeletion: Bool = row[1]
            if object.revision <= history.compacted {
                guard previous == nil, !isDeletion else {
                    throw damaged(path, "revision \(object.revision) should have been forgotten")
                }
                history.restore(object)
            } else {
                guard object.revision == history.revision + 1, previous != nil || !isDeletion else {
                    throw damaged(path, "the change before revision \(object.revision) is missing")
                }
                let kind: StoreEvent.Kind = isDeletion ? .deleted : previous == nil ? .created : .updated
                history.apply(StoreEvent(kind: kind, object: object, previous: previous))
            }
        }
        return history
    }

    /// Only the last line of `how` is told: SQLite puts a heading before what it found.
    static func damaged(_ path: String, _ how: String) -> StoreError {
        let finding = how.split(separator: "\n").last.map(String.init) ?? how
        return .unusable(
            "the database \(path) is damaged (\(finding)); restore it from a backup, or move it and any \(path)-wal away to "
                + "start empty")
    }

    private static func isEmpty(_ db: Database) throws -> Bool {
        try number(db, "SELECT count(*) FROM sqlite_master") == 0 && number(db, "PRAGMA user_version") == 0
            && number(db, "PRAGMA application_id") == 0
    }

    private static func number(_ db: Database, _ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
}
