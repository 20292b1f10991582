internal import ContainerRuntime
internal import KubernetesAPI
internal import StreamProtocols
internal import Synchronization

/// The workers of this node's pods, for everyone who has to find one.
final class PodTable: ContainerDirectory {
    private let workers = Mutex<[String: (identity: PodIdentity, worker: PodWorker)]>([:])
    let exits: ExitNotices
    /// Who asked before the recovery was over; nil since then.
    private let early = Mutex<[CheckedContinuation<Void, Never>]?>([])

    init(exits: ExitNotices) { self.exits = exits }

    /// Every pod that was there before has its worker now.
    func recovered() {
        let waiting = early.withLock { early in
            defer { early = nil }
            return early ?? []
        }
        for continuation in waiting { continuation.resume() }
    }

    /// A server that has just started answers before its agent has taken back the pods; who asks for one waits that long.
    private func waitForRecovery() async {
        await withCheckedContinuation { continuation in
            let isOver = early.withLock { early in
                early?.append(continuation)
                return early == nil
            }
            if isOver { continuation.resume() }
        }
    }

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

    private func worker(of reference: ContainerReference) async throws -> PodWorker {
        await waitForRecovery()
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
