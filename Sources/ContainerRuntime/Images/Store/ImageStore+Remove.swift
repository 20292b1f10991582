import Glibc

/// What a removal did, in Docker's terms.
public struct ImageRemoval: Sendable, Equatable {
    /// Names, normalised, that stand for nothing now.
    public var untagged: [String] = []
    /// The image, where that was its last name.
    public var deleted: String?
}

extension ImageStore {
    public func remove(_ reference: String) async throws { _ = try await remove(reference, force: false) }

    /// Takes a name away, and the image with its last one; by id, the image with its only name, or with all by `force`, which
    /// also overrules leases. Throws ``ImageError``: `.notFound`, `.inUse`, `.invalidReference`.
    public func remove(_ reference: String, force: Bool) async throws -> ImageRemoval {
        try await CancellableWork.run { [self] _ in
            let staging = try Staging(layout)
            return try removing(staging) { try remove(reference, force: force, staging) }
        }
    }

    private func remove(_ reference: String, force: Bool, _ staging: Staging) throws -> ImageRemoval {
        let lock = try StoreLock(layout)
        defer { _ = consume lock }
        let index = ImageIndex(try files.read(lock), layout)
        guard let position = try index.resolve(reference) else {
            throw ImageError(.notFound, "there is no image \"\(reference)\" here")
        }
        var image = index.images[position]
        if let name = Self.name(reference, of: image), image.names.count > 1 {
            image.names.removeAll { $0 == name }
            image.sequence = (index.images.map(\.sequence).max() ?? 0) + 1
            try generation.change { try files.write(image) }
            return ImageRemoval(untagged: [name])
        }
        guard image.names.count < 2 || force else {
            throw ImageError(
                .inUse,
                "the image \(reference) has several names (\(image.names.joined(separator: ", "))); "
                    + "remove them one by one, or use --force")
        }
        let removal = try StoreLock(removalOf: layout, shared: false)
        defer { _ = consume removal }
        if !force, let owners = try leases()[image.id] {
            throw ImageError(
                .inUse,
                "the image \(reference) is in use by the container \(owners[0]); delete its pod first, or use --force")
        }
        try delete(image, others: index.images.filter { $0.id != image.id }, staging)
        return ImageRemoval(untagged: image.names, deleted: image.id.description)
    }

    /// The record first, so that nobody finds the image; then the layers nobody else has.
    private func delete(_ image: StoredImage, others: [StoredImage], _ staging: Staging) throws {
        try generation.change { try files.remove(image.id) }
        let used = Set(others.flatMap { $0.layers.map(\.key) })
        for key in Set(image.layers.map(\.key)) where !used.contains(key) {
            try staging.take(layout.layer(key), as: key)
        }
    }

    /// The name of the image that the reference spells; nil for an id or a digest.
    private static func name(_ reference: String, of image: StoredImage) -> String? {
        guard Digest(reference) == nil, Digest(hex: reference) == nil,
            let parsed = try? ImageReference(reference),  // the first digits of an id need not be a reference
            parsed.digest == nil
        else { return nil }
        return image.names.first { $0 == parsed.description }
    }
}
