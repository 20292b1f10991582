extension ManagedFields {
    /// Every program that ever changed an object would have an entry for ever; beyond this many, the oldest are united.
    static let maximumUpdaters = 10

    /// Unites the oldest entries of updates, one a version of the API, until there are no more than the maximum.
    mutating func cap() {
        var updaters = entries.filter { $0.manager.operation == .update }
        var excess = updaters.count - Self.maximumUpdaters
        guard excess > 0 else { return }
        updaters.sort { left, right in
            let (one, other) = (left.manager, right.manager)
            return (left.seconds, one.name, one.apiVersion, one.subresource)
                < (right.seconds, other.name, other.apiVersion, other.subresource)
        }
        var first: [String: Manager] = [:]
        for entry in updaters where excess > 0 {
            let version = entry.manager.apiVersion
            guard let oldest = first[version] else {
                first[version] = entry.manager
                continue
            }
            let bucket = Manager(name: "ancient-changes", operation: .update, apiVersion: version, subresource: "")
            if self[bucket] == nil, var moved = self[oldest] {
                self[oldest] = nil
                moved.manager = bucket
                self[bucket] = moved
            }
            guard var united = self[bucket] else { continue }
            united.fields = united.fields.union(entry.fields)
            united.time = entry.time  // the newer one
            if entry.manager != bucket { self[entry.manager] = nil }
            self[bucket] = united
            excess -= 1
        }
    }
}
