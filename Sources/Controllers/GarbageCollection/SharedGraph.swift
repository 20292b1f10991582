internal import Synchronization

/// The graph of a running collector: watches add to it while workers ask it.
final class SharedGraph: Sendable {
    private let graph = Mutex(OwnerGraph())

    func seen(_ objects: [OwnedObject]) -> [OwnerGraph.Work] {
        graph.withLock { graph in objects.flatMap { graph.seen($0) } }
    }

    func gone(_ uid: String) -> [OwnerGraph.Work] { graph.withLock { $0.gone(uid) } }
    func dependents(of owner: String) -> [OwnedObject] { graph.withLock { $0.dependents(of: owner) } }
}
