import CArchive
import CLinux
import Glibc

/// Writes the entries of one archive below a directory. Whatever their names, links and order, nothing outside is touched:
/// every name is looked up by the kernel as if the directory were the root of the file system (openat2, RESOLVE_IN_ROOT).
final class LayerWriter {
    enum Kind {
        /// A layer: owners, devices, extended attributes, and OCI whiteouts turned into those of overlayfs.
        case layer
        /// The archive around an image: plain files and links, owned by us.
        case plain
    }

    let kind: Kind
    let root: OpenFile
    /// Where directories are moved that the archive replaces; on the same file system.
    let trash: OpenFile
    let lower: LowerLayers
    let limits: UnpackLimits
    /// Bytes of all regular files.
    var size: Int64 = 0
    /// False once something was taken over from a lower layer: the result then belongs to this stack of layers alone.
    var isSelfContained = true
    private var entries = 0
    private var replaced = 0
    private var directoryTimes: [(path: EntryPath, modified: timespec)] = []
    private var lastParent: (path: EntryPath, directory: OpenFile)?

    init(_ kind: Kind, root: OpenFile, trash: OpenFile, lower: LowerLayers, limits: UnpackLimits) {
        self.kind = kind
        self.root = root
        self.trash = trash
        self.lower = lower
        self.limits = limits
    }

    /// Unpacks all of it; throws ``ImageError``.
    func unpack(_ archive: ArchiveReader) throws {
        let locale = cl_enter_c_locale()
        defer { cl_leave_c_locale(locale) }
        while try archive.next(), let entry = archive.entry {
            entries += 1
            guard entries <= limits.entries else {
                throw ImageError(.corrupt, "the archive has more than \(limits.entries) entries")
            }
            try add(entry, from: archive)
        }
        // Making entries changes the times of the directories around them, so these are set last.
        for (path, modified) in directoryTimes {
            let descriptor = cl_open_below_plain(root.descriptor, path.terminated, O_RDONLY | O_DIRECTORY)
            guard descriptor >= 0 else { continue }  // replaced by a later entry
            let directory = OpenFile(descriptor)
            guard futimens(directory.descriptor, [modified, modified]) == 0 else {
                throw ImageError.system("set the time of \(path)")
            }
        }
    }

    private func add(_ entry: OpaquePointer, from archive: ArchiveReader) throws {
        let path = try EntryPath(archive_entry_pathname(entry))
        if kind == .layer, try addWhiteout(path) { return }
        if let target = archive_entry_hardlink(entry) {
            return try addHardLink(path, to: EntryPath(target))
        }
        let type = archive_entry_filetype(entry)
        switch type {
        case S_IFDIR: try addDirectory(path, EntryMetadata(entry))
        case S_IFREG: try addFile(path, EntryMetadata(entry), size: archive_entry_size(entry), from: archive)
        case S_IFLNK: try addSymbolicLink(path, EntryMetadata(entry), target: archive_entry_symlink(entry))
        case S_IFCHR, S_IFBLK, S_IFIFO:
            try addNode(path, EntryMetadata(entry), type: type, device: archive_entry_rdev(entry))
        default: break  // A socket means nothing without the process that listened on it.
        }
    }

    func rememberTime(of path: EntryPath, _ modified: timespec) { directoryTimes.append((path, modified)) }

    /// The directory an entry goes into, made where the archive has not named it.
    func parent(of path: EntryPath) throws -> OpenFile {
        guard !path.isRoot else { throw ImageError(.corrupt, "the archive replaces its own root") }
        let wanted = path.parent
        if let lastParent, lastParent.path == wanted { return lastParent.directory }
        let directory = try open(wanted) ?? makeDirectories(wanted)
        lastParent = (wanted, directory)
        return directory
    }

    /// To be called when a name may lead elsewhere than before.
    func forgetParent() { lastParent = nil }

    /// The directory at a path, symbolic links followed within the root; nil where it is not there.
    private func open(_ path: EntryPath) throws -> OpenFile? {
        let descriptor = cl_open_below(root.descriptor, path.terminated, O_RDONLY | O_DIRECTORY)
        if descriptor >= 0 { return OpenFile(descriptor) }
        guard descriptor == -ENOENT || descriptor == -ENOTDIR else { throw refusal(path, -descriptor) }
        return nil
    }

    private func makeDirectories(_ path: EntryPath) throws -> OpenFile {
        var directory = root
        for prefix in path.prefixes {
            if let next = try open(prefix) {
                directory = next
                continue
            }
            let name = prefix.name.terminated
            let opaque = try removeWhiteout(name, in: directory)
            guard mkdirat(directory.descriptor, name, 0o755) == 0 else { throw refusal(prefix, errno) }
            let made = openat(directory.descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0)
            guard made >= 0 else { throw refusal(prefix, errno) }
            directory = OpenFile(made)
            // Whatever our umask is: people in the container need not be root.
            guard fchmod(made, 0o755) == 0 else { throw refusal(prefix, errno) }
            if opaque { try markOpaque(directory) } else if kind == .layer { try inherit(prefix, by: directory) }
        }
        return directory
    }

    /// A directory that the archive only implies keeps the looks it has in the layers below.
    private func inherit(_ path: EntryPath, by directory: OpenFile) throws {
        guard let (file, status) = try lower.find(path), status.st_mode & S_IFMT == S_IFDIR else { return }
        isSelfContained = false
        let metadata = EntryMetadata(status)
        try metadata.apply(to: directory, path: path)
        _ = cl_copy_xattrs(file.descriptor, directory.descriptor)
        rememberTime(of: path, metadata.modified)
    }

    /// Takes away what is at a name, so that something else can be made there.
    func clear(_ name: [CChar], in directory: OpenFile) throws {
        if unlinkat(directory.descriptor, name, 0) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw ImageError.system("replace an entry of the archive") }
        replaced += 1
        forgetParent()
        guard renameat(directory.descriptor, name, trash.descriptor, "replaced-\(replaced)-\(getpid())") == 0 else {
            throw ImageError.system("replace an entry of the archive")
        }
    }

    func refusal(_ path: EntryPath, _ code: Int32) -> ImageError {
        if code == ENOSPC || code == EDQUOT || code == EPERM || code == EACCES || code == EMFILE || code == ENFILE {
            return .system("unpack \(path)", code)
        }
        return ImageError(
            .corrupt,
            "the archive is refused: its entry \"\(path)\" cannot be placed (\(String(cString: strerror(code))))")
    }
}
