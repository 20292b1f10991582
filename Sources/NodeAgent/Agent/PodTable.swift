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
        let worker = workers.withLock { workers in
            if !reference.podUID.isEmpty { return workers[reference.podUID]?.worker }
            return workers.values.first {
                $0.identity.namespace == reference.namespace && $0.identity.name == reference.pod
            }?.worker
        }
        guard let worker else { throw StreamErrors.podNotFound(reference.pod) }
        guard let view = await worker.view(of: reference.container) else {
            throw StreamErrors.unknownContainer(reference.container, pod: reference.pod)
        }
        return view
    }
}
