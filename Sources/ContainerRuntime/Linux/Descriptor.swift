import CLinux
import Glibc
import SystemPackage

/// A file descriptor that is closed when its last user lets go of it.
final class Descriptor: Sendable {
    let raw: Int32

    init(_ raw: Int32) { self.raw = raw }

    deinit { close(raw) }

    /// A further descriptor of the same open file, so that its two directions can be waited for apart.
    func duplicate() throws(LinuxError) -> Descriptor {
        let copy = fcntl(raw, F_DUPFD_CLOEXEC, 3)
        return Descriptor(try check(copy < 0 ? -Glibc.errno : copy, "dup"))
    }

    /// Both ends of a pipe.
    static func pipe() throws(LinuxError) -> (read: Descriptor, write: Descriptor) {
        var ends: [Int32] = [-1, -1]
        try check(cl_pipe(&ends), "pipe")
        return (Descriptor(ends[0]), Descriptor(ends[1]))
    }

    static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws(LinuxError) -> Descriptor {
        let descriptor = Glibc.open(path, flags | O_CLOEXEC, mode)
        return Descriptor(try check(descriptor < 0 ? -Glibc.errno : descriptor, "open \(path)"))
    }

    /// A directory, only to be named by it.
    static func directory(_ path: String) throws(LinuxError) -> Descriptor {
        Descriptor(try check(cl_open_path(path), "open \(path)"))
    }

    /// An empty file in memory; the name is for `/proc` only.
    static func memory(_ name: String) throws(LinuxError) -> Descriptor {
        Descriptor(try check(cl_memory_file(name), "memfd_create"))
    }

    func setNonblocking() throws(LinuxError) { try check(cl_set_nonblocking(raw), "set O_NONBLOCK") }

    /// Reads at most that many bytes: empty at the end of the file, nil when nothing is there yet.
    func read(upTo count: Int) throws(LinuxError) -> [UInt8]? {
        var fault: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            var outcome: Int
            repeat { outcome = Glibc.read(raw, buffer.baseAddress, count) } while outcome < 0 && Glibc.errno == EINTR
            if outcome < 0 { fault = Glibc.errno }
            filled = max(outcome, 0)
        }
        guard fault != 0 else { return bytes }
        if fault == EAGAIN { return nil }
        throw LinuxError(doing: "read", errno: Errno(rawValue: fault))
    }

    /// Writes what fits now: how many bytes, 0 when none.
    func write(_ bytes: UnsafeRawBufferPointer) throws(LinuxError) -> Int {
        var outcome: Int
        repeat { outcome = Glibc.write(raw, bytes.baseAddress, bytes.count) } while outcome < 0 && Glibc.errno == EINTR
        if outcome >= 0 { return outcome }
        if Glibc.errno == EAGAIN { return 0 }
        throw LinuxError(doing: "write", errno: Errno(rawValue: Glibc.errno))
    }
}
