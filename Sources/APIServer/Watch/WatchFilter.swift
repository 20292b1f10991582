internal import KubernetesAPI
internal import ResourceStore

/// Turns the store's changes into what a watcher with a selection sees: an object that comes to be selected is ADDED, one
/// that no longer is DELETED.
struct WatchFilter: Sendable {
    let selection: Selection
    /// The only key that can be selected, if there is but one.
    let key: String?

    /// Nil: the watcher sees nothing of it.
    func frame(_ event: StoreEvent, _ encoder: inout WatchEncoder) throws -> [UInt8]? {
        if let key, event.object.key != key { return nil }
        let cache = encoder.responder.cache
        let seesNew = try event.kind != .deleted && selects(event.object, cache)
        let sawOld = try event.previous.map { try selects($0, cache) } ?? false
        switch (sawOld, seesNew) {
        case (false, false): return nil
        case (false, true): return try encoder.frame(.added, event.object)
        case (true, true): return try encoder.frame(.modified, event.object)
        case (true, false) where event.kind == .deleted: return try encoder.frame(.deleted, event.object)
        case (true, false):
            // As in Kubernetes: the last version that was selected, at the revision that took it away.
            guard let previous = event.previous else { return nil }
            var tree = try cache.tree(previous)
            tree[metadata: "resourceVersion"] = .string(String(event.object.revision))
            return try encoder.frame(.deleted, tree: tree)
        }
    }

    private func selects(_ object: StoredObject, _ cache: WatchCache) throws -> Bool {
        if selection.isEverything || key != nil && selection.isByKey { return true }
        return selection.matches(try cache.tree(object))
    }
}
