internal import ContainerRuntime
internal import KubernetesAPI

extension PodWorker {
    var resolution: ResolutionContext {
        ResolutionContext(
            pod: lifecycle.pod, podAddresses: lifecycle.addresses, hostAddresses: context.hostAddresses,
            node: context.capacity)
    }

    func prepareVolumes() async {
        var resolution = resolution
        let now = context.now()
        let volumes = volumes
        do {
            let names = ObjectNames(volumesOf: resolution.pod.spec)
            if !names.isEmpty {
                resolution.objects = try await context.api.objects(names, namespace: identity.namespace)
            }
            let ready = resolution
            let problems = try await blocking { volumes.prepare(ready, at: now) }
            submit(problems.isEmpty ? .volumesReady : .volumesFailed(problems))
        } catch {
            let names = resolution.pod.spec.volumes.map(\.name)
            submit(.volumesFailed(names.map { VolumeProblem(volume: $0, message: "\(error)") }))
        }
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
