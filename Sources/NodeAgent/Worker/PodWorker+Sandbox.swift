internal import ContainerRuntime
internal import KubernetesAPI
internal import Logging

extension PodWorker {
    var resolution: ResolutionContext {
        ResolutionContext(
            pod: lifecycle.pod, podAddresses: lifecycle.addresses, hostAddresses: context.hostAddresses,
            node: context.capacity)
    }

    func prepareVolumes() async {
        do {
            let problems = try await writeVolumes()
            submit(problems.isEmpty ? .volumesReady : .volumesFailed(problems))
            if problems.isEmpty { await keepTokensFresh() }
        } catch {
            let names = lifecycle.pod.spec.volumes.map(\.name)
            submit(.volumesFailed(names.map { VolumeProblem(volume: $0, message: "\(error)") }))
        }
    }

    private func writeVolumes() async throws -> [VolumeProblem] {
        var resolution = resolution
        let now = context.now()
        let volumes = volumes
        let names = ObjectNames(volumesOf: resolution.pod.spec)
        if !names.isEmpty {
            resolution.objects = try await context.api.objects(names, namespace: identity.namespace)
        }
        if !names.tokens.isEmpty {
            resolution.objects.tokens = try await context.api.tokens(
                names.tokens, account: resolution.pod.spec.serviceAccountName, for: identity)
            let ends = resolution.objects.tokens.values.map(\.expires.seconds)
            tokensDue = ends.min().map { Timestamp(seconds: now.seconds + ($0 - now.seconds) * 4 / 5) }
        }
        let ready = resolution
        return try await blocking { volumes.prepare(ready, at: now) }
    }

    /// Writes new tokens when four fifths of the old ones' time are over, for as long as the pod is here.
    private func keepTokensFresh() async {
        while let due = tokensDue {
            let wait = max(1, due.seconds - context.now().seconds)
            do { try await Task.sleep(for: .seconds(wait)) } catch { return }  // the worker has ended
            // What has ended has no volumes any more.
            guard lifecycle.ending == nil else { return }
            do {
                for problem in try await writeVolumes() { notRenewed("\(problem.volume): \(problem.message)") }
            } catch {
                notRenewed("\(error)")
                tokensDue = Timestamp(seconds: context.now().seconds + Self.renewalPause)
            }
        }
    }

    private static let renewalPause: Int64 = 60

    private func notRenewed(_ why: String) {
        context.logger.warning(
            "volumes could not be renewed", metadata: ["pod": "\(identity.name)", "error": "\(why)"])
    }

    func createSandbox() async {
        let pod = lifecycle.pod
        let (volumes, node) = (volumes, context.nodeName)
        do {
            let created = try await context.runtime.createSandbox(sandboxSpec(of: pod, node: node))
            sandbox = created
            let addresses = pod.spec.hostNetwork ? context.hostAddresses : created.addresses
            try await blocking { try volumes.writeNetworkFiles(of: pod, addresses: addresses, node: node) }
            submit(.sandboxReady(addresses: addresses))
        } catch {
            submit(.sandboxFailed("\(error)"))
        }
    }

    func removeSandbox() async {
        let volumes = volumes
        do {
            try await context.runtime.removeSandbox(podUID: identity.uid)
            sandbox = nil
            try await blocking { try volumes.tearDown() }
            submit(.sandboxRemoved)
        } catch {
            submit(.sandboxRemovalFailed("\(error)"))
        }
    }
}
