internal import KubernetesSchema

extension FieldManager {
    /// Lays an applied configuration over an object. Throws 400 for what is no configuration of the kind, 409 for fields that
    /// others manage.
    /// - Parameter live: nil for an object that is created.
    /// - Returns: the object with its managed fields, not yet in canonical form.
    public func apply(
        _ config: JSONValue, to live: JSONValue?, force: Bool, now: Timestamp
    ) throws(StatusError) -> JSONValue {
        try check(config)
        var managed = ManagedFields(stored: live?["metadata", "managedFields"])
        let live = live ?? empty
        if managed.isEmpty {
            let first = FieldManager(
                name: "before-first-apply", kind: kind, subresource: subresource, resetFields: resetFields)
            first.update(
                &managed, FieldComparison(empty, live, kind: kind).filtered(resetFields), first.manager(.update),
                now: now)
        }
        let (merged, owners) = merge(config, over: live, managed)
        let comparison = FieldComparison(live, merged, kind: kind).filtered(resetFields)
        var conflicts = ApplyConflicts(comparison, owners, with: manager(.apply))
        if !force, !conflicts.isEmpty {
            // What `kubectl apply` has written and nobody has changed since, its server-side form may take over.
            if name == "kubectl" { conflicts.allow(LastApplied(live, kind: kind)?.unchanged(in: live)) }
            if let error = conflicts.error { throw error }
        }
        var result = owners
        result.take(comparison.changed.union(comparison.removed), exceptFrom: manager(.apply), of: kind.apiVersion)
        var object = merged
        object["metadata"]?["managedFields"] = live["metadata", "managedFields"]
        result.settle(manager(.apply), without: Self.stripped, changedAt: object == live ? nil : now)
        if name == "kubectl" { LastApplied.update(&object, config) }
        object["metadata"]?["managedFields"] = result.json
        return object
    }

    /// The merged object, and the managers with what this one applies now, the object's name among it.
    private func merge(
        _ config: JSONValue, over live: JSONValue, _ managed: ManagedFields
    ) -> (JSONValue, ManagedFields) {
        let shape = FieldShape.structure(kind)
        let manager = manager(.apply)
        let last = managed[manager]
        let applied = resetFields.kept(of: FieldSet(of: config, shape))
        var owners = managed
        owners[manager] = ManagedFields.Entry(manager: manager, time: last?.time, fields: applied)
        let merged = AppliedMerge.merged(live, config, shape) ?? live
        let pruned = AppliedRemoval.pruned(
            merged, last: last?.fields ?? FieldSet(),
            owned: owners.entries.reduce(FieldSet()) { $0.union($1.fields) }, shape)
        return (pruned, owners)
    }

    private func check(_ config: JSONValue) throws(StatusError) {
        let version = config["apiVersion"]?.string ?? "", name = config["kind"]?.string ?? ""
        guard version == kind.apiVersion, name == kind.kind else {
            throw .badRequest("invalid object type: \(Self.typeName(version, name))")
        }
        guard config["metadata", "managedFields"]?.array == nil else {
            throw .badRequest("metadata.managedFields must be nil")
        }
        if let error = AppliedValidation.error(in: config, kind) {
            let object =
                "\(config["metadata", "namespace"]?.string ?? "")/\(config["metadata", "name"]?.string ?? "")"
            throw .badRequest(
                "failed to create typed patch object (\(object); \(Self.typeName(version, name))): \(error)")
        }
    }

    /// `/v1, Kind=Pod`, `coordination.k8s.io/v1, Kind=Lease`.
    private static func typeName(_ apiVersion: String, _ kind: String) -> String {
        "\(apiVersion.contains("/") ? "" : "/")\(apiVersion), Kind=\(kind)"
    }

    /// What nobody can own, though it has to be said: type and identity.
    private static let stripped = FieldSet(
        members: [["apiVersion"], ["kind"], ["metadata"]]
            + [
                "name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation",
                "managedFields", "resourceVersion",
            ].map { ["metadata", $0] })
}
