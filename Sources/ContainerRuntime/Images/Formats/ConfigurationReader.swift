import KubernetesAPI

/// Reads the configuration of an image (OCI image specification, config.md; Docker's has the same members).
enum ConfigurationReader {
    /// The image with its layers' diff-ids; where their files are is for the caller to fill in.
    static func read(_ bytes: [UInt8], in tree: ImageTree) throws -> ImageContent {
        let document = try tree.json(bytes, called: "configuration")
        guard let rootfs = document["rootfs"]?.object, case let identifiers = rootfs["diff_ids"]?.array ?? [] else {
            throw tree.corrupt("its configuration names no layers (rootfs)")
        }
        let layers = try identifiers.map { identifier in
            guard let digest = identifier.string.flatMap({ Digest($0) }) else {
                throw tree.corrupt("its configuration has a diff_id that is no SHA-256 digest")
            }
            return ImageContent.Layer(path: "", diffID: digest)
        }
        if let system = document["os"]?.string, !system.isEmpty, system != "linux" {
            throw tree.corrupt("it is an image for \(system), not for Linux")
        }
        var configuration = try configuration(document["config"], in: tree)
        configuration.architecture = document["architecture"]?.string ?? ""
        return ImageContent(
            id: Digest(of: bytes), configuration: configuration,
            created: document["created"]?.string.flatMap { Timestamp($0) }.map {
                Double($0.seconds) + Double($0.nanoseconds) / 1e9
            }, layers: layers)
    }

    private static func configuration(_ json: JSONValue?, in tree: ImageTree) throws -> ImageConfiguration {
        var result = ImageConfiguration()
        func list(_ key: String) throws -> [String] {
            guard let value = json?[key], value != .null else { return [] }
            guard let items = value.array?.map(\.string), !items.contains(nil) else {
                throw tree.corrupt("\(key) in its configuration is no list of strings")
            }
            return items.compactMap { $0 }
        }
        result.entrypoint = try list("Entrypoint")
        result.command = try list("Cmd")
        result.environment = try list("Env")
        result.workingDirectory = json?["WorkingDir"]?.string ?? ""
        result.user = json?["User"]?.string ?? ""
        for (key, value) in json?["Labels"]?.object?.members ?? [] { result.labels[key] = value.string }
        result.stopSignal = json?["StopSignal"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        result.exposedPorts = (json?["ExposedPorts"]?.object?.keys ?? []).sorted()
        result.volumes = (json?["Volumes"]?.object?.keys ?? []).sorted()
        return result
    }
}
