/// An image whose layers are unpacked, or known already; not yet visible.
struct PreparedImage: Sendable {
    struct Layer: Sendable {
        var layer: StoredImage.Layer
        /// Where it was unpacked to; nil where it was in the store already.
        var staged: String?
    }

    var content: ImageContent
    var layers: [Layer]

    /// `docker.io/library/busybox:1.36` for every name with a tag or without a digest.
    var names: [String] { content.names.filter { $0.digest == nil || $0.tag != nil }.map(\.tagged) }

    /// Every manifest's digest under every repository the image is named by.
    var digests: [String] {
        var result: [String] = []
        for name in content.names {
            for manifest in content.manifests where !result.contains("\(name.repository)@\(manifest)") {
                result.append("\(name.repository)@\(manifest)")
            }
        }
        return result
    }
}

extension ImageReference {
    /// The name without its digest.
    var tagged: String { ImageReference(domain: domain, path: path, tag: tag, digest: nil).description }
}
