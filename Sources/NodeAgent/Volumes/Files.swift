internal import Glibc
internal import NIOPosix

/// What went wrong with a file, in the kernel's words: `open /x: permission denied`.
struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
    var code: Int32
    /// The kernel's reason: `permission denied`.
    var text: String
    var description: String

    init(_ operation: String, _ path: String, _ code: Int32 = errno) {
        self.code = code
        let reason = String(cString: strerror(code))
        text = reason.prefix(1).lowercased() + reason.dropFirst()
        description = "\(operation) \(path): \(text)"
    }
}

/// Runs blocking calls on a thread that is there for them, off the cooperative pool.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await NIOThreadPool.singleton.runIfActive(body)
}

/// The few file operations the agent needs, blocking.
enum Files {
    /// `O_PATH`, which Glibc's module does not show.
    static let pathOnly: Int32 = 0o10000000

    /// Makes a directory with its parents; one that is there stays as it is.
    static func makeDirectory(_ path: String, mode: mode_t = 0o755) throws {
        if mkdir(path, mode) == 0 { return }
        let code = errno
        switch code {
        case EEXIST:
            guard try kind(path) == S_IFDIR else { throw FileError("mkdir", path, ENOTDIR) }
        case ENOENT:
            guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
                throw FileError("mkdir", path, code)
            }
            try makeDirectory(String(path[..<slash]), mode: mode)
            if mkdir(path, mode) != 0, errno != EEXIST { throw FileError("mkdir", path) }
        default: throw FileError("mkdir", path, code)
        }
    }

    /// The file type bits of what a path leads to, symlinks followed; nil where nothing is.
    static func kind(_ path: String) throws -> mode_t? {
        var info = stat()
        guard stat(path, &info) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw FileError("stat", path)
        }
        return info.st_mode & S_IFMT
    }

    /// Replaces a file's content. The mode is set whatever the umask says.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
        guard file >= 0 else { throw FileError("open", path) }
        defer { close(file) }
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError("write", path) }
            offset += count
        }
        guard fchmod(file, mode) == 0 else { throw FileError("chmod", path) }
    }

    /// At most `limit` bytes from the start; nil where no file is.
    static func read(_ path: String, limit: Int = .max) throws -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw FileError("open", path)
        }
        defer { close(file) }
        var result: [UInt8] = []
        while result.count < limit {
            let wanted = min(64 * 1024, limit - result.count)
            var chunk = [UInt8](repeating: 0, count: wanted)
            let count = Glibc.read(file, &chunk, wanted)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError("read", path) }
            if count == 0 { break }
            result += chunk[..<count]
        }
        return result
    }

    /// The names in a directory; none where it is not there.
    static func names(in path: String) throws -> [String] {
        guard let directory = opendir(path) else {
            if errno == ENOENT { return [] }
            throw FileError("open", path)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Makes a file that says by its existence that something has happened; on disk when this returns.
    static func mark(_ path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileError("open", path) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw FileError("fsync", path) }
        guard let slash = path.lastIndex(of: "/") else { return }
        let parent = open(String(path[..<slash]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard parent >= 0 else { throw FileError("open", String(path[..<slash])) }
        defer { close(parent) }
        guard fsync(parent) == 0 else { throw FileError("fsync", String(path[..<slash])) }
    }
}
