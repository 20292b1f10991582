import CLinux
import Glibc
import KubernetesAPI
import Logging

extension ImageStore {
    /// Loads every image of a docker-archive, an OCI archive, either compressed or not, or an OCI layout in a directory.
    /// `name` replaces the names in it and is for archives of one image. Throws ``ImageError``, the store then being as
    /// before. Cancelling leaves nothing half-visible.
    public func load(archive path: String, as name: String? = nil) async throws -> [ImageRecord] {
        let name = try name.map { try ImageReference($0) }
        return try await staged { staging, flag in
            let tree = try self.open(path, staging, flag)
            var images = try Self.images(in: tree)
            if let name {
                guard images.count == 1 else {
                    throw ImageError(
                        .invalidReference, "\(path) holds \(images.count) images, which cannot share one name")
                }
                images[0].names = [name]
            }
            return (images, tree)
        }
    }

    /// Runs a fetch in a staging directory, then unpacks and commits what it gives.
    func staged(
        _ fetch: @escaping @Sendable (Staging, CancellableWork.Flag) throws -> ([ImageContent], ImageTree)
    ) async throws -> [ImageRecord] {
        try await CancellableWork.run { [self] flag in
            let staging = try Staging(layout)
            return try removing(staging) {
                let (images, tree) = try fetch(staging, flag)
                return try add(images, from: tree, staging, flag)
            }
        }
    }

    /// Removes the staging directory whatever happens; what cannot be removed now is swept at the next start.
    func removing<T>(_ staging: Staging, after body: () throws -> T) throws -> T {
        let result = Result { try body() }
        do {
            try staging.remove()
        } catch {
            logger.warning("cannot remove a staging directory", metadata: ["reason": "\(error)"])
        }
        return try result.get()
    }

    /// Unpacks and commits; once more where another process removed a layer in between.
    func add(
        _ images: [ImageContent], from tree: ImageTree, _ staging: Staging, _ flag: CancellableWork.Flag
    ) throws -> [ImageRecord] {
        var attempts = 0
        while true {
            var unpacking = LayerUnpacking(
                self, staging, flag, known: try files.read(), prefix: "\(attempts)")
            let prepared = try images.map { try unpacking.prepare($0, from: tree) }
            try flag.check()
            if let records = try commit(prepared, staging) { return records }
            attempts += 1
            guard attempts < 3 else {
                throw ImageError(.io, "layers vanish from the image store while it is loading; try again")
            }
        }
    }

    private func open(_ path: String, _ staging: Staging, _ flag: CancellableWork.Flag) throws -> ImageTree {
        let file = path == "-" ? OpenFile(dup(0)) : try OpenFile.open(path, O_RDONLY)
        if try file.status().st_mode & S_IFMT == S_IFDIR { return ImageTree(root: file, name: path) }
        let root = try staging.make("archive")
        let writer = LayerWriter(
            .plain, root: root, trash: staging.trash, lower: LowerLayers(roots: []), limits: limits)
        let check = LayerUnpacking.guarding(staging.trash, reserve: limits.reserve, flag)
        let stream = try ExpandedStream(FileStream(file), limit: limits.bytes, check: check)
        do {
            try writer.unpack(ArchiveReader(tar: stream))
        } catch let fault as ImageError where fault.kind == .corrupt {
            throw ImageError(.corrupt, "\(path) is refused: \(fault.message)")
        }
        return ImageTree(root: root, name: path)
    }

    private static func images(in tree: ImageTree) throws -> [ImageContent] {
        // Docker 25 and later write both; theirs lists exactly what was saved, with full names.
        if let manifest = try tree.json(DockerArchive.manifestName), manifest.array != nil {
            return try DockerArchive.read(manifest, in: tree)
        }
        if let index = try tree.json(OCILayout.indexName) { return try OCILayout.read(index, in: tree) }
        if try tree.open("repositories") != nil {
            throw tree.corrupt("it was saved by a Docker older than 1.10; save it again with a newer one")
        }
        throw tree.corrupt("it is neither a docker-archive (manifest.json) nor an OCI archive (index.json)")
    }
}
