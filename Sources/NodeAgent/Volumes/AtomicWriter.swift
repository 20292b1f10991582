internal import Glibc
internal import KubernetesAPI

/// Writes the files of a volume so that readers see all of the old or all of the new: the files lie in a directory of
/// their own, `..data` is a symlink to it that is replaced by rename, and the visible names are symlinks through it.
enum AtomicWriter {
    static func write(_ files: [VolumeFile], to directory: String, at now: Timestamp) throws {
        let current = "\(directory)/..data"
        if try matches(files, current) { return }
        let stamp = now.nanosecondsText.filter { $0 != "Z" }.map { $0 == "-" || $0 == ":" || $0 == "T" ? "_" : $0 }
        let name = ".." + String(stamp)
        let fresh = "\(directory)/\(name)"
        try Files.makeDirectory(fresh)
        for file in files {
            let path = "\(fresh)/\(file.path)"
            if let slash = file.path.lastIndex(of: "/") { try Files.makeDirectory("\(fresh)/\(file.path[..<slash])") }
            try Files.write(file.bytes, to: path, mode: file.mode)
            if let owner = file.owner, chown(path, uid_t(truncatingIfNeeded: owner), gid_t.max) != 0 {
                throw FileError("chown", path)
            }
        }
        let old = linkTarget(current)
        let temporary = "\(directory)/..data_tmp"
        guard unlink(temporary) == 0 || errno == ENOENT else { throw FileError("unlink", temporary) }
        guard symlink(name, temporary) == 0 else { throw FileError("symlink", temporary) }
        guard rename(temporary, current) == 0 else { throw FileError("rename", current) }

        let visible = Set(files.map { String($0.path.prefix { $0 != "/" }) })
        for entry in visible {
            let link = "\(directory)/\(entry)"
            if linkTarget(link) == "..data/\(entry)" { continue }
            guard unlink(link) == 0 || errno == ENOENT else { throw FileError("unlink", link) }
            guard symlink("..data/\(entry)", link) == 0 else { throw FileError("symlink", link) }
        }
        for entry in try Files.names(in: directory) where !entry.hasPrefix("..") && !visible.contains(entry) {
            guard unlink("\(directory)/\(entry)") == 0 else { throw FileError("unlink", "\(directory)/\(entry)") }
        }
        if let old, old != name, old.hasPrefix(".."), !old.contains("/") { try FileTree.remove("\(directory)/\(old)") }
    }

    /// Whether the current directory holds exactly these files with these contents.
    private static func matches(_ files: [VolumeFile], _ current: String) throws -> Bool {
        guard linkTarget(current) != nil else { return false }
        for file in files where try Files.read("\(current)/\(file.path)") != file.bytes { return false }
        return try count(current) == files.count
    }

    private static func count(_ directory: String) throws -> Int {
        try Files.names(in: directory).reduce(0) { sum, name in
            try sum + (Files.kind("\(directory)/\(name)") == S_IFDIR ? count("\(directory)/\(name)") : 1)
        }
    }

    private static func linkTarget(_ path: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { raw in
            raw.assumingMemoryBound(to: CChar.self).baseAddress.map { readlink(path, $0, raw.count) } ?? -1
        }
        return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
    }
}
