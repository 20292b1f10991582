import KubernetesAPI

/// Follows an index or a manifest down to one image for this machine (OCI image specification; Docker's schema 2 is alike).
struct ManifestReader {
    let tree: ImageTree
    /// Where a blob lies below the tree.
    let path: @Sendable (Digest) -> String
    var platform = Platform.current

    /// Indexes may nest; digests forbid cycles, so that this only bounds nonsense.
    private static let maximumDepth = 5

    /// The image a descriptor leads to; nil where it is none for this platform, or no image at all.
    func image(_ descriptor: BlobDescriptor, depth: Int = 0) throws -> ImageContent? {
        let bytes = try tree.blob(descriptor, at: path(descriptor.digest))
        return try image(bytes, digest: descriptor.digest, depth: depth)
    }

    func image(_ bytes: [UInt8], digest: Digest, depth: Int = 0) throws -> ImageContent? {
        let document = try tree.json(bytes, called: "\(digest)")
        if document["manifests"] != nil, document["layers"] == nil {
            guard depth < Self.maximumDepth else { throw tree.corrupt("its indexes nest too deeply") }
            let descriptors = try (document["manifests"]?.array ?? []).map { try BlobDescriptor($0, in: tree) }
            guard let chosen = choose(descriptors) else { return nil }
            var image = try image(chosen, depth: depth + 1)
            image?.manifests.insert(digest, at: 0)
            return image
        }
        guard let layers = document["layers"]?.array, document["config"] != nil, document["manifests"] == nil else {
            throw tree.corrupt("\(digest) is neither an image manifest (OCI or Docker schema 2) nor an index")
        }
        let config = try BlobDescriptor(document["config"], in: tree)
        guard config.mediaType.isEmpty || Self.configurationTypes.contains(config.mediaType) else {
            throw tree.corrupt("it is no container image but holds \(config.mediaType)")
        }
        var image = try ConfigurationReader.read(tree.blob(config, at: path(config.digest)), in: tree)
        guard layers.count == image.layers.count else {
            throw tree.corrupt("its manifest has \(layers.count) layers, its configuration \(image.layers.count)")
        }
        for (index, layer) in layers.enumerated() {
            let blob = try BlobDescriptor(layer, in: tree)
            image.layers[index].path = path(blob.digest)
            image.layers[index].blob = blob.digest
            image.layers[index].size = blob.size
        }
        image.manifests = [digest]
        return image
    }

    private static let configurationTypes = [
        "application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json",
    ]

    /// The best of an index for this machine: exact variant, then no variant, then no platform told.
    func choose(_ descriptors: [BlobDescriptor]) -> BlobDescriptor? {
        // Attestations are listed beside images, for the platform "unknown".
        let images = descriptors.filter { $0.annotations["vnd.docker.reference.type"] == nil }
        let fitting = images.filter { descriptor in
            descriptor.platform.map { $0.os == "linux" && $0.architecture == platform.architecture } ?? false
        }
        return fitting.first { $0.platform?.variant == platform.variant }
            ?? fitting.first { $0.platform?.variant.isEmpty ?? true } ?? fitting.first
            ?? images.first { $0.platform == nil }
    }
}

/// What this machine runs, in the words of Go.
struct Platform: Sendable, Equatable {
    var architecture: String
    var variant: String

    static let current: Platform = {
        #if arch(x86_64)
            Platform(architecture: "amd64", variant: "")
        #elseif arch(arm64)
            Platform(architecture: "arm64", variant: "v8")
        #else
            Platform(architecture: "unknown", variant: "")
        #endif
    }()
}
