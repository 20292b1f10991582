internal import Glibc

/// Mounts a part of a volume so that nobody who can write to the volume can lead the mount out of it: the path is
/// resolved, must lie inside, and is opened step by step without following a symlink; the mount is of what was opened.
enum SubPath {
    static func mount(_ subPath: String, of volume: String, at point: String) throws {
        guard !subPath.hasPrefix("/"), !subPath.split(separator: "/").contains("..") else {
            throw ResolutionError("subPath \"\(subPath)\" must be relative and must not contain \"..\"")
        }
        guard let base = resolved(volume) else { throw FileError("resolve", volume) }
        try makeDirectories(subPath, in: base)
        guard let target = resolved("\(base)/\(subPath)") else { throw FileError("resolve", "\(volume)/\(subPath)") }
        guard target == base || target.hasPrefix(base + "/") else {
            throw ResolutionError("subPath \"\(subPath)\" leads out of the volume")
        }
        let descriptor = try openInside(base, target.dropFirst(base.count).split(separator: "/").map(String.init))
        defer { close(descriptor) }
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw FileError("stat", target) }
        if info.st_mode & S_IFMT == S_IFDIR {
            try Files.makeDirectory(point)
        } else {
            if let slash = point.lastIndex(of: "/") { try Files.makeDirectory(String(point[..<slash])) }
            try Files.write([], to: point)
        }
        try Mounts.bind(descriptor: descriptor, to: point)
    }

    /// Makes the missing directories of a path, each inside the one that was opened before it.
    private static func makeDirectories(_ path: String, in base: String) throws {
        var present = base
        var missing = path.split(separator: "/").map(String.init)
        while let next = missing.first {
            guard try Files.kind("\(present)/\(next)") != nil else { break }
            guard let step = resolved("\(present)/\(next)"), step == base || step.hasPrefix(base + "/") else {
                throw ResolutionError("subPath \"\(path)\" leads out of the volume")
            }
            present = step
            missing.removeFirst()
        }
        guard !missing.isEmpty else { return }
        var current = try openInside(base, present.dropFirst(base.count).split(separator: "/").map(String.init))
        defer { close(current) }
        for name in missing {
            guard mkdirat(current, name, 0o750) == 0 || errno == EEXIST else { throw FileError("mkdir", name) }
            let next = openat(current, name, O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC)
            guard next >= 0 else { throw FileError("open", name) }
            // The kubelet gives new directories the volume's own mode.
            var info = stat()
            if fstat(current, &info) == 0 { fchmod(next, info.st_mode & 0o7777) }
            close(current)
            current = next
        }
    }

    private static func openInside(_ base: String, _ parts: [String]) throws -> Int32 {
        var current = open(base, Files.pathOnly | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard current >= 0 else { throw FileError("open", base) }
        for part in parts {
            let next = openat(current, part, Files.pathOnly | O_NOFOLLOW | O_CLOEXEC)
            let code = errno
            close(current)
            guard next >= 0 else { throw FileError("open", part, code) }
            current = next
        }
        var info = stat()
        guard fstat(current, &info) == 0, info.st_mode & S_IFMT != S_IFLNK else {
            close(current)
            throw FileError("open", parts.joined(separator: "/"), ELOOP)
        }
        return current
    }

    private static func resolved(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}
