internal import Glibc

/// Checks a `hostPath` volume by its type, and makes what `…OrCreate` asks for (core/v1 HostPathType).
func prepareHostPath(_ path: String, type: String) throws {
    let found = try Files.kind(path)
    func check(_ kind: mode_t, _ name: String) throws {
        guard found == kind else { throw ResolutionError("hostPath type check failed: \(path) is not \(name)") }
    }
    switch type {
    case "":
        // Nothing is checked; the container runtimes make a directory where nothing is.
        if found == nil { try Files.makeDirectory(path) }
    case "DirectoryOrCreate":
        if found == nil { return try Files.makeDirectory(path) }
        try check(S_IFDIR, "a directory")
    case "Directory": try check(S_IFDIR, "a directory")
    case "FileOrCreate":
        if found == nil { return try Files.write([], to: path, mode: 0o644) }
        try check(S_IFREG, "a file")
    case "File": try check(S_IFREG, "a file")
    case "Socket": try check(S_IFSOCK, "a socket file")
    case "CharDevice": try check(S_IFCHR, "a character device")
    case "BlockDevice": try check(S_IFBLK, "a block device")
    default: throw ResolutionError("\(type) is an invalid volume type")
    }
}
