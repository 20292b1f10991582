internal import KubernetesAPI
internal import ResourceStore

/// An object as it was read for a change.
struct CurrentObject: Sendable {
    var stored: StoredObject
    var tree: JSONValue
}

/// What a change comes to.
enum Change: Sendable {
    case write(JSONValue)
    /// The object goes; the tree is its last state.
    case remove(JSONValue)
    /// The object goes, as an update has taken what held it. What is answered is the update, at the version it changes.
    case release(JSONValue)
    /// Nothing is to be written.
    case keep
}

/// What a change has led to.
struct Outcome: Sendable {
    var object: StoredObject
    var wasRemoved = false
}

extension ResourceRegistry {
    /// How often a change is tried against ever newer versions before it gives up with 409. Each failure means that another
    /// write succeeded, so this is far beyond what contention on one object comes to.
    private static let attempts = 100

    /// Reads, changes and writes one object; where another write came between, does so again with what that one wrote.
    /// - Parameter change: may be called several times; what it throws ends the whole.
    func modify(
        _ name: String, namespace: String, dryRun: Bool = false, _ change: (CurrentObject) async throws -> Change
    ) async throws -> Outcome {
        let key = key(name, namespace: namespace)
        guard var stored = try await store.get(key) else { throw notFound(name) }
        for _ in 0..<Self.attempts {
            let current = CurrentObject(stored: stored, tree: try tree(stored))
            do {
                return try await commit(try await change(current), current, dryRun)
            } catch StoreError.conflict(let newer) {
                stored = newer
            } catch StoreError.notFound {
                throw notFound(name)
            }
        }
        throw conflict(name)
    }

    private func commit(_ change: Change, _ current: CurrentObject, _ dryRun: Bool) async throws -> Outcome {
        let key = current.stored.key
        let revision = current.stored.revision
        switch change {
        case .keep: return Outcome(object: current.stored)
        case .write(let new) where new == current.tree: return Outcome(object: current.stored)
        case .write(let new):
            if dryRun { return Outcome(object: preview(new, of: current.stored)) }
            let object = try await store.update(key, expecting: revision) { encode(new, committedAt: $0) }
            await admission.committed(new, old: current.tree, in: definition)
            return Outcome(object: object)
        case .remove(let last):
            if dryRun { return Outcome(object: preview(last, of: current.stored), wasRemoved: true) }
            let object = try await store.delete(key, expecting: revision) { encode(last, committedAt: $0) }
            return Outcome(object: object, wasRemoved: true)
        case .release(let last):
            if !dryRun { _ = try await store.delete(key, expecting: revision) { encode(last, committedAt: $0) } }
            return Outcome(object: preview(last, of: current.stored), wasRemoved: true)
        }
    }

    /// What is answered without having been written: like a version, but none (revision 0).
    private func preview(_ object: JSONValue, of stored: StoredObject) -> StoredObject {
        StoredObject(
            key: stored.key, revision: 0, value: Self.encode(object, at: stored.revision))
    }
}
