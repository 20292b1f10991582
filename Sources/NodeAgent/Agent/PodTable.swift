internal import ContainerRuntime
internal import KubernetesAPI
internal import StreamProtocols
internal import Synchronization

/// The workers of this node's pods, for everyone who has to find one.
final class PodTable: ContainerDirectory {
    private let workers = Mutex<[String: (identity: PodIdentity, worker: PodWorker)]>([:])
    let exits: ExitNotices

    init(exits: ExitNotices) { self.exits = exits }

    subscript(uid: String) -> PodWorker? { workers.withLock { $0[uid]?.worker } }

    var uids: [String] { workers.withLock { Array($0.keys) } }

    func add(_ worker: PodWorker, _ identity: PodIdentity) {
        workers.withLock { $0[identity.uid] = (identity, worker) }
    }

    func remove(_ uid: String) { workers.withLock { $0[uid] = nil } }

    func view(_ reference: ContainerReference) async throws -> ContainerView {
        try known(await worker(of: reference).view(of: reference.container), reference)
    }

    func viewWhenCreated(_ reference: ContainerReference) async throws -> ContainerView {
        try known(await worker(of: reference).viewWhenCreated(reference.container), reference)
    }

    private func worker(of reference: ContainerReference) throws -> PodWorker {
        let worker = workers.withLock { workers in
            if !reference.podUID.isEmpty { return workers[reference.podUID]?.worker }
            return workers.values.first {
                $0.identity.namespace == reference.namespace && $0.identity.name == reference.pod
            }?.worker
        }
        guard let worker else { throw StreamErrors.podNotFound(reference.pod) }
        return worker
    }

    private func known(_ view: ContainerView?, _ reference: ContainerReference) throws -> ContainerView {
        guard let view else { throw StreamErrors.unknownContainer(reference.container, pod: reference.pod) }
        return view
    }
}
