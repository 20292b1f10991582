import Glibc

extension ImageStore {
    public func pull(
        _ reference: String, credentials: RegistryCredentials?, progress: (@Sendable (String) -> Void)?
    ) async throws -> ImageRecord {
        let reference = try ImageReference(reference)
        let staging = try await CancellableWork.run { [layout] _ in try Staging(layout) }
        do {
            let record = try await pull(reference, credentials, staging, progress)
            try await CancellableWork.run { [self] _ in try removing(staging) {} }
            return record
        } catch {
            // Not in cancellable work: a cancelled pull cleans up as well.
            try removing(staging) {}
            try Task.checkCancellation()
            throw error
        }
    }

    private func pull(
        _ reference: ImageReference, _ credentials: RegistryCredentials?, _ staging: Staging,
        _ progress: (@Sendable (String) -> Void)?
    ) async throws -> ImageRecord {
        var authFile: String?
        if let credentials {
            let path = "\(staging.path)/auth.json"
            try AuthFile.write(credentials, for: reference, to: path)
            authFile = path
        }
        let skopeo = Skopeo(reference: reference, authFile: authFile)
        let top = try await skopeo.topManifest()
        let digest = Digest(of: top)
        if let wanted = reference.digest, wanted != digest.description {
            throw ImageError(.corrupt, "\(reference): the registry gave a manifest with another digest, \(digest)")
        }
        if let record = try await adopt(digest, as: reference, staging) {
            progress?("\(reference) is up to date")
            return record
        }
        let directory = "\(staging.path)/image"
        try await skopeo.copy(digest, to: directory, progress: progress)
        // Gone before anything that takes long: unpacking needs no credentials.
        if let authFile { unlink(authFile) }
        return try await CancellableWork.run { [self] flag in
            let tree = ImageTree(root: try OpenFile.directory(directory), name: reference.description)
            var image = try SkopeoDirectory.read(tree, top: top)
            image.names = [reference]
            let records = try add([image], from: tree, staging, flag)
            return records[0]
        }
    }

    /// The image with that manifest where it is here, under the new name as well; nothing is fetched then.
    private func adopt(_ digest: Digest, as name: ImageReference, _ staging: Staging) async throws -> ImageRecord? {
        guard
            let image = try await current().images.first(where: { image in
                image.digests.contains { $0.hasSuffix("@\(digest)") }
            })
        else { return nil }
        let content = ImageContent(
            id: image.id, configuration: image.configuration, created: image.created, layers: [], names: [name],
            manifests: [digest])
        let prepared = PreparedImage(
            content: content, layers: image.layers.map { PreparedImage.Layer(layer: $0) })
        return try await CancellableWork.run { [self] _ in try commit([prepared], staging)?.first }
    }
}
