internal import Glibc

/// Removal and ownership of whole trees, never leaving them by a symlink or a mount.
enum FileTree {
    /// Removes a directory with everything in it. Throws `EBUSY` at a mount point instead of emptying what is mounted.
    static func remove(_ path: String) throws {
        var info = stat()
        guard lstat(path, &info) == 0 else {
            if errno == ENOENT { return }
            throw FileError("stat", path)
        }
        try remove(path, device: info.st_dev)
    }

    private static func remove(_ path: String, device: dev_t) throws {
        var info = stat()
        guard lstat(path, &info) == 0 else { throw FileError("stat", path) }
        guard info.st_mode & S_IFMT == S_IFDIR else {
            guard unlink(path) == 0 || errno == ENOENT else { throw FileError("unlink", path) }
            return
        }
        guard info.st_dev == device else { throw FileError("remove", path, EBUSY) }
        for name in try Files.names(in: path) { try remove("\(path)/\(name)", device: device) }
        guard rmdir(path) == 0 || errno == ENOENT else { throw FileError("rmdir", path) }
    }

    /// Gives a tree to a group as the kubelet does for `fsGroup`: readable (and writable) by it, directories setgid.
    static func giveToGroup(_ path: String, _ group: Int64, readOnly: Bool) throws {
        var info = stat()
        guard lstat(path, &info) == 0 else { throw FileError("stat", path) }
        let kind = info.st_mode & S_IFMT
        guard lchown(path, uid_t.max, gid_t(truncatingIfNeeded: group)) == 0 else { throw FileError("chown", path) }
        guard kind != S_IFLNK else { return }
        var mask: mode_t = readOnly ? 0o440 : 0o660
        if kind == S_IFDIR { mask |= 0o2110 }
        guard chmod(path, info.st_mode & 0o7777 | mask) == 0 else { throw FileError("chmod", path) }
        guard kind == S_IFDIR else { return }
        for name in try Files.names(in: path) { try giveToGroup("\(path)/\(name)", group, readOnly: readOnly) }
    }
}
