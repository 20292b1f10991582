public import KubernetesAPI

extension ImageStore {
    /// All that is known of an image, with the members `docker image inspect` uses; nil where it is not here. `text` may be
    /// the first digits of an id. Throws ``ImageError``.
    public func inspect(_ text: String) async throws -> JSONValue? {
        let index = try await current()
        guard let position = try index.resolve(text) else { return nil }
        let image = index.images[position]
        let record = index.records[position]
        let configuration = image.configuration
        func list(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
        func set(_ keys: [String]) -> JSONValue {
            .object(JSONObject(keys.map { (key: $0, value: .object(JSONObject())) }))
        }
        let labels = configuration.labels.sorted { $0.key < $1.key }.map { (key: $0, value: JSONValue.string($1)) }
        var config: JSONValue = [
            "User": .string(configuration.user), "ExposedPorts": set(configuration.exposedPorts),
            "Env": list(configuration.environment), "Cmd": list(configuration.command),
            "Volumes": set(configuration.volumes), "WorkingDir": .string(configuration.workingDirectory),
            "Entrypoint": list(configuration.entrypoint), "Labels": .object(JSONObject(labels)),
        ]
        if let signal = configuration.stopSignal { config["StopSignal"] = .string(signal) }
        return [
            "Id": .string(record.id), "RepoTags": list(record.names.map(ImageReference.familiar)),
            "RepoDigests": list(record.digests.map(ImageReference.familiar)),
            "Created": record.created.map { .string(Timestamp(seconds: Int64($0)).description) } ?? .null,
            "Architecture": .string(configuration.architecture), "Os": "linux",
            "Size": .number(JSONNumber(record.size)), "Config": config,
            "RootFS": ["Type": "layers", "Layers": list(image.layers.map(\.diffID.description))],
            "Directories": list(record.layers),
        ]
    }
}
