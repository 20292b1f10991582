import Glibc
import KubernetesAPI

/// A device node of the machine, as a privileged container gets it.
struct HostDevice: Sendable, Equatable {
    var path: String
    var isBlock: Bool
    var major: UInt32
    var minor: UInt32
    var mode: UInt32
    var uid: UInt32
    var gid: UInt32

    var json: JSONValue {
        [
            "path": .string(path), "type": isBlock ? "b" : "c",
            "major": .number(JSONNumber(major)), "minor": .number(JSONNumber(minor)),
            "fileMode": .number(JSONNumber(mode)), "uid": .number(JSONNumber(uid)), "gid": .number(JSONNumber(gid)),
        ]
    }

    /// Every device below `/dev`, but for terminals and what each container has of its own.
    static func all(below directory: String = "/dev") -> [HostDevice] {
        Files.list(directory).flatMap { name -> [HostDevice] in
            let path = "\(directory)/\(name)"
            if ["pts", "shm", "fd", "mqueue", "console", "ptmx"].contains(name) { return [] }
            var status = stat()
            guard lstat(path, &status) == 0 else { return [] }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: return all(below: path)
            case S_IFCHR, S_IFBLK:
                let device = status.st_rdev
                return [
                    HostDevice(
                        path: path, isBlock: status.st_mode & S_IFMT == S_IFBLK,
                        // The bits of glibc's gnu_dev_major and gnu_dev_minor.
                        major: UInt32((device >> 8) & 0xfff) | UInt32((device >> 32) & ~0xfff),
                        minor: UInt32(device & 0xff) | UInt32((device >> 12) & 0xffff_ff00),
                        mode: status.st_mode & 0o7777, uid: status.st_uid, gid: status.st_gid)
                ]
            default: return []
            }
        }
    }
}
