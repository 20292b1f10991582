internal import KubernetesAPI

/// Which object is meant, and where it is.
struct ObjectIdentity: Sendable, Hashable {
    var apiVersion: String
    var kind: String
    /// Empty for cluster-wide objects.
    var namespace: String
    var name: String
    var uid: String
}

/// An object as far as ownership goes.
struct OwnedObject: Sendable, Equatable {
    var identity: ObjectIdentity
    var owners: [OwnerReference] = []
    var finalizers: [String] = []
    var isBeingDeleted = false

    /// Whether it waits for its dependents to go before it.
    var isDeletingDependents: Bool { isBeingDeleted && finalizers.contains(Finalizer.foreground) }
    /// Whether its dependents are to be let go before it goes.
    var isOrphaning: Bool { isBeingDeleted && finalizers.contains(Finalizer.orphan) }

    func blocks(_ owner: String) -> Bool { owners.contains { $0.uid == owner && $0.blockOwnerDeletion == true } }
}

enum Finalizer {
    static let foreground = "foregroundDeletion"
    static let orphan = "orphan"
}

/// Who owns whom, as far as it has been seen: objects that have owners, and owners that wait for their dependents. Pure: what is
/// seen goes in, what there is to do comes out.
struct OwnerGraph: Sendable {
    /// Something to be done with one object.
    enum Work: Sendable, Hashable {
        /// See whether the owners of the object are still there.
        case checkOwners(ObjectIdentity)
        /// Let the owner go if no dependent blocks it any more.
        case finishForeground(ObjectIdentity)
        /// Take the owner out of its dependents and let it go.
        case orphan(ObjectIdentity)
    }

    private var dependents: [String: OwnedObject] = [:]
    private var byOwner: [String: Set<String>] = [:]
    private var waiting: [String: ObjectIdentity] = [:]

    /// The dependents of an owner.
    func dependents(of owner: String) -> [OwnedObject] { (byOwner[owner] ?? []).compactMap { dependents[$0] } }

    /// An object has been added or changed.
    mutating func seen(_ object: OwnedObject) -> [Work] {
        let uid = object.identity.uid
        let before = dependents[uid]
        var work: [Work] = []
        if object.owners != before?.owners ?? [] {
            replaceOwners(of: object, before: before)
            if !object.owners.isEmpty { work.append(.checkOwners(object.identity)) }
            work += unblocked(before, now: object)
        } else if before != nil {
            dependents[uid] = object
        }
        if object.isDeletingDependents, waiting.updateValue(object.identity, forKey: uid) == nil {
            work += dependents(of: uid).map { .checkOwners($0.identity) }
            work.append(.finishForeground(object.identity))
        }
        if object.isOrphaning { work.append(.orphan(object.identity)) }
        return work
    }

    /// An object is gone.
    mutating func gone(_ uid: String) -> [Work] {
        waiting[uid] = nil
        let before = dependents.removeValue(forKey: uid)
        for owner in before?.owners ?? [] { forget(uid, of: owner.uid) }
        return unblocked(before, now: nil) + dependents(of: uid).map { .checkOwners($0.identity) }
    }

    private mutating func replaceOwners(of object: OwnedObject, before: OwnedObject?) {
        let uid = object.identity.uid
        for owner in before?.owners ?? [] { forget(uid, of: owner.uid) }
        for owner in object.owners { byOwner[owner.uid, default: []].insert(uid) }
        dependents[uid] = object.owners.isEmpty ? nil : object
    }

    private mutating func forget(_ uid: String, of owner: String) {
        byOwner[owner]?.remove(uid)
        if byOwner[owner]?.isEmpty == true { byOwner[owner] = nil }
    }

    /// The waiting owners that the object has blocked and does not block any more.
    private func unblocked(_ before: OwnedObject?, now: OwnedObject?) -> [Work] {
        (before?.owners ?? []).compactMap { owner in
            guard before?.blocks(owner.uid) == true, now?.blocks(owner.uid) != true else { return nil }
            return waiting[owner.uid].map { .finishForeground($0) }
        }
    }
}
