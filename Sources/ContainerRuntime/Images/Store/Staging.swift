import Glibc

/// A directory for one load, pull or import in progress. Its lock tells that the process is alive.
final class Staging: Sendable {
    let path: String
    /// Where replaced and superseded directories go.
    let trash: OpenFile
    private let file: OpenFile

    private static func name() -> String {
        "\(getpid())-" + String(UInt64.random(in: .min ... .max), radix: 36)
    }

    init(_ layout: StoreLayout) throws {
        // Under the store's lock, so that no sweep sees the directory before it is locked.
        let lock = try StoreLock(layout)
        path = "\(layout.staging)/\(Self.name())"
        try Directory.make(path)
        file = try OpenFile.directory(path)
        guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else { throw ImageError.system("lock \(path)") }
        try Directory.make(path + "/trash")
        trash = try OpenFile.directory(path + "/trash")
        _ = consume lock
    }

    func make(_ name: String, mode: mode_t = 0o755) throws -> OpenFile {
        let child = "\(path)/\(name)"
        guard mkdir(child, mode) == 0 else { throw ImageError.system("make the directory \(child)") }
        let directory = try OpenFile.directory(child)
        guard fchmod(directory.descriptor, mode) == 0 else { throw ImageError.system("set the mode of \(child)") }
        return directory
    }

    /// Moves something of the store out of sight, to be removed with this directory.
    func take(_ existing: String, as name: String) throws {
        guard rename(existing, "\(path)/trash/\(name)") == 0 || errno == ENOENT else {
            throw ImageError.system("move \(existing)")
        }
    }

    func remove() throws { try Directory.removeTree(path) }

    /// Removes what dead processes left. Only under the store's lock.
    static func sweep(_ layout: StoreLayout) throws {
        for name in try Directory.names(layout.staging) {
            let path = "\(layout.staging)/\(name)"
            let directory = try OpenFile.directory(path)
            guard flock(directory.descriptor, LOCK_EX | LOCK_NB) == 0 else { continue }
            try Directory.removeTree(path)
        }
    }
}
