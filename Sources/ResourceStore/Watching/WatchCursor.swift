import Synchronization

/// How far a watch has come.
final class WatchCursor: Sendable {
    private let core: StoreCore
    private let prefix: String
    private let place: Mutex<Place>

    private struct Place {
        var position: Revision
        /// The wait under way, if any.
        var ticket: WatchTicket?
    }

    init(core: StoreCore, prefix: String, position: Revision) {
        self.core = core
        self.prefix = prefix
        place = Mutex(Place(position: position))
    }

    var progress: Revision {
        let place = place.withLock { $0 }
        // A waiting watch has seen everything; the core knows whether it still waits.
        return place.ticket.flatMap { core.revision(ifWaiting: $0) } ?? place.position
    }

    func advance(to position: Revision) {
        place.withLock { $0.position = max($0.position, position) }
    }

    /// The next changes, at least one; nil at the end.
    func fetch(isolation actor: isolated (any Actor)?) async throws -> WatchDelivery? {
        let ticket = core.newTicket()
        let position = place.withLock { place in
            place.ticket = ticket
            return place.position
        }
        defer { place.withLock { $0.ticket = nil } }
        return try await core.changes(under: prefix, after: position, ticket, isolation: actor)
    }
}
