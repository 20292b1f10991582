import CLinux
import Glibc

extension ImageStore {
    /// Makes prepared images visible: layers first, then each image's record by one rename. Nil where a layer that was
    /// counted on is gone; the caller then prepares again.
    func commit(_ prepared: [PreparedImage], _ staging: Staging) throws -> [ImageRecord]? {
        // Before anything has its final name, all of it is on disk: a power cut leaves whole layers or none.
        let outcome = cl_sync_file_system(staging.trash.descriptor)
        guard outcome >= 0 else { throw ImageError.system("write the layers to disk", -outcome) }
        let lock = try StoreLock(layout)
        defer { _ = consume lock }
        var images = try files.read(lock)
        let known = Set(images.flatMap { $0.layers.map(\.key) })
        let wanted = prepared.flatMap(\.layers)
        guard wanted.allSatisfy({ $0.staged != nil || known.contains($0.layer.key) }) else { return nil }
        var placed = known
        for layer in wanted {
            guard let staged = layer.staged, placed.insert(layer.layer.key).inserted else { continue }
            let path = layout.layer(layer.layer.key)
            // No record names it, so that it is what an interrupted load left.
            try staging.take(path, as: "orphan-\(layer.layer.key)")
            guard rename(staged, path) == 0 else { throw ImageError.system("place the layer \(path)") }
        }
        try Directory.sync(layout.layers)
        return try generation.change {
            try prepared.map { try record($0, among: &images) }
        }
    }

    /// Writes the image's record; then takes its names from the images that had them.
    private func record(_ prepared: PreparedImage, among images: inout [StoredImage]) throws -> ImageRecord {
        let content = prepared.content
        let old = images.first { $0.id == content.id }
        var image = StoredImage(
            id: content.id, sequence: (images.map(\.sequence).max() ?? 0) + 1, names: old?.names ?? [],
            digests: old?.digests ?? [], created: content.created, configuration: content.configuration,
            layers: old?.layers ?? prepared.layers.map(\.layer))
        image.names += prepared.names.filter { !image.names.contains($0) }
        image.digests = prepared.digests + image.digests.filter { !prepared.digests.contains($0) }
        try files.write(image)
        images.removeAll { $0.id == image.id }
        images.insert(image, at: 0)
        for index in images.indices.dropFirst() where images[index].names.contains(where: image.names.contains) {
            images[index].names.removeAll(where: image.names.contains)
            try files.write(images[index])
        }
        return image.record(layout)
    }
}
