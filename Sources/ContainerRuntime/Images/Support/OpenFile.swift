import Glibc

/// An open file or directory, closed when its last user lets go of it.
final class OpenFile: Sendable {
    /// Of use only while something still holds this object: a temporary closes it before a call can use it.
    let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Opens by path; throws ``ImageError`` of kind `.io`.
    static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws -> OpenFile {
        let descriptor = Glibc.open(path, flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw ImageError.system("open \(path)") }
        return OpenFile(descriptor)
    }

    static func directory(_ path: String) throws -> OpenFile { try open(path, O_RDONLY | O_DIRECTORY) }

    func status() throws -> stat {
        var result = stat()
        guard fstat(descriptor, &result) == 0 else { throw ImageError.system("read the status of a file") }
        return result
    }

    /// Reads into a buffer; 0 at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw ImageError.system("read a file") }
        }
    }

    /// The whole file; throws ``ImageError`` of kind `.corrupt` where it is longer than `limit`.
    func contents(limit: Int, called name: String) throws -> [UInt8] {
        let size = Int(try status().st_size)
        guard size <= limit else { throw ImageError(.corrupt, "\(name) is larger than \(limit) bytes") }
        var bytes: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(4096, size + 1), alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try read(into: buffer)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { throw ImageError(.corrupt, "\(name) is larger than \(limit) bytes") }
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw ImageError.system("write a file")
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}

extension ImageError {
    /// A system call that failed; `code` defaults to the thread's errno.
    static func system(_ doing: String, _ code: Int32 = errno) -> ImageError {
        var message = "cannot \(doing): \(String(cString: strerror(code)))"
        if code == ENOSPC || code == EDQUOT { message += "; make room or choose another --data-dir" }
        if code == EPERM || code == EACCES { message += "; the image store needs root" }
        return ImageError(.io, message)
    }
}
