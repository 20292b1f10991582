internal import ContainerRuntime
internal import KubernetesAPI

extension PodWorker {
    /// Creates and starts a container whose image is there. On the way of every ephemeral container: nothing here waits
    /// for anything that this container does not need.
    func launch(_ name: String, attempt: Int) async {
        guard let container = lifecycle.pod.spec.container(named: name), let image = images.removeValue(forKey: name),
            let sandbox
        else {
            return submit(.launchFailed(name, .create("the pod's sandbox is gone")))
        }
        let id = ContainerID(podUID: identity.uid, name: name, attempt: attempt)
        do {
            let resolved = try await resolve(container, id, imageID: image.id)
            for note in resolved.notes { submit(.noted(note)) }
            if lifecycle.pod.spec.ephemeralContainer(named: name) != nil {
                try await createOnce(resolved.spec, in: sandbox)
            } else {
                try await context.runtime.createContainer(resolved.spec, in: sandbox)
            }
            submit(.created(name))
            noteCreated(id)
            defer { created[name] = nil }
            let record = try await context.runtime.startContainer(id)
            submit(.started(name, ContainerRun(record, image: RunImage(image, reference: container.image))))
            await runStartHook(container, id)
        } catch {
            await launchFailed(id, RunImage(image, reference: container.image), error)
        }
    }

    private func resolve(_ container: Container, _ id: ContainerID, imageID: String) async throws -> ResolvedContainer {
        var resolution = resolution
        let lifecycle = lifecycle
        let namespace = try processNamespace(of: container.name, in: lifecycle.pod.spec) { target in
            lifecycle.slots.first { $0.name == target }.flatMap { $0.run?.id ?? $0.ended?.run.id }
        }
        let names = ObjectNames(environmentOf: container)
        if !names.isEmpty {
            resolution.objects = try await context.api.objects(names, namespace: identity.namespace)
        }
        let environment = try resolveEnvironment(of: container, resolution)
        let volumes = volumes
        let mounts = try await blocking {
            try volumes.mounts(for: container, attempt: id.attempt, in: lifecycle.pod, environment)
        }
        return try resolveContainer(
            container, id: id, imageID: imageID, processNamespace: namespace, mounts: mounts,
            environment: environment, resolution, seccompDirectory: context.seccompDirectory)
    }

    /// Creates an ephemeral container. When this returns it is on disk, apart from the runtime's records, that it is never
    /// to be started again. That is written while the runtime works, and taken back where nothing was created; should
    /// the engine die in between, the container counts as started.
    private func createOnce(_ spec: ContainerSpec, in sandbox: Sandbox) async throws {
        let ledger = StartedLedger(directory: volumes.directory)
        async let marked: Void = blocking { try ledger.mark(spec.id.name) }
        let created: Result<Void, any Error>
        do {
            created = .success(try await context.runtime.createContainer(spec, in: sandbox))
        } catch {
            created = .failure(error)
        }
        do {
            try await marked
        } catch {
            if case .success = created { try await context.runtime.removeContainer(spec.id) }
            throw error
        }
        guard case .failure(let error) = created else { return }
        // What failed at its start counts as started.
        if (error as? RuntimeError)?.kind != .start { try await blocking { try ledger.unmark(spec.id.name) } }
        throw error
    }

    private func launchFailed(_ id: ContainerID, _ image: RunImage, _ error: any Error) async {
        let message = "\(error)".replacingAll(id.description, with: id.name)
        if error is ResolutionError { return submit(.launchFailed(id.name, .configuration(message))) }
        switch (error as? RuntimeError)?.kind {
        case .configuration: submit(.launchFailed(id.name, .configuration(message)))
        case .start:
            var run = ContainerRun(id: id, uniqueID: "", image: image, startedAt: nil, logPath: "")
            // The record tells the run's id and log; without it the failure is told all the same.
            if let record = try? await context.runtime.inventory().containers.first(where: { $0.id == id }) {
                run = ContainerRun(record, image: image)
            }
            submit(.launchFailed(id.name, .start(message, run)))
        default: submit(.launchFailed(id.name, .create(message)))
        }
    }
}

extension ContainerRun {
    /// The run a record tells of.
    init(_ record: ContainerRecord, image: RunImage) {
        var startedAt: Timestamp?
        switch record.state {
        case .running(_, let time): startedAt = Timestamp(time)
        case .exited(_, _, let time, _): startedAt = time.map { Timestamp($0) }
        case .created, .lost: break
        }
        self.init(
            id: record.id, uniqueID: record.uniqueID, image: image, startedAt: startedAt, logPath: record.logPath)
    }
}

extension RunImage {
    /// Of the image's names the one that was asked for.
    init(_ record: ImageRecord, reference: String) {
        let fitting = record.names.first { name in
            name == reference || name.hasSuffix("/\(reference)") || name.hasSuffix("/\(reference):latest")
        }
        self.init(name: fitting ?? record.names.first ?? reference, id: record.digests.first ?? record.id)
    }
}

extension String {
    fileprivate func replacingAll(_ text: String, with replacement: String) -> String {
        guard !text.isEmpty else { return self }
        var result = ""
        var rest = self[...]
        while let range = rest.firstRange(of: text) {
            result += rest[..<range.lowerBound] + replacement
            rest = rest[range.upperBound...]
        }
        return result + rest
    }
}
