/// Remembers, on disk and before the start, which ephemeral containers were started: none is ever started twice,
/// whatever else is lost.
struct StartedLedger: Sendable {
    let directory: PodDirectory

    /// Blocks until it is on disk.
    func mark(_ container: String) throws {
        try Files.makeDirectory(directory.started, mode: 0o750)
        try Files.mark("\(directory.started)/\(container)")
    }

    func started() throws -> Set<String> { Set(try Files.names(in: directory.started)) }
}
