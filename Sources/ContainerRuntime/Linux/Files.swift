import Glibc
import SystemPackage

/// The few operations on files that the driver needs; paths are absolute. They block, on a local disk for a short time.
enum Files {
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The file's bytes, nil if there is none.
    static func read(_ path: String, limit: Int = 8 << 20) throws(LinuxError) -> [UInt8]? {
        let file: Descriptor
        do {
            file = try Descriptor.open(path, O_RDONLY)
        } catch {
            if error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory { return nil }
            throw error
        }
        return try read(file, limit: limit)
    }

    static func read(_ file: Descriptor, limit: Int = 8 << 20) throws(LinuxError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < limit, let part = try file.read(upTo: min(65536, limit - bytes.count)), !part.isEmpty {
            bytes += part
        }
        return bytes
    }

    static func text(_ path: String) throws(LinuxError) -> String? {
        try read(path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes over what is there; for files of the kernel and files that need not survive.
    ///
    /// With `exclusively`, the file must not be there yet.
    static func write(_ bytes: [UInt8], to path: String, exclusively: Bool = false) throws(LinuxError) {
        let flags = O_WRONLY | O_CREAT | (exclusively ? O_EXCL : O_TRUNC)
        try write(bytes, to: try Descriptor.open(path, flags))
    }

    /// Writes to a file of the kernel (`/proc`, cgroups), which must be there.
    static func set(_ path: String, _ value: String) throws(LinuxError) {
        try write(Array(value.utf8), to: try Descriptor.open(path, O_WRONLY))
    }

    private static func write(_ bytes: [UInt8], to file: Descriptor) throws(LinuxError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { buffer in Result { () throws(LinuxError) in try file.write(buffer) } }
            rest = rest.dropFirst(try written.get())
        }
    }

    /// Replaces the file as a whole, so that a crash leaves the old or the new. With `durable`, it is on disk on return.
    static func replace(_ path: String, with bytes: [UInt8], durable: Bool) throws(LinuxError) {
        let temporary = path + ".new"
        let file = try Descriptor.open(temporary, O_WRONLY | O_CREAT | O_TRUNC)
        try write(bytes, to: file)
        if durable { try check(fsync(file.raw) < 0 ? -errno : 0, "fsync \(temporary)") }
        try check(rename(temporary, path) < 0 ? -errno : 0, "rename to \(path)")
        if durable { try synchronise(directory(of: path)) }
    }

    /// Returns when the file, and its name in its directory, are on disk.
    static func synchronise(_ path: String) throws(LinuxError) {
        for path in [path, directory(of: path)] {
            let file = try Descriptor.open(path, O_RDONLY)
            try check(fsync(file.raw) < 0 ? -errno : 0, "fsync \(path)")
        }
    }

    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// Makes the directory and those above it.
    static func makeDirectory(_ path: String, mode: mode_t = 0o700) throws(LinuxError) {
        if mkdir(path, mode) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, path != "/" else {
            throw LinuxError(doing: "make directory \(path)", errno: Errno(rawValue: errno))
        }
        try makeDirectory(directory(of: path), mode: mode)
        try check(mkdir(path, mode) == 0 || errno == EEXIST ? 0 : -errno, "make directory \(path)")
    }

    /// The names in a directory, without `.` and `..`; none if it is not there.
    static func list(_ path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    static func remove(_ path: String) throws(LinuxError) {
        try check(unlink(path) == 0 || errno == ENOENT ? 0 : -errno, "remove \(path)")
    }

    /// Seconds since 1970 of its last change; nil if there is none.
    static func modificationTime(_ path: String) -> Double? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        return Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
    }

    static func realPath(_ path: String) throws(LinuxError) -> String {
        guard let resolved = realpath(path, nil) else {
            throw LinuxError(doing: "resolve \(path)", errno: Errno(rawValue: errno))
        }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
