internal import KubernetesAPI
internal import ResourceStore

/// What a deletion asks for (meta/v1 DeleteOptions).
struct DeleteRequest: Sendable, Equatable {
    /// Seconds; nil leaves it to the object.
    var gracePeriodSeconds: Int64?
    var uid: String?
    var resourceVersion: String?
    /// What becomes of the objects that the object owns; nil leaves it to the object's finalizers.
    var propagation: Propagation?
    var dryRun = false
}

/// What a deletion does with the dependents of an object. The garbage collector does it; a finalizer asks it to.
enum Propagation: String, Sendable {
    /// They go before the object.
    case foreground = "Foreground"
    /// They go after it.
    case background = "Background"
    /// They stay, without their owner.
    case orphan = "Orphan"

    static let finalizers: [(finalizer: String, propagation: Propagation)] = [
        ("orphan", .orphan), ("foregroundDeletion", .foreground),
    ]
}

/// The rules of deletion, pure.
enum Deletion {
    /// Whether an update has taken the last thing that held a dying object.
    static func isComplete(_ new: JSONValue, old: JSONValue) -> Bool {
        old.isBeingDeleted && !new.isHeld && (old[metadata: "deletionGracePeriodSeconds"]?.int64 ?? 0) == 0
    }

    /// The object with the finalizer that a propagation asks for, and without that of another.
    static func requesting(_ propagation: Propagation?, of object: JSONValue) -> JSONValue {
        guard let propagation else { return object }
        let old = object.finalizers
        let new =
            old.filter { name in !Propagation.finalizers.contains { $0.finalizer == name } }
            + Propagation.finalizers.filter { $0.propagation == propagation }.map(\.finalizer)
        guard new != old else { return object }
        var object = object
        object[metadata: "finalizers"] = new.isEmpty ? nil : .array(new.map { .string($0) })
        return object
    }

    /// What becomes of an object that is to be deleted.
    /// - Parameters:
    ///   - period: the grace that the strategy grants, in seconds.
    ///   - marksLastState: whether an object that goes at once shows the deletion in its last state, as pods do.
    static func change(
        _ object: JSONValue, propagation: Propagation? = nil, period: Int64, requested: Int64?, marksLastState: Bool,
        now: Timestamp
    ) -> Change {
        // While the grace lasts the finalizers stay as they are.
        let hasGrace = object.isBeingDeleted && (object[metadata: "deletionGracePeriodSeconds"]?.int64 ?? 0) > 0
        let object = hasGrace ? object : requesting(propagation, of: object)
        if object.isBeingDeleted { return shorten(object, requested: requested) }
        let stays = period > 0 || object.isHeld
        guard stays || marksLastState else { return .remove(object) }
        var dying = object
        mark(&dying, period: period, now: now)
        guard stays else { return .remove(dying) }
        if let generation = object[metadata: "generation"]?.int64 {
            dying[metadata: "generation"] = .number(JSONNumber(generation + 1))
        }
        return .write(dying)
    }

    /// Once an object is being deleted its grace can only become shorter.
    private static func shorten(_ object: JSONValue, requested: Int64?) -> Change {
        let period = object[metadata: "deletionGracePeriodSeconds"]?.int64 ?? 0
        guard let requested, requested < period,
            let end = object[metadata: "deletionTimestamp"]?.string.flatMap({ Timestamp($0) })
        else { return period == 0 && !object.isHeld ? .remove(object) : .write(object) }
        var dying = object
        dying[metadata: "deletionTimestamp"] = .string(
            Timestamp(seconds: end.seconds - period + requested).description)
        dying[metadata: "deletionGracePeriodSeconds"] = .number(JSONNumber(requested))
        return requested == 0 && !object.isHeld ? .remove(dying) : .write(dying)
    }

    private static func mark(_ object: inout JSONValue, period: Int64, now: Timestamp) {
        object[metadata: "deletionTimestamp"] = .string(Timestamp(seconds: now.seconds + period).description)
        // Namespaces have no grace.
        if object["kind"] == "Namespace" {
            object["status"]?["phase"] = "Terminating"
        } else {
            object[metadata: "deletionGracePeriodSeconds"] = .number(JSONNumber(period))
        }
    }
}

extension ResourceRegistry {
    /// Deletes an object, at once or by marking it, as its strategy, finalizers and the request say.
    func delete(_ name: String, namespace: String, _ request: DeleteRequest) async throws -> Outcome {
        try await modify(name, namespace: namespace, dryRun: request.dryRun) { current in
            try checkPreconditions(request, current.tree)
            if let refusal = admission.refusalToDelete(current.tree, in: definition) { throw refusal }
            // Kubernetes reads a negative period as the shortest.
            let requested = request.gracePeriodSeconds.map { $0 < 0 ? 1 : $0 }
            let period = max(0, strategy.gracePeriodForDeletion(current.tree, requested: requested))
            return Deletion.change(
                current.tree, propagation: definition.mayHaveDependents ? request.propagation : .background,
                period: period, requested: requested, marksLastState: strategy.isDeletedGracefully,
                now: .now)
        }
    }

    /// Deletes what is selected, as far as it is still there. Gives the objects as they were found.
    func deleteCollection(_ query: ListQuery, _ request: DeleteRequest) async throws -> ListResult {
        let found = try await list(query)
        for object in found.objects {
            let tree = try tree(object)
            do {
                _ = try await delete(tree.name, namespace: tree.namespace, request)
            } catch let error as StatusError where error.isNotFound {
                continue  // somebody else was quicker
            }
        }
        return found
    }

    private func checkPreconditions(_ request: DeleteRequest, _ object: JSONValue) throws {
        func mismatch(_ what: String, _ asked: String, _ found: String, _ end: String) -> StatusError {
            .conflict(
                resource: definition.kind, group: definition.group, name: object.name,
                because:
                    "the \(what) in the precondition (\(asked)) does not match the \(what) in record (\(found)). \(end)"
            )
        }
        if let uid = request.uid, uid != object.uid {
            throw mismatch(
                "UID", uid, object.uid, "The object might have been deleted and then recreated")
        }
        if let version = request.resourceVersion, version != object.resourceVersion {
            throw mismatch("ResourceVersion", version, object.resourceVersion, "The object might have been modified")
        }
    }
}
