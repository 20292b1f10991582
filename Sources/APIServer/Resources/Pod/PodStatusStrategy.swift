import KubernetesAPI

/// `pods/status`: the node's report. Of the rest only labels, annotations and finalizers may change with it.
struct PodStatusStrategy: SubresourceStrategy {
    func merge(_ body: JSONValue, into parent: JSONValue, for client: ClientGeneration) -> JSONValue {
        var pod = parent
        for member in ["labels", "annotations", "finalizers"] {
            pod["metadata"]?[member] = body["metadata", member]
        }
        pod["status"] = body["status"]
        if pod["status", "qosClass"] == nil, let stored = parent["status", "qosClass"] {
            pod["status"]?["qosClass"] = stored
        }
        Self.matchAddresses(&pod)
        return pod
    }

    /// The first address stands alone too, which clients of old know only; where both are set, it is right.
    private static func matchAddresses(_ pod: inout JSONValue) {
        let first = pod["status", "podIPs"]?.array?.first?["ip"]
        if let address = pod["status", "podIP"], address.string?.isEmpty == false {
            if address != first { pod["status"]?["podIPs"] = [["ip": address]] }
        } else if let first {
            pod["status"]?["podIP"] = first
        }
    }

    var resetFields: ResetFields {
        .all([["spec"], ["metadata", "deletionTimestamp"], ["metadata", "ownerReferences"]])
    }

    func validate(_ new: JSONValue, old: JSONValue, for client: ClientGeneration) -> [FieldError] {
        PodStatusValidation.validate(new, old: old)
    }
}
