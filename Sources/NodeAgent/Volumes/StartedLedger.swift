internal import Glibc

/// Remembers, on disk and before the start, which ephemeral containers were started: none is ever started twice,
/// whatever else is lost.
struct StartedLedger: Sendable {
    let directory: PodDirectory

    /// Blocks until it is on disk.
    func mark(_ container: String) throws {
        try Files.makeDirectory(directory.started, mode: 0o750)
        try Files.mark("\(directory.started)/\(container)")
    }

    /// Takes a mark back.
    func unmark(_ container: String) throws {
        let path = "\(directory.started)/\(container)"
        guard unlink(path) == 0 || errno == ENOENT else { throw FileError("unlink", path) }
    }

    func started() throws -> Set<String> { Set(try Files.names(in: directory.started)) }
}
