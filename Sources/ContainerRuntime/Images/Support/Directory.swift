import Glibc

/// Directories of the store itself; paths are absolute.
enum Directory {
    /// Makes it, and those above it, where missing.
    static func make(_ path: String, mode: mode_t = 0o700) throws {
        if mkdir(path, mode) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            throw ImageError.system("make the directory \(path)")
        }
        try make(String(path[..<slash]), mode: 0o755)
        guard mkdir(path, mode) == 0 || errno == EEXIST else {
            throw ImageError.system("make the directory \(path)")
        }
    }

    /// The names in it, without `.` and `..`, sorted. Names that are no UTF-8 are left out: the store makes none.
    static func names(_ path: String) throws -> [String] {
        try names(in: OpenFile.directory(path)).compactMap { String(validating: $0, as: UTF8.self) }.sorted()
    }

    /// The names in an open directory as bytes, without `.` and `..`.
    static func names(in directory: OpenFile) throws -> [[UInt8]] {
        let copy = openat(directory.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        guard copy >= 0, let stream = fdopendir(copy) else { throw ImageError.system("list a directory") }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
        }
        return names
    }

    static func sync(_ path: String) throws {
        let directory = try OpenFile.directory(path)
        guard fsync(directory.descriptor) == 0 else { throw ImageError.system("sync the directory \(path)") }
    }

    /// Removes a directory with all that is in it, following no link. However deep it is, neither stack nor descriptors
    /// grow: what lies deeper is first moved up to the top. Succeeds where it is not there.
    static func removeTree(_ path: String) throws {
        let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return }
            throw ImageError.system("open \(path)")
        }
        let top = OpenFile(descriptor)
        var moved = 0
        while true {
            let names = try names(in: top)
            if names.isEmpty { break }
            for name in names {
                if try unlink(name, in: top) { continue }
                let child = openat(top.descriptor, terminated(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0)
                guard child >= 0 else { throw ImageError.system("open a directory in \(path)") }
                let directory = OpenFile(child)
                for inner in try Self.names(in: directory) {
                    if try unlink(inner, in: directory) { continue }
                    moved += 1
                    let place = ".\(getpid())-\(moved)"
                    guard renameat(directory.descriptor, terminated(inner), top.descriptor, place) == 0 else {
                        throw ImageError.system("move a directory in \(path)")
                    }
                }
                guard unlinkat(top.descriptor, terminated(name), AT_REMOVEDIR) == 0 else {
                    throw ImageError.system("remove a directory in \(path)")
                }
            }
        }
        guard rmdir(path) == 0 || errno == ENOENT else { throw ImageError.system("remove \(path)") }
    }

    /// False for a directory.
    private static func unlink(_ name: [UInt8], in directory: OpenFile) throws -> Bool {
        if unlinkat(directory.descriptor, terminated(name), 0) == 0 || errno == ENOENT { return true }
        guard errno == EISDIR || errno == EPERM else { throw ImageError.system("remove a file") }
        return false
    }

    private static func terminated(_ name: [UInt8]) -> [CChar] { name.map { CChar(bitPattern: $0) } + [0] }
}
