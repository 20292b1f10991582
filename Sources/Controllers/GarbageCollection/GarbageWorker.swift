internal import KubernetesAPI
internal import KubernetesClient
internal import Logging

/// Does what the graph finds there is to do. Before anything is changed the objects are read anew: the graph may lag behind.
struct GarbageWorker: Sendable {
    let client: KubernetesClient
    let graph: SharedGraph
    let logger: Logger
    private let kinds: [String: ServedKind]

    init(client: KubernetesClient, graph: SharedGraph, kinds: [ServedKind], logger: Logger) {
        self.client = client
        self.graph = graph
        self.logger = logger
        self.kinds = Dictionary(kinds.map { ("\($0.apiVersion)/\($0.kind)", $0) }) { first, _ in first }
    }

    /// Tries until it is done, or until the object is gone.
    func perform(_ work: OwnerGraph.Work) async {
        var pause = Duration.milliseconds(10)
        while !Task.isCancelled {
            do {
                switch work {
                case .checkOwners(let object): try await checkOwners(of: object)
                case .finishForeground(let owner): try await finishForeground(owner)
                case .orphan(let owner): try await orphanDependents(of: owner)
                }
                return
            } catch let error as StatusError where error.isNotFound {
                return
            } catch is CancellationError {
                return
            } catch {
                logger.debug("garbage is left for now", metadata: ["work": "\(work)", "error": "\(error)"])
            }
            // Somebody else has written meanwhile, or the server is in trouble.
            do { try await Task.sleep(for: pause) } catch { return }
            pause = min(pause * 2, .seconds(60))
        }
    }

    // MARK: Owners that are gone

    private func checkOwners(of identity: ObjectIdentity) async throws {
        let live = try await read(identity)
        guard let object = live.object else { return }
        var states: [String: OwnerVerdict.State] = [:]
        for owner in object.owners { states[owner.uid] = try await state(of: owner, dependent: identity) }
        let dependents = graph.dependents(of: identity.uid)
        switch OwnerVerdict.on(object, states: states, hasDependents: !dependents.isEmpty) {
        case .keep: return
        case .drop(let owners): try await drop(owners, from: object)
        case .delete(let propagation):
            // Objects that own each other in a circle would wait for each other for ever.
            if propagation == .foreground, dependents.contains(where: \.isDeletingDependents) {
                try await unblockOwners(of: object, at: live.resourceVersion)
                return try await checkOwnersUnblocked(object.identity)
            }
            try await delete(object.identity, propagation, at: live.resourceVersion)
        }
    }

    private func checkOwnersUnblocked(_ identity: ObjectIdentity) async throws {
        let live = try await read(identity)
        guard live.object != nil else { return }
        try await delete(identity, .foreground, at: live.resourceVersion)
    }

    private func state(of owner: OwnerReference, dependent: ObjectIdentity) async throws -> OwnerVerdict.State {
        guard let kind = kinds["\(owner.apiVersion)/\(owner.kind)"] else { return .present }  // who knows
        // What is in no namespace cannot be owned by something in one.
        if kind.namespaced, dependent.namespace.isEmpty { return .present }
        let identity = ObjectIdentity(
            apiVersion: owner.apiVersion, kind: owner.kind, namespace: kind.namespaced ? dependent.namespace : "",
            name: owner.name, uid: owner.uid)
        do {
            guard let object = try await read(identity).object else { return .absent }
            return object.isDeletingDependents ? .deletingDependents : .present
        } catch let error as StatusError where error.isNotFound {
            return .absent
        }
    }

    // MARK: Owners that wait

    private func finishForeground(_ owner: ObjectIdentity) async throws {
        func isBlocking(_ object: OwnedObject) -> Bool { object.blocks(owner.uid) }
        if graph.dependents(of: owner.uid).contains(where: isBlocking) { return }  // the last to go comes back here
        // The watches of other kinds may be behind that of the owner's.
        let late = try await liveDependents(of: owner).filter(isBlocking)
        guard late.isEmpty else {
            for object in late { try await checkOwners(of: object.identity) }
            throw StillBlocked()
        }
        try await removeFinalizer(Finalizer.foreground, from: owner)
    }

