import KubernetesAPI

/// Defaults of amounts of resources.
enum ResourceDefaults {
    /// What is limited is requested too, unless the client has said otherwise.
    static func requestsFromLimits(_ container: inout JSONValue) {
        guard var resources = container["resources"] else { return }
        round(&resources)
        fill(&resources, from: resources["limits"]?.object ?? [:])
        container["resources"] = resources
    }

    /// The resources of the pod as a whole and its overhead. Called when the containers' are settled.
    static func pod(_ spec: inout JSONValue) {
        if var overhead = spec["overhead"]?.object {
            round(&overhead)
            spec["overhead"] = .object(overhead)
        }
        guard var resources = spec["resources"], resources.object != nil else { return }
        round(&resources)
        let fields = Field("spec", spec)
        var requested = JSONObject()
        for (name, amount) in PodResourceValidation.aggregateRequests(of: fields)
        where ["cpu", "memory"].contains(name) { requested[name] = .string(amount.description) }
        fill(&resources, from: requested)
        fill(&resources, from: resources["limits"]?.object ?? [:])
        spec["resources"] = resources
    }

    private static func fill(_ resources: inout JSONValue, from amounts: JSONObject) {
        let given = resources["requests"]?.object ?? [:]
        var requests = given
        for (name, amount) in amounts.members where requests[name] == nil { requests[name] = amount }
        if requests.count > given.count { resources["requests"] = .object(requests.sorted()) }
    }

    private static func round(_ resources: inout JSONValue) {
        for list in ["limits", "requests"] {
            guard var amounts = resources[list]?.object else { continue }
            round(&amounts)
            resources[list] = .object(amounts)
        }
    }

    /// Nothing is finer than a thousandth.
    private static func round(_ amounts: inout JSONObject) {
        for (name, amount) in amounts.members {
            guard let exact = Field(name, amount).quantity else { continue }
            let rounded = exact.roundedToMilli
            if rounded != exact { amounts[name] = .string(rounded.description) }
        }
    }
}
