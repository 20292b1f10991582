/// Everything a store knows, as a value: the current objects and the changes since the oldest kept revision. An older
/// revision is read by undoing the changes since, so no object carries a list of its versions.
struct History: Sendable {
    private(set) var index = SortedIndex()
    private var log = EventLog()
    /// The newest revision.
    private(set) var revision: Revision
    /// The oldest revision that can still be read and watched from.
    private(set) var compacted: Revision

    init(compacted: Revision = 0) {
        self.compacted = compacted
        revision = compacted
    }

    /// Takes in an object that was current when the history before it was forgotten.
    mutating func restore(_ object: StoredObject) { index.set(object) }

    /// Takes in the next change.
    mutating func apply(_ event: StoreEvent) {
        precondition(event.object.revision == revision + 1, "revisions rise by one")
        revision = event.object.revision
        log.append(event)
        if event.kind == .deleted { index.remove(event.object.key) } else { index.set(event.object) }
    }

    /// Whether `revision` can be read.
    func check(_ wanted: Revision) throws(StoreError) {
        if wanted < compacted { throw .expired(requested: wanted, oldest: compacted) }
        if wanted > revision { throw .future(requested: wanted, current: revision) }
    }

    func snapshot(prefix: String, at wanted: Revision?) throws(StoreError) -> Snapshot {
        let wanted = wanted ?? revision
        try check(wanted)
        var undone: [ExactKey: StoredObject?] = [:]
        for offset in Int(wanted - compacted)..<log.count {
            let event = log[offset]
            guard event.object.key.lies(under: prefix) else { continue }
            // The first change since is the one that tells what was before.
            let key = ExactKey(event.object.key)
            if undone[key] == nil { undone[key] = .some(event.previous) }
        }
        return Snapshot(prefix: prefix, revision: wanted, index: index, undone: undone)
    }

    /// The changes under `prefix` after `position`, at most `limit`, and how far they reach.
    func changes(under prefix: String, after position: Revision, limit: Int) throws(StoreError) -> WatchDelivery {
        try check(position)
        var events: [StoreEvent] = []
        for offset in Int(position - compacted)..<log.count {
            let event = log[offset]
            guard event.object.key.lies(under: prefix) else { continue }
            events.append(event)
            if events.count == limit { return WatchDelivery(events: events, upTo: event.object.revision) }
        }
        return WatchDelivery(events: events, upTo: revision)
    }

    /// Forgets the changes up to and including `upTo`.
    mutating func forget(upTo: Revision) {
        log.removeFirst(Int(upTo - compacted))
        compacted = upTo
    }

    /// The next step of forgetting, `steps` changes at most: towards `target`, or until the history is an eighth below its
    /// limits once it is above one of them (so that not every write has to forget something). Nil where there is nothing to do.
    func compaction(limits: HistoryLimits, target: Revision?, steps: Int) -> Compaction? {
        let isOver = log.count > limits.changes || log.bytes > limits.bytes
        var bytes = log.bytes
        var result = Compaction(upTo: compacted)
        for offset in 0..<min(steps, log.count) {
            let isWanted = target.map { compacted + Revision(offset) < $0 } ?? false
            let isAboveLowMark =
                log.count - offset > limits.changes - limits.changes / 8 || bytes > limits.bytes - limits.bytes / 8
            guard isWanted || (isOver && isAboveLowMark) else { break }
            let event = log[offset]
            bytes -= EventLog.cost(event)
            result.upTo = event.object.revision
            if let previous = event.previous { result.versions.append(previous.revision) }
            if event.kind == .deleted { result.versions.append(event.object.revision) }
        }
        return result.upTo == compacted ? nil : result
    }
}

/// A step of forgetting: the new oldest revision, and the versions that then nobody can see any more.
struct Compaction: Sendable, Equatable {
    var upTo: Revision
    var versions: [Revision] = []
}
