internal import KubernetesAPI

extension JSONValue {
    /// A member of `metadata`.
    subscript(metadata key: String) -> JSONValue? {
        get { self["metadata"]?[key] }
        set {
            var metadata = self["metadata"] ?? .object([:])
            metadata[key] = newValue
            self["metadata"] = metadata
        }
    }

    var name: String { self[metadata: "name"]?.string ?? "" }
    var namespace: String { self[metadata: "namespace"]?.string ?? "" }
    var uid: String { self[metadata: "uid"]?.string ?? "" }
    var resourceVersion: String { self[metadata: "resourceVersion"]?.string ?? "" }
    var isBeingDeleted: Bool { self[metadata: "deletionTimestamp"]?.string != nil }
    /// Whether a deletion has to wait for somebody. Namespaces have finalizers in their spec too, for what they contain.
    var isHeld: Bool {
        !finalizers.isEmpty || self["kind"] == "Namespace" && self["spec", "finalizers"]?.array?.isEmpty == false
    }
    var finalizers: [String] { self[metadata: "finalizers"]?.array?.compactMap(\.string) ?? [] }
}

/// The part of metadata that is the server's: what it sets, and what a client may not change (apiserver's BeforeCreate and
/// BeforeUpdate).
enum Identity {
    /// Gives a new object its identity.
    static func assign(to object: inout JSONValue, now: Timestamp) {
        for key in ["resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"] {
            object[metadata: key] = nil
        }
        object[metadata: "uid"] = .string(UniqueID.random())
        object[metadata: "creationTimestamp"] = .string(now.description)
        object[metadata: "generation"] = nil
    }

    /// Puts back what an update may leave out or may not touch.
    static func carryOver(from old: JSONValue, to new: inout JSONValue) {
        new[metadata: "selfLink"] = nil
        for key in ["generation", "creationTimestamp"] { new[metadata: key] = old[metadata: key] }
        if new.uid.isEmpty { new[metadata: "uid"] = old[metadata: "uid"] }
        if new.namespace.isEmpty { new[metadata: "namespace"] = old[metadata: "namespace"] }
        if old.isBeingDeleted {
            new[metadata: "deletionTimestamp"] = old[metadata: "deletionTimestamp"]
            if new[metadata: "deletionGracePeriodSeconds"] == nil {
                new[metadata: "deletionGracePeriodSeconds"] = old[metadata: "deletionGracePeriodSeconds"]
            }
        }
        new[metadata: "resourceVersion"] = old[metadata: "resourceVersion"]
    }

    /// Checks that the body of a PUT, or the result of a patch, is the object that the path names. Throws 400.
    static func check(_ object: JSONValue, name: String, namespace: String) throws(StatusError) {
        guard !object.name.isEmpty else {
            throw .badRequest(
                "the name of the object (\(name) based on URL) was undeterminable: name must be provided")
        }
        guard object.name == name else {
            throw .badRequest("the name of the object (\(object.name)) does not match the name on the URL (\(name))")
        }
        guard namespace.isEmpty || object.namespace.isEmpty || object.namespace == namespace else {
            throw .badRequest(
                "the namespace of the object (\(object.namespace)) does not match the namespace on the request (\(namespace))"
            )
        }
    }
}
