internal import KubernetesAPI
internal import KubernetesClient

/// The end of one namespace: deletes what is in it, waits until all of it is gone, and takes the finalizer off.
struct NamespaceDeletion: Sendable {
    let client: KubernetesClient
    let namespace: String
    /// What may be in a namespace.
    let kinds: [ServedKind]

    /// Returns when the namespace has been let go. Throws 404 where it is gone already.
    func run() async throws {
        while true {
            let passes = try await deleteContent()
            let open = passes.filter { !$0.remaining.isEmpty || $0.failure != nil }
            if open.isEmpty {
                // A pass that deleted something is followed by another: what was being created meanwhile is found then.
                if passes.allSatisfy({ $0.deleted == 0 }) { return try await finalize() }
                continue
            }
            try await report(open)
            if let failure = open.compactMap(\.failure).first { throw failure }
            try await waitForAnEnd(open)
        }
    }

    /// What deleting the objects of one kind came to.
    struct Pass: Sendable {
        var kind: ServedKind
        var deleted = 0
        /// The objects that something still holds.
        var remaining: [ObjectMeta] = []
        /// Where the collection was read.
        var resourceVersion = ""
        var failure: StatusError?
    }

    private func deleteContent() async throws -> [Pass] {
        try await withThrowingTaskGroup { group in
            for kind in kinds { group.addTask { try await delete(kind) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func delete(_ kind: ServedKind) async throws -> Pass {
        var pass = Pass(kind: kind)
        do {
            let list = try await client.json(
                .json(.delete, kind.path(namespace: namespace), ["kind": "DeleteOptions", "apiVersion": "v1"]))
            let objects = try (list["items"]?.array ?? []).map { try ObjectMeta(json: $0["metadata"] ?? [:]) }
            pass.remaining = objects.filter { !$0.finalizers.isEmpty || ($0.deletionGracePeriodSeconds ?? 0) > 0 }
            pass.deleted = objects.count - pass.remaining.count
            pass.resourceVersion = list["metadata", "resourceVersion"]?.string ?? ""
        } catch let error as StatusError {
            pass.failure = error
        }
        return pass
    }

    /// Tells in the namespace's status what it waits for.
    private func report(_ open: [Pass]) async throws {
        var object = try await client.get(Namespace.self, namespace)
        let conditions = NamespaceConditions.of(open, before: object.status.conditions, now: .now)
        guard conditions != object.status.conditions else { return }
        object.status.conditions = conditions
        do { _ = try await client.update(object, subresource: "status") } catch let error as StatusError
            where error.isConflict
        { return }  // the next pass reports
    }

    /// Waits until one of the remaining objects is gone.
    private func waitForAnEnd(_ open: [Pass]) async throws {
        try await withThrowingTaskGroup { group in
            for pass in open { group.addTask { try await waitForAnEnd(pass) } }
            try await group.next()
            group.cancelAll()
        }
    }

    private func waitForAnEnd(_ pass: Pass) async throws {
        let uids = Set(pass.remaining.map(\.uid))
        var request = APIRequest(.get, pass.kind.path(namespace: namespace))
        request.query = [("watch", "true"), ("resourceVersion", pass.resourceVersion)]
        for try await frame in try await client.watchFrames(request) {
            switch frame["type"]?.string {
            case "DELETED": if uids.contains(frame["object", "metadata", "uid"]?.string ?? "") { return }
            case "ERROR": return  // the version is too old by now: look again
            default: continue
            }
        }
        try Task.checkCancellation()
    }

    private func finalize() async throws {
        var object = try await client.get(Namespace.self, namespace)
        object.spec.finalizers.removeAll { $0 == "kubernetes" }
        _ = try await client.update(object, subresource: "finalize")
    }
}