    private func orphanDependents(of owner: ObjectIdentity) async throws {
        let live = try await read(owner)
        guard live.object?.isOrphaning == true else { return }
        for object in try await liveDependents(of: owner) {
            do { try await drop([owner.uid], from: object) } catch let error as StatusError where error.isNotFound {}
        }
        try await removeFinalizer(Finalizer.orphan, from: owner)
    }

    private func removeFinalizer(_ finalizer: String, from identity: ObjectIdentity) async throws {
        let live = try await read(identity)
        guard let object = live.object, object.finalizers.contains(finalizer) else { return }
        let left = object.finalizers.filter { $0 != finalizer }
        try await patch(
            identity, .merge,
            [
                "metadata": [
                    "resourceVersion": .string(live.resourceVersion),
                    "finalizers": .array(left.map { .string($0) }),
                ]
            ])
    }

    // MARK: Requests

    /// The object as it is now; nil where a namesake has its place. Throws 404.
    private func read(_ identity: ObjectIdentity) async throws -> (object: OwnedObject?, resourceVersion: String) {
        let kind = try kind(of: identity)
        var request = APIRequest(.get, kind.path(namespace: identity.namespace, name: identity.name))
        request.headers["Accept"] = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json"
        let json = try await client.json(request)
        let object = OwnedObject(json, kind)
        return (object?.identity.uid == identity.uid ? object : nil, json["metadata", "resourceVersion"]?.string ?? "")
    }

    /// Every object that names the owner at this moment.
    private func liveDependents(of owner: ObjectIdentity) async throws -> [OwnedObject] {
        var found: [OwnedObject] = []
        for kind in kinds.values where OwnerMonitor.canFollow(kind) {
            if !owner.namespace.isEmpty, !kind.namespaced { continue }
            let listed = try await OwnerMonitor(kind, client, namespace: owner.namespace).listed
            found += listed.filter { object in object.owners.contains { $0.uid == owner.uid } }
        }
        return found
    }

    private func delete(
        _ identity: ObjectIdentity, _ propagation: OwnerVerdict.Propagation, at resourceVersion: String
    ) async throws {
        let options: JSONValue = [
            "kind": "DeleteOptions", "apiVersion": "v1", "propagationPolicy": .string(propagation.rawValue),
            "preconditions": ["uid": .string(identity.uid), "resourceVersion": .string(resourceVersion)],
        ]
        let path = try kind(of: identity).path(namespace: identity.namespace, name: identity.name)
        _ = try await client.json(.json(.delete, path, options))
    }

    private func drop(_ owners: [String], from object: OwnedObject) async throws {
        let references = owners.map { uid -> JSONValue in ["$patch": "delete", "uid": .string(uid)] }
        try await patch(
            object.identity, .strategic,
            ["metadata": ["ownerReferences": .array(references), "uid": .string(object.identity.uid)]])
    }

    private func unblockOwners(of object: OwnedObject, at resourceVersion: String) async throws {
        let references = object.owners.map { owner -> JSONValue in
            var owner = owner
            owner.blockOwnerDeletion = false
            return owner.json
        }
        try await patch(
            object.identity, .merge,
            ["metadata": ["resourceVersion": .string(resourceVersion), "ownerReferences": .array(references)]])
    }

    private func patch(_ identity: ObjectIdentity, _ kind: PatchKind, _ body: JSONValue) async throws {
        let path = try self.kind(of: identity).path(namespace: identity.namespace, name: identity.name)
        _ = try await client.json(.json(.patch, path, body, contentType: kind.rawValue))
    }

    private func kind(of identity: ObjectIdentity) throws -> ServedKind {
        guard let kind = kinds["\(identity.apiVersion)/\(identity.kind)"] else {
            throw StatusError.unknownResource()
        }
        return kind
    }
}

/// Dependents have turned up that keep an owner from going; it is tried again.
private struct StillBlocked: Error {}
