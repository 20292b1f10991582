import KubernetesAPI

/// What skopeo's `dir:` transport writes: the manifest unchanged as `manifest.json`, every blob named by its digits.
/// Unlike `oci:` it converts nothing, so that the digest of the manifest stays the registry's.
enum SkopeoDirectory {
    /// `top` is the document the registry gave for the name: the manifest itself, or the index that lists it.
    static func read(_ tree: ImageTree, top: [UInt8]) throws -> ImageContent {
        guard let file = try tree.open("manifest.json") else { throw tree.corrupt("skopeo left no manifest") }
        let bytes = try file.contents(limit: ImageTree.documentLimit, called: "manifest.json")
        let digest = Digest(of: bytes)
        let topDigest = Digest(of: top)
        if digest != topDigest {
            let listed = try tree.json(top, called: "\(topDigest)")["manifests"]?.array ?? []
            guard listed.contains(where: { $0["digest"]?.string == digest.description }) else {
                throw tree.corrupt("its manifest \(digest) is not the one that was asked for, \(topDigest)")
            }
        }
        guard var image = try ManifestReader(tree: tree, path: { $0.hex }).image(bytes, digest: digest) else {
            throw tree.corrupt("it has no image for linux/\(Platform.current.architecture)")
        }
        if digest != topDigest { image.manifests.insert(topDigest, at: 0) }
        return image
    }
}
