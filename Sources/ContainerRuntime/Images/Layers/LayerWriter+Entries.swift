import CArchive
import CLinux
import Glibc

extension LayerWriter {
    func addDirectory(_ path: EntryPath, _ metadata: EntryMetadata) throws {
        var directory = root
        if !path.isRoot {
            let parent = try parent(of: path)
            let name = path.name.terminated
            let opaque = kind == .layer ? try removeWhiteout(name, in: parent) : false
            if mkdirat(parent.descriptor, name, 0o700) != 0 {
                guard errno == EEXIST else { throw refusal(path, errno) }
                if try !isDirectory(name, in: parent) {
                    try clear(name, in: parent)
                    forgetParent()
                    guard mkdirat(parent.descriptor, name, 0o700) == 0 else { throw refusal(path, errno) }
                }
            }
            let descriptor = openat(parent.descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0)
            guard descriptor >= 0 else { throw refusal(path, errno) }
            directory = OpenFile(descriptor)
            if opaque { try markOpaque(directory) }
        }
        guard kind == .layer else { return }
        try metadata.apply(to: directory, path: path)
        rememberTime(of: path, metadata.modified)
    }

    func addFile(_ path: EntryPath, _ metadata: EntryMetadata, size: Int64, from archive: ArchiveReader) throws {
        guard size <= limits.bytes else { throw tooLarge }
        let parent = try parent(of: path)
        let name = path.name.terminated
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        var descriptor = openat(parent.descriptor, name, flags, 0o600)
        if descriptor < 0, errno == EEXIST {
            try clear(name, in: parent)
            descriptor = openat(parent.descriptor, name, flags, 0o600)
        }
        guard descriptor >= 0 else { throw refusal(path, errno) }
        let file = OpenFile(descriptor)
        try copy(archive, to: file, path: path)
        // A file may end in a hole, of which no data tells.
        if try file.status().st_size < size, ftruncate(descriptor, off_t(size)) != 0 { throw refusal(path, errno) }
        self.size += size
        if kind == .layer { try metadata.apply(to: file, path: path) }
    }

    private func copy(_ archive: ArchiveReader, to file: OpenFile, path: EntryPath) throws {
        var position: Int64 = 0
        while true {
            let (bytes, offset) = try archive.block()
            if bytes.isEmpty { return }
            guard offset >= 0, offset <= limits.bytes else { throw tooLarge }
            if offset != position, lseek(file.descriptor, off_t(offset), SEEK_SET) < 0 { throw refusal(path, errno) }
            do {
                try file.write(bytes)
            } catch {
                throw refusal(path, errno)
            }
            position = offset + Int64(bytes.count)
        }
    }

    func addSymbolicLink(_ path: EntryPath, _ metadata: EntryMetadata, target: UnsafePointer<CChar>?) throws {
        guard let target, target.pointee != 0 else {
            throw ImageError(.corrupt, "the archive is refused: its link \"\(path)\" leads nowhere")
        }
        let parent = try parent(of: path)
        let name = path.name.terminated
        if symlinkat(target, parent.descriptor, name) != 0 {
            guard errno == EEXIST else { throw refusal(path, errno) }
            try clear(name, in: parent)
            guard symlinkat(target, parent.descriptor, name) == 0 else { throw refusal(path, errno) }
        }
        forgetParent()
        if kind == .layer { try metadata.apply(to: name, in: parent, path: path, isLink: true) }
    }

    func addHardLink(_ path: EntryPath, to target: EntryPath) throws {
        guard !target.isRoot else { throw refusal(path, EPERM) }
        guard path != target else { return }
        if try !makeLink(path, to: target) {
            try copyUp(target)
            guard try makeLink(path, to: target) else { throw refusal(path, ENOENT) }
        }
    }

    /// False where the target is not there.
    private func makeLink(_ path: EntryPath, to target: EntryPath) throws -> Bool {
        let descriptor = cl_open_below(root.descriptor, target.parent.terminated, O_RDONLY | O_DIRECTORY)
        if descriptor == -ENOENT { return false }
        guard descriptor >= 0 else { throw refusal(path, -descriptor) }
        let from = OpenFile(descriptor)
        let parent = try parent(of: path)
        let name = path.name.terminated
        let targetName = target.name.terminated
        if linkat(from.descriptor, targetName, parent.descriptor, name, 0) == 0 { return true }
        if errno == EEXIST {
            try clear(name, in: parent)
            if linkat(from.descriptor, targetName, parent.descriptor, name, 0) == 0 { return true }
        }
        guard errno == ENOENT else { throw refusal(path, errno) }
        return false
    }

    /// Takes a file over from the layers below: some builders link to a file that an earlier layer holds.
    private func copyUp(_ path: EntryPath) throws {
        guard kind == .layer, let (file, status) = try lower.find(path), status.st_mode & S_IFMT == S_IFREG else {
            throw ImageError(.corrupt, "the archive is refused: it links to \"\(path)\", which is not there")
        }
        isSelfContained = false
        let parent = try parent(of: path)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let descriptor = openat(parent.descriptor, path.name.terminated, flags, 0o600)
        guard descriptor >= 0 else { throw refusal(path, errno) }
        let copy = OpenFile(descriptor)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 16)
        defer { buffer.deallocate() }
        while case let count = try file.read(into: buffer), count > 0 {
            try copy.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        size += Int64(status.st_size)
        let metadata = EntryMetadata(status)
        try metadata.apply(to: copy, path: path)
        let outcome = cl_copy_xattrs(file.descriptor, descriptor)
        guard outcome >= 0 else { throw ImageError.system("copy the attributes of \(path)", -outcome) }
        // Capabilities are attributes and survive a change of mode, which set-id bits need after the owner's.
        guard fchmod(descriptor, metadata.mode) == 0 else { throw refusal(path, errno) }
    }

    func addNode(_ path: EntryPath, _ metadata: EntryMetadata, type: mode_t, device: dev_t) throws {
        guard kind == .layer else {
            throw ImageError(.corrupt, "the archive is refused: it holds the device or pipe \"\(path)\"")
        }
        let parent = try parent(of: path)
        let name = path.name.terminated
        if mknodat(parent.descriptor, name, type | 0o600, device) != 0 {
            guard errno == EEXIST else { throw refusal(path, errno) }
            try clear(name, in: parent)
            guard mknodat(parent.descriptor, name, type | 0o600, device) == 0 else { throw refusal(path, errno) }
        }
        try metadata.apply(to: name, in: parent, path: path, isLink: false)
    }

    private func isDirectory(_ name: [CChar], in parent: OpenFile) throws -> Bool {
        var status = stat()
        guard fstatat(parent.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFDIR
    }

    private var tooLarge: ImageError { ImageError(.corrupt, "the archive unpacks to more than \(limits.bytes) bytes") }
}
