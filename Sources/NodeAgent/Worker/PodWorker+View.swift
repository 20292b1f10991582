internal import ContainerRuntime
internal import KubernetesAPI

extension PodWorker {
    /// What the streams may know of a container; nil if the pod has none of that name.
    func view(of name: String) -> ContainerView? {
        guard let slot = lifecycle.slots.first(where: { $0.name == name }),
            let container = lifecycle.pod.spec.container(named: name)
        else { return nil }
        let statuses = lifecycle.containerStatuses([slot.role], runtime: context.runtime.name)
        guard let status = statuses.first(where: { $0.name == name }) else { return nil }
        return ContainerView(slot: slot, container: container, status: status, createdID: created[name])
    }

    /// The same, as soon as the container is created, or has ended, or the caller's task is cancelled.
    func viewWhenCreated(_ name: String) async -> ContainerView? {
        let (changes, change) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        lastViewer += 1
        let key = lastViewer
        viewers[key] = change
        defer { viewers[key] = nil }
        change.yield()
        for await _ in changes {
            guard let view = view(of: name) else { continue }  // the pod's new version is still on its way here
            if view.runningID != nil || view.createdID != nil || view.slot.termination != nil { return view }
        }
        return view(of: name)
    }

    /// Lets those who wait look again.
    func tellViewers() {
        for viewer in viewers.values { viewer.yield() }
    }

    /// Notes that a container can be joined, until it is known to run.
    func noteCreated(_ id: ContainerID) {
        created[id.name] = id
        tellViewers()
    }
}
