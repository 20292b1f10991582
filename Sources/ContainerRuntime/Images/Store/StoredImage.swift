import KubernetesAPI

/// An image as its record holds it.
struct StoredImage: Sendable, Equatable {
    struct Layer: Sendable, Equatable {
        /// The name of its directory.
        var key: String
        var diffID: Digest
        /// Bytes, unpacked.
        var size: Int64
    }

    var id: Digest
    /// Grows with every write of any record; of two records with one name, the later one has it.
    var sequence: Int64
    var names: [String]
    var digests: [String]
    var created: Double?
    var configuration: ImageConfiguration
    var layers: [Layer]

    func record(_ layout: StoreLayout) -> ImageRecord {
        let keys = layers.isEmpty ? [StoreLayout.emptyLayer] : layers.map(\.key)
        return ImageRecord(
            id: id.description, names: names, digests: digests, size: layers.reduce(0) { $0 + $1.size },
            created: created, configuration: configuration, layers: keys.map(layout.layer))
    }
}

extension StoredImage {
    struct Unreadable: Error {
        var reason: String
    }

    var json: JSONValue {
        func list(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
        var object: JSONValue = [
            "version": 1, "id": .string(id.description), "sequence": .number(JSONNumber(sequence)),
            "names": list(names), "digests": list(digests),
        ]
        if let created { object["created"] = .number(JSONNumber(text: "\(created)")) }
        var config: JSONValue = [
            "entrypoint": list(configuration.entrypoint), "command": list(configuration.command),
            "environment": list(configuration.environment),
            "workingDirectory": .string(configuration.workingDirectory), "user": .string(configuration.user),
            "labels": .object(JSONObject(configuration.labels.sorted { $0.key < $1.key }.map { ($0, .string($1)) })),
            "exposedPorts": list(configuration.exposedPorts), "volumes": list(configuration.volumes),
            "architecture": .string(configuration.architecture),
        ]
        if let signal = configuration.stopSignal { config["stopSignal"] = .string(signal) }
        object["configuration"] = config
        object["layers"] = .array(
            layers.map {
                [
                    "directory": .string($0.key), "diffID": .string($0.diffID.description),
                    "size": .number(JSONNumber($0.size)),
                ]
            })
        return object
    }

    /// Throws ``Unreadable`` where the record is not as this version writes it.
    init(json: JSONValue) throws {
        func need<T>(_ value: T?, _ name: String) throws -> T {
            guard let value else { throw Unreadable(reason: "\(name) is missing or wrong") }
            return value
        }
        func list(_ value: JSONValue?, _ name: String) throws -> [String] {
            try need(value?.array, name).map { try need($0.string, name) }
        }
        guard json["version"]?.int64 == 1 else { throw Unreadable(reason: "its version is not 1") }
        id = try need(json["id"]?.string.flatMap { Digest($0) }, "id")
        sequence = try need(json["sequence"]?.int64, "sequence")
        names = try list(json["names"], "names")
        digests = try list(json["digests"], "digests")
        if case .number(let number) = json["created"] { created = number.double }
        let config = try need(json["configuration"], "configuration")
        configuration = ImageConfiguration()
        configuration.entrypoint = try list(config["entrypoint"], "entrypoint")
        configuration.command = try list(config["command"], "command")
        configuration.environment = try list(config["environment"], "environment")
        configuration.workingDirectory = try need(config["workingDirectory"]?.string, "workingDirectory")
        configuration.user = try need(config["user"]?.string, "user")
        for (key, value) in try need(config["labels"]?.object, "labels").members {
            configuration.labels[key] = try need(value.string, "labels")
        }
        configuration.stopSignal = config["stopSignal"]?.string
        configuration.exposedPorts = try list(config["exposedPorts"], "exposedPorts")
        configuration.volumes = try list(config["volumes"], "volumes")
        configuration.architecture = try need(config["architecture"]?.string, "architecture")
        layers = try need(json["layers"]?.array, "layers").map { layer in
            let key = try need(layer["directory"]?.string, "directory")
            guard Digest(hex: key) != nil else { throw Unreadable(reason: "directory is no digest") }
            return Layer(
                key: key, diffID: try need(layer["diffID"]?.string.flatMap { Digest($0) }, "diffID"),
                size: try need(layer["size"]?.int64, "size"))
        }
    }
}
