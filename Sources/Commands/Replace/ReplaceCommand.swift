internal import ArgumentParser
internal import KubernetesAPI
internal import KubernetesClient

/// `mayfly replace`: replaces objects with what manifests say, or PUTs a file to a path as it is.
struct ReplaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replace", abstract: "Replace objects, or with --raw whatever stands at a path.")

    @OptionGroup var cluster: ClientOptions
    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var changes: ChangeOptions

    @Option(help: ArgumentHelp("PUT the file to this path as it is.", valueName: "path"))
    var raw: String?

    func run() async throws {
        guard !manifests.filename.isEmpty else { throw CommandFailure("error: must specify -f") }
        let session = try cluster.session()
        if let raw { return try await replaceRaw(raw, session) }
        for object in try manifests.objects() {
            let manifest = try await session.resolve(object, explicitNamespace: cluster.namespace)
            var request = APIRequest.json(.put, manifest.path, manifest.object)
            try changes.apply(to: &request, manager: "mayfly-replace")
            let replaced = try await session.client.json(request)
            printChange(replaced, manifest.kind, "replaced" + changes.suffix, output: try changes.format())
        }
    }

    private func replaceRaw(_ target: String, _ session: ClusterSession) async throws {
        guard manifests.filename.count == 1 else {
            throw CommandFailure("error: --raw can only use a single local file or stdin")
        }
        var request = try rawRequest(.put, target)
        request.body = Array(try readText(manifests.filename[0]).utf8)
        request.headers["Content-Type"] = "application/json"
        let response = try await session.transport.respond(to: request)
        let body = try await response.collectedBody()
        guard (200..<300).contains(response.status) else { throw StatusError(response: response.status, body: body) }
        write(String(decoding: body, as: UTF8.self))
    }
}
