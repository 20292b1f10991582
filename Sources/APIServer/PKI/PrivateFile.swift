internal import Glibc

/// Small files that only their owner may read, written so that a crash leaves the old or the new one, never half of one.
enum PrivateFile {
    struct IOFailure: Error, CustomStringConvertible {
        var action: String
        var path: String
        var code: Int32
        var description: String { "cannot \(action) \(path): \(String(cString: strerror(code)))" }
    }

    /// The file's bytes as text, nil if there is no such file. Throws ``IOFailure``.
    static func read(_ path: String) throws -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw IOFailure(action: "read", path: path, code: errno)
        }
        defer { Glibc.close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw IOFailure(action: "read", path: path, code: errno) }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk[..<count]
        }
    }

    /// Writes the file with mode 0600 and makes it last. Throws ``IOFailure``.
    static func write(_ text: String, to path: String) throws {
        let temporary = path + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw IOFailure(action: "write", path: temporary, code: errno) }
        do {
            defer { Glibc.close(descriptor) }
            guard fchmod(descriptor, 0o600) == 0 else {
                throw IOFailure(action: "protect", path: temporary, code: errno)
            }
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw IOFailure(action: "write", path: temporary, code: errno) }
                rest = rest.dropFirst(count)
            }
            guard fsync(descriptor) == 0 else { throw IOFailure(action: "write", path: temporary, code: errno) }
        }
        guard rename(temporary, path) == 0 else { throw IOFailure(action: "write", path: path, code: errno) }
        let slash = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let directory = open(slash, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw IOFailure(action: "open", path: slash, code: errno) }
        defer { Glibc.close(directory) }
        guard fsync(directory) == 0 else { throw IOFailure(action: "write", path: slash, code: errno) }
    }

    /// Makes the directory with mode 0700 if it is not there; its parent has to be. Throws ``IOFailure``.
    static func makeDirectory(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw IOFailure(action: "make the directory", path: path, code: errno)
        }
    }
}
