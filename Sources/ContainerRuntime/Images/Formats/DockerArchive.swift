import KubernetesAPI

/// What `docker save` and skopeo's docker-archive write: `manifest.json` names, for every image, its configuration and its
/// layers, which are `ID/layer.tar` (links to one another in old ones) or, since Docker 25, `blobs/sha256/…`.
enum DockerArchive {
    static let manifestName = "manifest.json"

    static func read(_ manifest: JSONValue, in tree: ImageTree) throws -> [ImageContent] {
        guard let items = manifest.array, !items.isEmpty else { throw tree.corrupt("its manifest.json lists no image") }
        return try items.map { try image($0, in: tree) }
    }

    private static func image(_ item: JSONValue, in tree: ImageTree) throws -> ImageContent {
        guard let configPath = item["Config"]?.string else { throw tree.corrupt("its manifest.json lacks Config") }
        // Docker writes null for an image without layers.
        let paths = (item["Layers"]?.array ?? []).map(\.string)
        guard let file = try tree.open(configPath) else {
            throw tree.corrupt("the configuration \"\(configPath)\" is missing")
        }
        let bytes = try file.contents(limit: ImageTree.documentLimit, called: configPath)
        var image = try ConfigurationReader.read(bytes, in: tree)
        if let named = digest(in: configPath), named != image.id {
            throw tree.corrupt("the configuration \"\(configPath)\" has the wrong digest, \(image.id)")
        }
        guard paths.count == image.layers.count else {
            throw tree.corrupt("its manifest.json has \(paths.count) layers, the configuration \(image.layers.count)")
        }
        for (index, path) in paths.enumerated() {
            guard let path else { throw tree.corrupt("its manifest.json has a layer that is no string") }
            image.layers[index].path = path
            if path.hasPrefix("blobs/sha256/") { image.layers[index].blob = digest(in: path) }
        }
        image.names = try (item["RepoTags"]?.array ?? []).compactMap(\.string).map { try ImageReference($0) }
        return image
    }

    /// The digest a file is named by: `HEX.json`, `blobs/sha256/HEX`.
    private static func digest(in path: String) -> Digest? {
        var name = path.split(separator: "/").last ?? ""
        if name.hasSuffix(".json") { name = name.dropLast(5) }
        return Digest(hex: name)
    }
}
