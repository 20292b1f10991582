internal import KubernetesAPI

/// What is to become of an object, given what its owners are found to be. Pure.
enum OwnerVerdict: Sendable, Equatable {
    /// What a look for an owner found.
    enum State: Sendable, Equatable {
        /// It is there, or cannot be known not to be.
        case present
        /// There is no such object, or only a namesake.
        case absent
        /// It waits for its dependents to go.
        case deletingDependents
    }

    case keep
    /// Some owners are left: only the references to the others go.
    case drop(owners: [String])
    /// Nobody owns it any more.
    case delete(Propagation)

    /// What becomes of the object's own dependents.
    enum Propagation: String, Sendable { case foreground = "Foreground", background = "Background", orphan = "Orphan" }

    /// - Parameters:
    ///   - states: of the object's owners, by uid.
    ///   - hasDependents: whether it owns others itself.
    static func on(_ object: OwnedObject, states: [String: State], hasDependents: Bool) -> OwnerVerdict {
        if object.isBeingDeleted && !object.isDeletingDependents || object.owners.isEmpty { return .keep }
        if object.isDeletingDependents { return .keep }  // it goes as soon as its own dependents have
        func owners(_ state: State) -> [String] {
            object.owners.map(\.uid).filter { (states[$0] ?? .present) == state }
        }
        let absent = owners(.absent), waiting = owners(.deletingDependents)
        guard owners(.present).isEmpty else {
            return absent.isEmpty && waiting.isEmpty ? .keep : .drop(owners: absent + waiting)
        }
        if !waiting.isEmpty, hasDependents { return .delete(.foreground) }
        if object.finalizers.contains(Finalizer.orphan) { return .delete(.orphan) }
        return .delete(object.finalizers.contains(Finalizer.foreground) ? .foreground : .background)
    }
}
