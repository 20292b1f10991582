import Glibc
import SystemPackage

extension Files {
    /// Removes a directory and what is below it, following no symbolic link and entering no other file system, so that
    /// what is mounted there by mistake survives. Succeeds if it is not there.
    static func removeTree(_ path: String) throws(LinuxError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw LinuxError(doing: "stat \(path)", errno: Errno(rawValue: errno))
        }
        let parent = try Descriptor.open(directory(of: path), O_RDONLY | O_DIRECTORY)
        let name = String(path[(path.lastIndex(of: "/") ?? path.startIndex)...].dropFirst())
        try remove(name, in: parent, device: status.st_dev, shown: path)
    }

    private static func remove(
        _ name: String, in parent: Descriptor, device: dev_t, shown: String
    ) throws(LinuxError) {
        if unlinkat(parent.raw, name, 0) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else {
            throw LinuxError(doing: "remove \(shown)", errno: Errno(rawValue: errno))
        }
        let raw = openat(parent.raw, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        let directory = Descriptor(try check(raw < 0 ? -errno : raw, "open \(shown)"))
        var status = stat()
        try check(fstat(directory.raw, &status) < 0 ? -errno : 0, "stat \(shown)")
        guard status.st_dev == device else {
            throw LinuxError(doing: "remove \(shown), on which something is mounted", errno: .resourceBusy)
        }
        for entry in list("/proc/self/fd/\(directory.raw)") {
            try remove(entry, in: directory, device: device, shown: "\(shown)/\(entry)")
        }
        try check(unlinkat(parent.raw, name, AT_REMOVEDIR) == 0 || errno == ENOENT ? 0 : -errno, "remove \(shown)")
    }
}
