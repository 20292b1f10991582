typealias WatchContinuation = CheckedContinuation<WatchDelivery?, any Error>

/// One wait of one watch.
struct WatchTicket: Hashable, Sendable {
    let number: UInt64
}

/// Changes handed to a watch, and the revision up to which they are complete.
struct WatchDelivery: Sendable, Equatable {
    var events: [StoreEvent]
    var upTo: Revision
}

/// The watches that have seen everything and wait for the next change, by prefix: many watch the same one, and then a commit
/// is matched once and shared by all of them.
struct WaitingWatches {
    private var byPrefix: [String: [WatchTicket: WatchContinuation]] = [:]
    private var prefixes: [WatchTicket: String] = [:]

    func contains(_ ticket: WatchTicket) -> Bool { prefixes[ticket] != nil }

    mutating func add(_ ticket: WatchTicket, prefix: String, _ continuation: WatchContinuation) {
        prefixes[ticket] = prefix
        byPrefix[prefix, default: [:]][ticket] = continuation
    }

    mutating func remove(_ ticket: WatchTicket) -> WatchContinuation? {
        guard let prefix = prefixes.removeValue(forKey: ticket) else { return nil }
        let continuation = byPrefix[prefix]?.removeValue(forKey: ticket)
        if byPrefix[prefix]?.isEmpty == true { byPrefix[prefix] = nil }
        return continuation
    }

    /// Takes out those that a commit concerns, with what they are to be told.
    mutating func take(for changes: [StoreEvent], upTo: Revision) -> [(WatchContinuation, WatchDelivery)] {
        var result: [(WatchContinuation, WatchDelivery)] = []
        for prefix in Array(byPrefix.keys) {
            let events = changes.filter { $0.object.key.lies(under: prefix) }
            guard !events.isEmpty, let waiting = byPrefix.removeValue(forKey: prefix) else { continue }
            let delivery = WatchDelivery(events: events, upTo: upTo)
            for (ticket, continuation) in waiting {
                prefixes[ticket] = nil
                result.append((continuation, delivery))
            }
        }
        return result
    }

    mutating func takeAll() -> [WatchContinuation] {
        defer { self = WaitingWatches() }
        return byPrefix.values.flatMap(\.values)
    }
}
