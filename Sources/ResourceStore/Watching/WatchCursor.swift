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
        var isEnded = false
        /// Whether the next wait, or the one under way, is to return without a change.
        var isInterrupted = false
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
        let position: Revision? = place.withLock { place in
            if place.isEnded || place.isInterrupted {
                place.isInterrupted = false
                return nil
            }
            place.ticket = ticket
            return place.position
        }
        guard let position else { return nil }
        defer {
            place.withLock { place in
                place.ticket = nil
                place.isInterrupted = false
            }
        }
        return try await core.changes(under: prefix, after: position, ticket, isolation: actor) {
            self.place.withLock { $0.isEnded || $0.isInterrupted }
        }
    }

    /// Ends the wait under way or, if there is none, the next one.
    func interrupt() { stopWaiting { $0.isInterrupted = true } }

    /// Ends the wait under way and all later ones.
    func end() { stopWaiting { $0.isEnded = true } }

    private func stopWaiting(because: (inout Place) -> Void) {
        let ticket = place.withLock { place in
            because(&place)
            return place.ticket
        }
        guard let ticket else { return }
        // What a waiting watch has seen must not be lost with its wait.
        if let seen = core.revision(ifWaiting: ticket) { advance(to: seen) }
        core.stopWaiting(ticket)
    }
}
