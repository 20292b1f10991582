/// The watches that have seen everything and wait for the next change, by prefix: many watch the same one, and then a commit
/// is matched once and shared by all of them.
struct WaitingWatches {
    typealias Group = [ObjectIdentifier: WatchCursor]

    private var byPrefix: [String: Group] = [:]

    func contains(_ watch: WatchCursor) -> Bool { byPrefix[watch.prefix]?[ObjectIdentifier(watch)] != nil }

    mutating func add(_ watch: WatchCursor) { byPrefix[watch.prefix, default: [:]][ObjectIdentifier(watch)] = watch }

    mutating func remove(_ watch: WatchCursor) {
        byPrefix[watch.prefix]?[ObjectIdentifier(watch)] = nil
        if byPrefix[watch.prefix]?.isEmpty == true { byPrefix[watch.prefix] = nil }
    }

    /// Takes out those that a commit concerns, with what they are to be told; what most watch comes first.
    mutating func take(for changes: [StoreEvent], upTo: Revision) -> [(Group, WatchDelivery)] {
        var result: [(Group, WatchDelivery)] = []
        for prefix in Array(byPrefix.keys) {
            let events = changes.filter { $0.object.key.lies(under: prefix) }
            guard !events.isEmpty, let group = byPrefix.removeValue(forKey: prefix) else { continue }
            result.append((group, WatchDelivery(events: events, upTo: upTo)))
        }
        return result.sorted { $0.0.count > $1.0.count }
    }

    mutating func takeAll() -> [WatchCursor] {
        defer { self = WaitingWatches() }
        return byPrefix.values.flatMap(\.values)
    }
}
