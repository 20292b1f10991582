import KubernetesAPI

/// An OCI image layout: `index.json` lists images, `blobs/sha256/` holds everything by digest.
enum OCILayout {
    static let indexName = "index.json"

    static func read(_ index: JSONValue, in tree: ImageTree) throws -> [ImageContent] {
        let reader = ManifestReader(tree: tree) { "blobs/sha256/\($0.hex)" }
        let descriptors = try (index["manifests"]?.array ?? []).map { try BlobDescriptor($0, in: tree) }
        guard !descriptors.isEmpty else { throw tree.corrupt("its index.json lists no image") }
        // Several entries of one name are one image for several platforms.
        var names: [String?] = []
        var groups: [String?: [BlobDescriptor]] = [:]
        for descriptor in descriptors {
            let name = Self.name(of: descriptor)
            if groups[name] == nil { names.append(name) }
            groups[name, default: []].append(descriptor)
        }
        var images: [ImageContent] = []
        for name in names {
            let group = groups[name] ?? []
            // Without names, entries that tell no platform are images of their own.
            let several = name == nil ? group.filter { $0.platform == nil } : []
            for descriptor in several.count > 1 ? several : [reader.choose(group)].compactMap({ $0 }) {
                guard var image = try reader.image(descriptor) else { continue }
                if let name { image.names = [try ImageReference(name)] }
                images.append(image)
            }
        }
        guard !images.isEmpty else {
            throw tree.corrupt("it holds no image for linux/\(Platform.current.architecture)")
        }
        return images
    }

    /// containerd's annotation holds a whole reference, OCI's often just a tag.
    private static func name(of descriptor: BlobDescriptor) -> String? {
        let name =
            descriptor.annotations["io.containerd.image.name"]
            ?? descriptor.annotations["org.opencontainers.image.ref.name"]
        return name.flatMap { $0.isEmpty ? nil : $0 }
    }
}
