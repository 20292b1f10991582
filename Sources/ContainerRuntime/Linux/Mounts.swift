import CLinux
import Glibc

/// Mounts of this process's mount namespace.
enum Mounts {
    static func bind(_ source: String, to target: String) throws(LinuxError) {
        try check(
            cl_mount(source, target, nil, Int32(CL_MOUNT_BIND), nil), "bind-mount \(source) to \(target)")
    }

    static func sharedMemory(at target: String) throws(LinuxError) {
        let flags = CL_MOUNT_NOSUID | CL_MOUNT_NODEV | CL_MOUNT_NOEXEC
        try check(
            cl_mount("shm", target, "tmpfs", Int32(flags), "mode=1777,size=67108864"), "mount tmpfs at \(target)")
    }

    /// Mounts layers, lowest first, under a writable directory.
    ///
    /// `mount` takes a page of options, which the paths of many layers exceed; so they are named by descriptor. This
    /// also spares escaping `:` and `,`. `volatile`: a container's files need not survive a power cut, and unmounting
    /// would otherwise sync the whole file system below.
    static func overlay(layers: [String], upper: String, work: String, at target: String) throws(LinuxError) {
        var lower: [Descriptor] = []
        for layer in layers.reversed() { lower.append(try Descriptor.directory(layer)) }
        let upperDirectory = try Descriptor.directory(upper)
        let workDirectory = try Descriptor.directory(work)
        let options =
            "lowerdir=" + lower.map { "/proc/self/fd/\($0.raw)" }.joined(separator: ":")
            + ",upperdir=/proc/self/fd/\(upperDirectory.raw),workdir=/proc/self/fd/\(workDirectory.raw)"
        var outcome = cl_mount("overlay", target, "overlay", 0, options + ",volatile")
        // Kernels before 5.10 do not know `volatile`.
        if outcome == -EINVAL { outcome = cl_mount("overlay", target, "overlay", 0, options) }
        withExtendedLifetime((lower, upperDirectory, workDirectory)) {}
        try check(outcome, "mount overlay at \(target)")
    }

    /// Succeeds if nothing is mounted there.
    static func unmount(_ target: String) throws(LinuxError) {
        let outcome = cl_unmount(target)
        if outcome == -EINVAL || outcome == -ENOENT { return }
        try check(outcome, "unmount \(target)")
    }

    /// Unmounts everything at and below a directory, the deepest first.
    static func unmountAll(below directory: String) throws(LinuxError) {
        for point in try points(below: directory).reversed() { try unmount(point) }
    }

    /// Mount points at and below a directory, in the order in which they were mounted.
    static func points(below directory: String) throws(LinuxError) -> [String] {
        try all().map(\.point).filter { $0 == directory || $0.hasPrefix(directory + "/") }
    }

    struct Entry: Equatable {
        var point: String
        var type: String
        /// Options of the file system, where cgroup v1 names its controllers.
        var options: [String]
    }

    static func all() throws(LinuxError) -> [Entry] { parse(try Files.text("/proc/self/mountinfo") ?? "") }

    /// Reads the format of `/proc/PID/mountinfo` (proc(5)).
    static func parse(_ mountinfo: String) -> [Entry] {
        mountinfo.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ", omittingEmptySubsequences: false)
            guard let separator = fields.firstIndex(of: "-"), separator > 4, fields.count > separator + 3 else {
                return nil
            }
            return Entry(
                point: unescape(fields[4]), type: String(fields[separator + 1]),
                options: fields[separator + 3].split(separator: ",").map(String.init))
        }
    }

    /// Undoes the kernel's octal escapes of space, tab, newline and backslash.
    private static func unescape(_ text: Substring) -> String {
        guard text.contains("\\") else { return String(text) }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            if byte == UInt8(ascii: "\\"), digits.count == 3,
                let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
            {
                bytes.append(code)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
