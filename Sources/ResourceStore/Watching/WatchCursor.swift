internal import Synchronization

/// Changes handed to a watch, and the revision up to which they are complete.
struct WatchDelivery: Sendable, Equatable {
    var events: [StoreEvent]
    var upTo: Revision
}

/// How far a watch has come, and what it has been handed while it waited. Its lock is never held while the core's is taken.
final class WatchCursor: Sendable {
    let prefix: String
    private let core: StoreCore
    private let place: Mutex<Place>

    private struct Place {
        var position: Revision
        /// Whether the core has this watch among those that wait, or is about to hand it a delivery.
        var isWaiting = false
        var delivery: WatchDelivery?
        /// Whom to call when the wait is over.
        var wake: (@Sendable () -> Void)?
        var isEnded = false

        mutating func takeWake() -> (@Sendable () -> Void)? {
            defer { wake = nil }
            return wake
        }

        mutating func stopWaiting() {
            isWaiting = false
            wake = nil
        }
    }

    init(core: StoreCore, prefix: String, position: Revision) {
        self.core = core
        self.prefix = prefix
        place = Mutex(Place(position: position))
    }

    var progress: Revision {
        // A waiting watch has seen everything; the core knows whether it still waits.
        if let seen = core.revision(ifWaiting: self) { advance(to: seen) }
        return place.withLock { $0.position }
    }

    func advance(to position: Revision) {
        place.withLock { $0.position = max($0.position, position) }
    }

    /// The next changes, at least one.
    func poll(orCall wake: @escaping @Sendable () -> Void) throws(StoreError) -> Poll<WatchDelivery> {
        let (answer, position) = place.withLock { place -> (Poll<WatchDelivery>, Revision?) in
            if let delivery = place.delivery {
                place.delivery = nil
                place.isWaiting = false
                return (.ready(delivery), nil)
            }
            // Those that still wait when they are ended are no longer: this one has a delivery on its way.
            if place.isEnded, !place.isWaiting { return (.finished, nil) }
            place.wake = wake
            if place.isWaiting { return (.pending, nil) }
            // Said before the core knows of it, which may hand out the next change at once.
            place.isWaiting = true
            return (.pending, place.position)
        }
        guard let position else { return answer }
        let found: Poll<WatchDelivery>
        do {
            found = try core.changes(after: position, orAdd: self)
        } catch {
            place.withLock { $0.stopWaiting() }
            throw error
        }
        switch found {
        case .pending:
            // Ended between the look and the wait: whoever ended it may have come too early to find it.
            if place.withLock({ $0.isEnded }) { end() }
        case .ready, .finished: place.withLock { $0.stopWaiting() }
        }
        return found
    }

    /// Hands changes to this watch, which has been taken out of those that wait.
    func deliver(_ delivery: WatchDelivery) {
        let wake = place.withLock { place in
            place.delivery = delivery
            if let first = delivery.events.first { place.position = max(place.position, first.object.revision - 1) }
            return place.takeWake()
        }
        wake?()
    }

    /// Calls who waits although nothing has changed.
    func wake() { place.withLock { $0.takeWake() }?() }

    /// Ends the wait under way and all later ones.
    func end() { end(havingSeen: core.stopWaiting(self)) }

    /// - Parameter seen: the newest revision if the watch has been waiting and no longer is. That must not be lost with its wait.
    func end(havingSeen seen: Revision?) {
        let wake = place.withLock { place in
            place.isEnded = true
            if let seen {
                place.position = max(place.position, seen)
                place.isWaiting = false
            }
            // With a delivery on its way there is a call on its way too.
            return place.isWaiting ? nil : place.takeWake()
        }
        wake?()
    }
}
