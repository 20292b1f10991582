import CLinux
import Glibc

/// OCI marks what a layer deletes by names that begin with `.wh.`; overlayfs by devices 0/0 and opaque directories.
extension LayerWriter {
    private static let prefix = Array(".wh.".utf8)
    private static let reserved = Array(".wh..wh.".utf8)
    private static let opaqueName = Array(".wh..wh..opq".utf8)

    /// False where the path is no whiteout.
    func addWhiteout(_ path: EntryPath) throws -> Bool {
        let name = path.name
        guard name.starts(with: Self.prefix) else {
            // What lies in a directory of that kind is bookkeeping of the aufs that once made the layer.
            return path.contains { $0.starts(with: Self.reserved) }
        }
        if name.elementsEqual(Self.opaqueName) {
            try markOpaque(parent(of: path))
            return true
        }
        if name.starts(with: Self.reserved) { return true }
        let hidden = name.dropFirst(Self.prefix.count)
        guard !hidden.isEmpty, !hidden.elementsEqual([0x2E]), !hidden.elementsEqual([0x2E, 0x2E]) else {
            throw ImageError(.corrupt, "the archive is refused: its whiteout \"\(path)\" names nothing")
        }
        let parent = try parent(of: path)
        if mknodat(parent.descriptor, hidden.terminated, S_IFCHR | 0o600, 0) == 0 { return true }
        guard errno == EEXIST else { throw refusal(path, errno) }
        // A whiteout hides lower layers only: what this layer brings under the name stays, on its own.
        let descriptor = openat(
            parent.descriptor, hidden.terminated, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0)
        if descriptor >= 0 { try markOpaque(OpenFile(descriptor)) }
        return true
    }

    func markOpaque(_ directory: OpenFile) throws {
        let outcome = cl_set_xattr(directory.descriptor, "trusted.overlay.opaque", "y", 1)
        guard outcome >= 0 else {
            throw ImageError.system("mark a directory as opaque (trusted.overlay.opaque) on this file system", -outcome)
        }
    }

    /// Takes a whiteout away that an earlier entry made: true says that lower layers stay hidden under the name.
    func removeWhiteout(_ name: [CChar], in directory: OpenFile) throws -> Bool {
        var status = stat()
        guard fstatat(directory.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
            status.st_mode & S_IFMT == S_IFCHR, status.st_rdev == 0
        else { return false }
        guard unlinkat(directory.descriptor, name, 0) == 0 else { throw ImageError.system("remove a whiteout") }
        return true
    }
}
