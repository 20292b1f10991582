import Glibc

/// A lease is a file that says: what has this name was made from that image. While it is there, no process removes the
/// image. Taking one waits for removals only, not for loads: it is on the way of every container's start. Leases survive their owner's death and the machine's: whoever removes the container releases it.
extension ImageStore {
    public func hold(_ imageID: String, for owner: String) async throws {
        guard let id = Digest(imageID) else { throw ImageError(.invalidReference, "\"\(imageID)\" is no image id") }
        let path = try leasePath(owner)
        try await CancellableWork.run { [layout] _ in
            let lock = try StoreLock(removalOf: layout, shared: true)
            defer { _ = consume lock }
            guard access(layout.record(id), F_OK) == 0 else {
                throw ImageError(.notFound, "the image \(id) was removed; pull or load it again")
            }
            let file = try OpenFile.open(path, O_WRONLY | O_CREAT | O_TRUNC)
            try Array(id.description.utf8).withUnsafeBytes { try file.write($0) }
        }
    }

    public func release(owner: String) async throws {
        let path = try leasePath(owner)
        guard unlink(path) == 0 || errno == ENOENT else { throw ImageError.system("remove the lease \(path)") }
    }

    /// Who holds which image. Only under the lock is it true for longer than a moment.
    func leases() throws -> [Digest: [String]] {
        var result: [Digest: [String]] = [:]
        for owner in try Directory.names(layout.leases) {
            let file = try OpenFile.open("\(layout.leases)/\(owner)", O_RDONLY)
            let text = String(decoding: try file.contents(limit: 4096, called: owner), as: UTF8.self)
            if let id = Digest(text) { result[id, default: []].append(owner) }
        }
        return result
    }

    private func leasePath(_ owner: String) throws -> String {
        guard !owner.isEmpty, owner.utf8.count <= 255, !owner.contains("/"), owner != ".", owner != ".." else {
            throw ImageError(.io, "\"\(owner)\" cannot name the owner of an image")
        }
        return "\(layout.leases)/\(owner)"
    }
}
