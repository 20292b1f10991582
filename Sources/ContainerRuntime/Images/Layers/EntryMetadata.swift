import CArchive
import CLinux
import Glibc

/// Owner, mode, times and extended attributes of an entry.
struct EntryMetadata {
    var owner: uid_t
    var group: gid_t
    /// Permission, set-user-id, set-group-id and sticky bits.
    var mode: mode_t
    var modified: timespec
    var attributes: [(name: [CChar], value: [UInt8])] = []

    init(_ entry: OpaquePointer) {
        owner = uid_t(truncatingIfNeeded: archive_entry_uid(entry))
        group = gid_t(truncatingIfNeeded: archive_entry_gid(entry))
        mode = archive_entry_perm(entry) & 0o7777
        modified = timespec(tv_sec: archive_entry_mtime(entry), tv_nsec: archive_entry_mtime_nsec(entry))
        archive_entry_xattr_reset(entry)
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var size = 0
        while archive_entry_xattr_next(entry, &name, &value, &size) == ARCHIVE_OK, let text = name {
            guard Self.isWanted(String(cString: text)) else { continue }
            attributes.append(
                (
                    Array(UnsafeBufferPointer(start: text, count: strlen(text) + 1)),
                    Array(UnsafeRawBufferPointer(start: value, count: size))
                ))
        }
    }

    init(_ status: stat) {
        owner = status.st_uid
        group = status.st_gid
        mode = status.st_mode & 0o7777
        modified = status.st_mtim
    }

    /// `trusted.` would let an image steer overlayfs (redirects, opaque directories); the labels of the machine that built
    /// the image mean nothing on this one.
    private static func isWanted(_ name: String) -> Bool {
        !name.hasPrefix("trusted.") && name != "security.selinux" && name != "security.evm" && name != "security.ima"
    }

    var times: [timespec] { [modified, modified] }

    /// For a file or directory that is open for reading or writing. The order matters: a change of owner clears
    /// capabilities and set-id bits, and writing changes the time.
    func apply(to file: OpenFile, path: EntryPath) throws {
        guard fchown(file.descriptor, owner, group) == 0 else { throw fault("set the owner of", path) }
        for attribute in attributes {
            let outcome = cl_set_xattr(file.descriptor, attribute.name, attribute.value, attribute.value.count)
            try check(outcome, path)
        }
        guard fchmod(file.descriptor, mode) == 0 else { throw fault("set the mode of", path) }
        guard futimens(file.descriptor, times) == 0 else { throw fault("set the time of", path) }
    }

    /// For what cannot be opened: links, devices, pipes.
    func apply(to name: [CChar], in directory: OpenFile, path: EntryPath, isLink: Bool) throws {
        let parent = directory.descriptor
        guard fchownat(parent, name, owner, group, AT_SYMLINK_NOFOLLOW) == 0 else {
            throw fault("set the owner of", path)
        }
        for attribute in attributes {
            try check(cl_set_xattr_at(parent, name, attribute.name, attribute.value, attribute.value.count), path)
        }
        // The entry was made by us a moment ago under this very name, so that following it leads nowhere else.
        if !isLink, fchmodat(parent, name, mode, 0) != 0 { throw fault("set the mode of", path) }
        guard utimensat(parent, name, times, AT_SYMLINK_NOFOLLOW) == 0 else { throw fault("set the time of", path) }
    }

    /// File systems without extended attributes do without them, as with Docker; `user.` ones are not for links.
    private func check(_ outcome: Int32, _ path: EntryPath) throws {
        guard outcome < 0, outcome != -ENOTSUP, outcome != -EPERM else { return }
        throw ImageError.system("set an attribute of \(path)", -outcome)
    }

    private func fault(_ doing: String, _ path: EntryPath) -> ImageError { .system("\(doing) \(path)") }
}
