import CLinux
import Glibc

/// The layers below the one that is unpacked, as overlayfs will show them.
struct LowerLayers {
    /// Lowest first.
    let roots: [OpenFile]

    /// A file or directory as it shows through all layers; nothing where it is absent, hidden, or behind a symbolic link.
    func find(_ path: EntryPath) throws -> (file: OpenFile, status: stat)? {
        for root in roots.reversed() {
            switch try look(for: path, in: root) {
            case .found(let file, let status): return (file, status)
            case .hidden: return nil
            case .absent: continue
            }
        }
        return nil
    }

    private enum Outcome {
        case found(OpenFile, stat)
        /// Neither here nor visible from below.
        case hidden
        case absent
    }

    private func look(for path: EntryPath, in root: OpenFile) throws -> Outcome {
        var hidesBelow = false
        for prefix in path.prefixes {
            let descriptor = cl_open_below_plain(
                root.descriptor, prefix.terminated, Int32(CL_O_PATH) | O_NOFOLLOW)
            if descriptor == -ENOENT { return hidesBelow ? .hidden : .absent }
            guard descriptor >= 0 else { return .hidden }
            let file = OpenFile(descriptor)
            let status = try file.status()
            if prefix == path { return try found(path, in: root, status) }
            guard status.st_mode & S_IFMT == S_IFDIR else { return .hidden }
            let readable = cl_open_below_plain(root.descriptor, prefix.terminated, O_RDONLY | O_DIRECTORY)
            guard readable >= 0 else { throw ImageError.system("open \(prefix) of a lower layer", -readable) }
            let directory = OpenFile(readable)
            if cl_is_opaque(directory.descriptor) == 1 { hidesBelow = true }
        }
        return .absent
    }

    private func found(_ path: EntryPath, in root: OpenFile, _ status: stat) throws -> Outcome {
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFREG || kind == S_IFDIR else { return .hidden }
        let descriptor = cl_open_below_plain(root.descriptor, path.terminated, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw ImageError.system("open \(path) of a lower layer", -descriptor) }
        return .found(OpenFile(descriptor), status)
    }
}
