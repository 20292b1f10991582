internal import KubernetesAPI

/// A file of a configuration volume.
struct VolumeFile: Sendable, Equatable {
    /// Relative, without `..`.
    var path: String
    var bytes: [UInt8]
    var mode: UInt32
    /// Nil: root.
    var owner: Int64?
}

/// The files of `configMap`, `secret`, `downwardAPI` and `projected` volumes; nil for any other volume.
/// Throws a ``ResolutionError`` in the kubelet's words.
func payload(of volume: Volume, _ context: ResolutionContext) throws -> [VolumeFile]? {
    if let source = volume.configMap {
        return try configMapFiles(
            source.name, source.items, optional: source.optional, mode: source.defaultMode, context)
    }
    if let source = volume.secret {
        return try secretFiles(
            source.secretName, source.items, optional: source.optional, mode: source.defaultMode, context)
    }
    if let source = volume.downwardAPI { return try downwardFiles(source.items, mode: source.defaultMode, context) }
    guard let source = volume.projected else { return nil }
    var files: [VolumeFile] = []
    for projection in source.sources {
        let added: [VolumeFile]
        if let part = projection.configMap {
            added = try configMapFiles(
                part.name, part.items, optional: part.optional, mode: source.defaultMode, context)
        } else if let part = projection.secret {
            added = try secretFiles(part.name, part.items, optional: part.optional, mode: source.defaultMode, context)
        } else if let part = projection.downwardAPI {
            added = try downwardFiles(part.items, mode: source.defaultMode, context)
        } else if let part = projection.serviceAccountToken {
            added = [try tokenFile(part, mode: source.defaultMode, context)]
        } else {
            let name = projection.json.object?.keys.first ?? "empty"
            throw ResolutionError("projected source \"\(name)\" is not supported on this node")
        }
        // Later sources win over earlier ones at the same path.
        files.removeAll { file in added.contains { $0.path == file.path } }
        files += added
    }
    return files
}

private func tokenFile(
    _ source: ServiceAccountTokenProjection, mode: Int32?, _ context: ResolutionContext
) throws -> VolumeFile {
    guard let token = context.objects.tokens[TokenWish(source)] else {
        throw ResolutionError("no token for service account \"\(context.pod.spec.serviceAccountName)\"")
    }
    // Whoever runs in the pod is to read its own token: the user that all containers share, or the pod's group.
    let containers = context.pod.spec.initContainers + context.pod.spec.containers
    let users = Set(containers.map { $0.securityContext?.runAsUser ?? context.pod.spec.securityContext?.runAsUser })
    let isShared = context.pod.spec.securityContext?.fsGroup != nil
    var file = VolumeFile(
        path: try safePath(source.path), bytes: Array(token.text.utf8),
        mode: isShared ? 0o600 : UInt32(truncatingIfNeeded: mode ?? 0o644))
    if !isShared, users.count == 1, let user = users.first ?? nil {
        file.mode = 0o600
        file.owner = user
    }
    return file
}

private func configMapFiles(
    _ name: String, _ items: [KeyToPath], optional: Bool?, mode: Int32?, _ context: ResolutionContext
) throws -> [VolumeFile] {
    guard let object = context.objects.configMaps[name] else {
        if optional == true { return [] }
        throw ResolutionError("configmap \"\(name)\" not found")
    }
    let content = object.data.mapValues { Array($0.utf8) }.merging(object.binaryData) { text, _ in text }
    return try files(content, items, optional: optional, mode: mode) {
        "configmap references non-existent config key: \($0)"
    }
}

private func secretFiles(
    _ name: String, _ items: [KeyToPath], optional: Bool?, mode: Int32?, _ context: ResolutionContext
) throws -> [VolumeFile] {
    guard let object = context.objects.secrets[name] else {
        if optional == true { return [] }
        throw ResolutionError("secret \"\(name)\" not found")
    }
    return try files(object.data, items, optional: optional, mode: mode) {
        "references non-existent secret key: \($0)"
    }
}

private func files(
    _ content: [String: [UInt8]], _ items: [KeyToPath], optional: Bool?, mode: Int32?, missing: (String) -> String
) throws -> [VolumeFile] {
    let defaultMode = UInt32(truncatingIfNeeded: mode ?? 0o644)
    guard !items.isEmpty else {
        return try content.sorted { $0.key < $1.key }.map {
            VolumeFile(path: try safePath($0.key), bytes: $0.value, mode: defaultMode)
        }
    }
    return try items.compactMap { item in
        guard let bytes = content[item.key] else {
            if optional == true { return nil }
            throw ResolutionError(missing(item.key))
        }
        return VolumeFile(
            path: try safePath(item.path), bytes: bytes,
            mode: item.mode.map { UInt32(truncatingIfNeeded: $0) } ?? defaultMode)
    }
}

private func downwardFiles(_ items: [DownwardAPIVolumeFile], mode: Int32?, _ context: ResolutionContext) throws
    -> [VolumeFile]
{
    try items.map { item in
        var text = ""
        if let field = item.fieldRef {
            text = try fieldValue(field.fieldPath, context)
        } else if let resource = item.resourceFieldRef {
            guard let container = context.pod.spec.container(named: resource.containerName) else {
                throw ResolutionError("container \(resource.containerName) not found")
            }
            text = try resourceValue(resource, of: container, context)
        }
        return VolumeFile(
            path: try safePath(item.path), bytes: Array(text.utf8),
            mode: UInt32(truncatingIfNeeded: item.mode ?? mode ?? 0o644))
    }
}

/// The rules of the kubelet's atomic writer: relative, no `..`, nothing that begins with `..` at the top.
private func safePath(_ path: String) throws -> String {
    let parts = path.split(separator: "/")
    guard !path.isEmpty, !path.hasPrefix("/"), !path.hasPrefix(".."), !parts.contains("..") else {
        throw ResolutionError("invalid path: must be relative and stay in the volume: \(path)")
    }
    return parts.joined(separator: "/")
}
