internal import KubernetesAPI

extension JSONValue {
    /// Takes out owners that stand in `metadata.ownerReferences` already, and gives the warning of it.
    /// - Parameter isPatched: whether the object is what a patch has made.
    mutating func dropRepeatedOwners(isPatched: Bool = false) -> [String] {
        guard let owners = self[metadata: "ownerReferences"]?.array, owners.count > 1 else { return [] }
        var kept: [JSONValue] = []
        var dropped: [String] = []
        for owner in owners {
            if kept.contains(owner) {
                dropped.append(owner["uid"]?.string ?? "")
            } else {
                kept.append(owner)
            }
        }
        if dropped.isEmpty { return [] }
        self[metadata: "ownerReferences"] = .array(kept)
        // Kubernetes looks at a patch's result at one place only, behind admission.
        return [
            ".metadata.ownerReferences contains duplicate entries\(isPatched ? " after mutating admission happens" : ""); "
                + "API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix "
                + "your requests; duplicate UID(s) observed: \(dropped.joined(separator: ", "))"
        ]
    }
}
