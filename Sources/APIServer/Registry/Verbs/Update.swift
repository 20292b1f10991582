internal import KubernetesAPI
internal import ResourceStore

extension ResourceRegistry {
    /// Replaces an object by a PUT's body. Without a resourceVersion the newest version is replaced, whatever it is.
    /// - Returns: the new version, and whether it was created (kinds that allow it).
    func update(
        _ object: JSONValue, name: String, namespace: String, dryRun: Bool, fields: FieldTracking
    ) async throws -> (object: StoredObject, created: Bool) {
        try Identity.check(object, name: name, namespace: namespace)
        if try await store.get(key(name, namespace: namespace)) == nil {
            // Whoever names a uid means an object that there was.
            try checkPrecondition(uid: object.uid, against: [:], name: name)
            if strategy.allowsCreateOnUpdate {
                var object = object
                object[metadata: "resourceVersion"] = nil
                return (try await create(object, namespace: namespace, dryRun: dryRun, fields: fields), true)
            }
        }
        let outcome = try await modify(name, namespace: namespace, dryRun: dryRun) { current in
            try checkPrecondition(uid: object.uid, against: current.tree, name: name)
            return try await replacement(object, for: current, fields: fields)
        }
        return (outcome.object, false)
    }

    /// The change that puts `object` in the place of the current version. Throws 409, 422.
    func replacement(
        _ object: JSONValue, for current: CurrentObject, fields: FieldTracking
    ) async throws -> Change {
        let old = current.tree
        var new = object
        // As in Kubernetes, "0" guards nothing.
        if ["", "0"].contains(new.resourceVersion) {
            if !strategy.allowsUnconditionalUpdate {
                // Kubernetes names the resource here where others name the kind.
                throw StatusError.invalid(
                    kind: definition.resource, group: definition.group, name: old.name,
                    errors: [
                        FieldError(
                            .invalid, "metadata.resourceVersion",
                            "Invalid value: 0x0: must be specified for an update")
                    ])
            }
        } else if new.resourceVersion != old.resourceVersion {
            guard Revision(new.resourceVersion) != nil else { throw invalidResourceVersion(new.resourceVersion, old) }
            throw conflict(old.name)
        }
        Identity.carryOver(from: old, to: &new)
        if !definition.namespaced, !new.namespace.isEmpty { new[metadata: "namespace"] = nil }
        strategy.prepareForUpdate(&new, old: old)
        if definition.isPods {
            PodAdmission.keepPriority(of: old, in: &new)
            PodAdmission.tolerateNodeTrouble(&new)
        }
        if strategy.bumpsGeneration(new, old: old) {
            new[metadata: "generation"] = .number(JSONNumber((old[metadata: "generation"]?.int64 ?? 0) + 1))
        }
        fields.track(&new, old: old, sent: object, isWhole: true)
        var errors = violations(new, old: old) + strategy.validateUpdate(new, old: old)
        if new[metadata: "managedFields"] != old[metadata: "managedFields"] { errors += FieldTracking.violations(new) }
        if !errors.isEmpty { throw invalid(old.name, errors) }
        try await admission.check(new, in: definition)
        // A change may open a way, as the end of the last scheduling gate does; to look again without one would write a pod
        // anew that nobody has changed, once there are more nodes that it does not fit.
        if definition.isPods, new != old { try await admission.placement.place(&new) }
        return Deletion.isComplete(new, old: old) ? .release(new) : .write(new)
    }

    /// What an update does wrong whatever the kind.
    func violations(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        ObjectMetadata.validatePathSegments(new, namespaced: definition.namespaced)
            + ObjectMetadata.validateUpdate(new, old: old, isRegistry: true)
    }

    func invalidResourceVersion(_ text: String, _ object: JSONValue) -> StatusError {
        invalid(
            object.name,
            [
                FieldError(
                    .invalid, "metadata.resourceVersion",
                    "Invalid value: \(quoted(text)): must be a whole number as the server gave it")
            ])
    }

    /// A PUT that names a uid means that very object. Throws 409.
    func checkPrecondition(uid: String, against current: JSONValue, name: String) throws {
        guard uid.isEmpty || uid == current.uid else {
            throw conflict(
                name, because: "Precondition failed: UID in precondition: \(uid), UID in object meta: \(current.uid)")
        }
    }
}
