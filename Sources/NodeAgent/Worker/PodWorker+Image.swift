internal import ContainerRuntime
internal import KubernetesAPI

extension PodWorker {
    /// Looks for a container's image and pulls it where its policy says so.
    func fetchImage(_ name: String, mayPull: Bool) async {
        guard let container = lifecycle.pod.spec.container(named: name) else { return }
        let policy = container.imagePullPolicy
        do {
            if policy != "Always", let found = try await context.images.find(container.image) {
                images[name] = found
                return submit(.imageReady(name, pulled: nil))
            }
        } catch {
            return submit(.imageFailed(name, ImageFailure(error, isPull: false)))
        }
        if policy == "Never" { return submit(.imageFailed(name, .neverPull)) }
        guard mayPull else { return submit(.imageFailed(name, .backOff)) }
        submit(.pulling(name))
        do {
            let began = context.now()
            let credentials = try await pullCredentials(for: container.image)
            let record = try await context.images.pull(container.image, credentials: credentials, progress: nil)
            images[name] = record
            let took = context.now().milliseconds(since: began)
            submit(.imageReady(name, pulled: PullReport(milliseconds: took, size: record.size)))
        } catch {
            submit(.imageFailed(name, ImageFailure(error, isPull: true)))
        }
    }

    private func pullCredentials(for image: String) async throws -> RegistryCredentials? {
        let secrets = lifecycle.pod.spec.imagePullSecrets.map(\.name)
        guard !secrets.isEmpty else { return nil }
        var names = ObjectNames()
        names.secrets = Set(secrets)
        let objects = try await context.api.objects(names, namespace: identity.namespace)
        return secrets.lazy.compactMap { objects.secrets[$0] }.compactMap { credentials(in: $0, for: image) }.first
    }
}

extension ImageFailure {
    init(_ error: any Error, isPull: Bool) {
        guard let error = error as? ImageError else {
            self = isPull ? .pull("\(error)") : .inspect("\(error)")
            return
        }
        switch error.kind {
        case .invalidReference: self = .invalidName(error.message)
        case .registryUnavailable: self = .registryUnavailable(error.message)
        default: self = isPull ? .pull(error.message) : .inspect(error.message)
        }
    }
}
