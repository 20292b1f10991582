import Glibc
import KubernetesAPI
import Subprocess

extension ImageStore {
    /// The search path of a container whose image sets none.
    static let defaultPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// Makes an image of one layer from a root file system: a directory, or a tar archive, compressed or not. Throws
    /// ``ImageError``. A `PATH` is added where the environment has none.
    public func importRoot(
        _ path: String, as name: String, configuration: ImageConfiguration = ImageConfiguration()
    ) async throws -> ImageRecord {
        let name = try ImageReference(name)
        guard name.digest == nil else {
            throw ImageError(.invalidReference, "\"\(name)\" has a digest, which an import cannot have")
        }
        var configuration = configuration
        configuration.architecture = Platform.current.architecture
        if !configuration.environment.contains(where: { $0.hasPrefix("PATH=") }) {
            configuration.environment.insert(Self.defaultPath, at: 0)
        }
        let staging = try await CancellableWork.run { [layout] _ in try Staging(layout) }
        let archive: String
        do {
            archive = try await archived(path, in: staging)
        } catch {
            try removing(staging) {}
            throw error
        }
        return try await CancellableWork.run { [self, configuration] flag in
            try removing(staging) {
                var unpacking = LayerUnpacking(self, staging, flag, known: [])
                let layer: PreparedImage.Layer
                do {
                    layer = try unpacking.unpackNew(OpenFile.open(archive, O_RDONLY))
                } catch let fault as ImageError where fault.kind == .corrupt {
                    throw ImageError(.corrupt, "\(path) is refused: \(fault.message)")
                }
                let now = Timestamp(seconds: Int64(time(nil)))
                let document = Self.document(configuration, layer.layer.diffID, created: now)
                let content = ImageContent(
                    id: Digest(of: document.encoded()), configuration: configuration, created: Double(now.seconds),
                    layers: [], names: [name])
                let prepared = PreparedImage(content: content, layers: [layer])
                guard let record = try commit([prepared], staging)?.first else {
                    throw ImageError(.io, "the imported layer vanished; try again")
                }
                return record
            }
        }
    }

    /// A directory as a tar archive in the staging directory; a file as it is.
    private func archived(_ path: String, in staging: Staging) async throws -> String {
        if path == "-" { return "/dev/stdin" }
        var status = stat()
        guard stat(path, &status) == 0 else { throw ImageError.system("read \(path)") }
        guard status.st_mode & S_IFMT == S_IFDIR else { return path }
        let archive = "\(staging.path)/root.tar"
        let arguments: Arguments = [
            "--create", "--file=\(archive)", "--directory=\(path)", "--format=pax", "--sort=name", "--numeric-owner",
            "--xattrs", "--xattrs-include=*", "--one-file-system", ".",
        ]
        let result = try await Subprocess.run(
            .name("tar"), arguments: arguments, output: .discarded, error: .string(limit: 1 << 16))
        guard result.terminationStatus.isSuccess else {
            let reason = result.standardError.split(separator: "\n").first.map(String.init) ?? "tar failed"
            throw ImageError(.io, "cannot read \(path): \(reason)")
        }
        return archive
    }

    /// The OCI configuration whose digest is the image's id.
    private static func document(
        _ configuration: ImageConfiguration, _ layer: Digest, created: Timestamp
    ) -> JSONValue {
        func list(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
        func set(_ keys: [String]) -> JSONValue { .object(JSONObject(keys.map { ($0, .object(JSONObject())) })) }
        var config: JSONValue = ["Env": list(configuration.environment)]
        if !configuration.entrypoint.isEmpty { config["Entrypoint"] = list(configuration.entrypoint) }
        if !configuration.command.isEmpty { config["Cmd"] = list(configuration.command) }
        if !configuration.workingDirectory.isEmpty { config["WorkingDir"] = .string(configuration.workingDirectory) }
        if !configuration.user.isEmpty { config["User"] = .string(configuration.user) }
        if let signal = configuration.stopSignal { config["StopSignal"] = .string(signal) }
        if !configuration.exposedPorts.isEmpty { config["ExposedPorts"] = set(configuration.exposedPorts) }
        if !configuration.volumes.isEmpty { config["Volumes"] = set(configuration.volumes) }
        if !configuration.labels.isEmpty {
            config["Labels"] = .object(
                JSONObject(configuration.labels.sorted { $0.key < $1.key }.map { ($0, .string($1)) }))
        }
        return [
            "architecture": .string(configuration.architecture), "config": config,
            "created": .string(created.description), "os": "linux",
            "rootfs": ["type": "layers", "diff_ids": [.string(layer.description)]],
        ]
    }
}
