internal import Glibc

/// The kernel's mounts below the agent's own directory.
enum Mounts {
    private static let recursive: UInt = 0x4000
    private static let bind: UInt = 0x1000
    private static let detach: Int32 = 2
    private static let noFollow: Int32 = 8

    /// A memory-backed directory of at most `size` bytes; nil: the kernel's half of the memory.
    static func memory(at path: String, size: Int64?, mode: Int32) throws {
        var options = "mode=\(String(mode, radix: 8))"
        if let size { options += ",size=\(size)" }
        guard mount("tmpfs", path, "tmpfs", 0, options) == 0 else { throw FileError("mount tmpfs at", path) }
    }

    /// Mounts what an open descriptor stands for at a path; what lies at that path by name plays no part.
    static func bind(descriptor: Int32, to path: String) throws {
        guard mount("/proc/self/fd/\(descriptor)", path, "", bind | recursive, nil) == 0 else {
            throw FileError("bind mount at", path)
        }
    }

    static func isMountPoint(_ path: String) throws -> Bool { try points(below: path).contains(path) }

    /// Unmounts everything at and below a path, the deepest first.
    static func unmountAll(below path: String) throws {
        for point in try points(below: path).sorted(by: { $0.utf8.count > $1.utf8.count }) {
            guard umount2(point, detach | noFollow) == 0 || errno == EINVAL || errno == ENOENT else {
                throw FileError("unmount", point)
            }
        }
    }

    private static func points(below path: String) throws -> [String] {
        let table = try Files.read("/proc/self/mountinfo") ?? []
        return mountPoints(in: String(decoding: table, as: UTF8.self), below: path)
    }
}

/// The mount points of a `mountinfo` table at and below a path, with the kernel's octal escapes undone.
func mountPoints(in table: String, below path: String) -> [String] {
    table.split(separator: "\n").compactMap { line in
        let fields = line.split(separator: " ")
        guard fields.count > 4 else { return nil }
        let point = unescaped(fields[4])
        return point == path || point.hasPrefix(path + "/") ? point : nil
    }
}

private func unescaped(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
        if bytes[index] == 0x5C, index + 3 < bytes.count,
            let value = UInt8(String(decoding: bytes[index + 1...index + 3], as: UTF8.self), radix: 8)
        {
            result.append(value)
            index += 4
        } else {
            result.append(bytes[index])
            index += 1
        }
    }
    return String(decoding: result, as: UTF8.self)
}
