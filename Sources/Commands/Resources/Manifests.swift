internal import ArgumentParser
internal import Glibc
internal import KubernetesAPI
internal import KubernetesClient

/// `-f`: the manifests a command works on.
struct ManifestOptions: ParsableArguments {
    @Option(
        name: [.customShort("f"), .long],
        help: ArgumentHelp("A manifest, a directory of them, or - for standard input.", valueName: "file"))
    var filename: [String] = []

    /// Every object of every file, lists taken apart, in order. Throws a ``CommandFailure`` naming the file.
    func objects() throws -> [JSONValue] {
        try filename.flatMap { file in
            try manifestFiles(file).flatMap { path in
                do {
                    return try JSONValue.parseYAML(try readText(path)).filter { $0 != .null }.flatMap(items)
                } catch let error as CommandFailure {
                    throw error
                } catch { throw CommandFailure("error: error parsing \(path): \(error)") }
            }
        }
    }
}

/// A manifest with what is needed to send it.
struct ManifestObject: Sendable {
    var object: JSONValue
    var kind: ResourceKind
    var namespace: String?
    var name: String { object["metadata", "name"]?.string ?? "" }
    var path: String { kind.path(namespace: namespace, name: name) }
    var collection: String { kind.path(namespace: namespace) }
}

extension ClusterSession {
    /// Finds a manifest's kind and namespace. Throws a ``CommandFailure`` where it has none, or not that of `-n`.
    func resolve(_ object: JSONValue, explicitNamespace: String?) async throws -> ManifestObject {
        guard let kindName = object["kind"]?.string, !kindName.isEmpty else {
            throw CommandFailure(
                "error: unable to decode the manifest: Object 'Kind' is missing in '\(summary(object))'")
        }
        guard let apiVersion = object["apiVersion"]?.string, !apiVersion.isEmpty else {
            throw CommandFailure(
                "error: unable to decode the manifest: Object 'apiVersion' is missing in '\(summary(object))'")
        }
        let kind = try await kind(apiVersion: apiVersion, kind: kindName)
        let own = object["metadata", "namespace"]?.string
        if let own, let explicitNamespace, own != explicitNamespace {
            throw CommandFailure(
                "error: the namespace from the provided object \"\(own)\" does not match the namespace \"\(explicitNamespace)\". You must pass '--namespace=\(own)' to perform this operation."
            )
        }
        return ManifestObject(object: object, kind: kind, namespace: kind.namespaced ? own ?? namespace : nil)
    }

    private func summary(_ object: JSONValue) -> String {
        String(decoding: object.encoded().prefix(200), as: UTF8.self)
    }
}

private func items(_ object: JSONValue) -> [JSONValue] {
    guard object["kind"]?.string?.hasSuffix("List") == true, let items = object["items"]?.array else { return [object] }
    return items
}

private func manifestFiles(_ path: String) throws -> [String] {
    guard path != "-" else { return [path] }
    var status = stat()
    guard stat(path, &status) == 0 else { throw CommandFailure("error: the path \"\(path)\" does not exist") }
    guard status.st_mode & S_IFMT == S_IFDIR else { return [path] }
    guard let directory = opendir(path) else {
        throw CommandFailure("error: open \(path): \(String(cString: strerror(errno)))")
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        names.append(
            withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names.filter { name in [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) } }.sorted().map {
        "\(path)/\($0)"
    }
}

/// A whole file as text; `-` is standard input. Throws a ``CommandFailure`` in the words of the system.
func readText(_ path: String) throws -> String {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CommandFailure("error: open \(path): \(String(cString: strerror(errno)))") }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw CommandFailure("error: read \(path): \(String(cString: strerror(errno)))") }
        if count == 0 { return String(decoding: bytes, as: UTF8.self) }
        bytes += buffer[..<count]
    }
}
