internal import ArgumentParser
internal import KubernetesAPI
internal import KubernetesClient
internal import KubernetesSchema

/// `mayfly apply`: brings objects to what manifests say, keeping what others have set (kubectl's three-way merge).
struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Bring objects to what manifests say, creating those that are not there.")

    @OptionGroup var cluster: ClientOptions
    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var changes: ChangeOptions

    func run() async throws {
        guard !manifests.filename.isEmpty else { throw CommandFailure("error: must specify one of -f and -k") }
        let session = try cluster.session()
        let objects = try manifests.objects()
        guard !objects.isEmpty else { throw CommandFailure("error: no objects passed to apply") }
        for object in objects {
            try await apply(try await session.resolve(object, explicitNamespace: cluster.namespace), session)
        }
    }

    private func apply(_ manifest: ManifestObject, _ session: ClusterSession) async throws {
        let modified = withLastApplied(manifest.object, namespace: manifest.namespace)
        do {
            let current = try await session.client.json(APIRequest(.get, manifest.path))
            try await change(current, to: modified, manifest, session)
        } catch let error as StatusError
            where error.status.reason == "NotFound" && error.status.details?.name == manifest.name
        {
            var request = APIRequest.json(.post, manifest.collection, modified)
            try changes.apply(to: &request, manager: "kubectl-client-side-apply")
            let created = try await session.client.json(request)
            printChange(created, manifest.kind, "created" + changes.suffix, output: try changes.format())
        }
    }

    private func change(
        _ current: JSONValue, to modified: JSONValue, _ manifest: ManifestObject, _ session: ClusterSession
    ) async throws {
        let annotation = current["metadata", "annotations", lastApplied]?.string
        if annotation == nil {
            printError(
                "Warning: resource \(manifest.kind.resource)/\(manifest.name) is missing the \(lastApplied) annotation which is required by mayfly apply. mayfly apply should only be used on resources created declaratively by either mayfly create --save-config or mayfly apply. The missing annotation will be patched automatically."
            )
        }
        let original = try annotation.map { try JSONValue.parse(Array($0.utf8)) } ?? [:]
        let patch = try StrategicMergePatch.create(
            original: original, modified: modified, current: current, type: manifest.kind.kind, schema: Schema.shared)
        guard patch != [:] else {
            printChange(current, manifest.kind, "unchanged" + changes.suffix, output: try changes.format())
            return
        }
        var request = APIRequest.json(.patch, manifest.path, patch, contentType: PatchKind.strategic.rawValue)
        try changes.apply(to: &request, manager: "kubectl-client-side-apply")
        let changed = try await session.client.json(request)
        printChange(changed, manifest.kind, "configured" + changes.suffix, output: try changes.format())
    }

    /// The manifest with itself noted in an annotation, from which the next apply sees what was taken away.
    private func withLastApplied(_ manifest: JSONValue, namespace: String?) -> JSONValue {
        var bare = manifest
        var metadata = bare["metadata"] ?? [:]
        var annotations = metadata["annotations"]?.object ?? JSONObject()
        annotations[lastApplied] = nil
        metadata["annotations"] = .object(annotations)
        if let namespace { metadata["namespace"] = .string(namespace) }
        bare["metadata"] = metadata
        annotations[lastApplied] = .string(String(decoding: bare.sortedByKey.encoded(), as: UTF8.self) + "\n")
        metadata["annotations"] = .object(annotations)
        bare["metadata"] = metadata
        return bare
    }
}

private let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

extension JSONValue {
    /// The same document with the members of every object in the order of their names.
    fileprivate var sortedByKey: JSONValue {
        switch self {
        case .object(let object):
            .object(
                JSONObject(object.members.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value.sortedByKey) })
            )
        case .array(let items): .array(items.map(\.sortedByKey))
        default: self
        }
    }
}
