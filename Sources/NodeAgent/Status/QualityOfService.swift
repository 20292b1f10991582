internal import KubernetesAPI

/// A pod's class by its requests and limits of CPU and memory; ephemeral containers do not count.
enum QualityOfService: String, Sendable {
    case guaranteed = "Guaranteed"
    case burstable = "Burstable"
    case bestEffort = "BestEffort"

    init(of spec: PodSpec) {
        let all = spec.containers + spec.initContainers
        let resources = all.map(\.resources)
        let compute = ["cpu", "memory"]
        func isSet(_ list: [String: Quantity], _ name: String) -> Bool { (list[name]?.milliValue ?? 0) > 0 }
        let any = resources.contains { resource in
            compute.contains { isSet(resource.limits, $0) || isSet(resource.requests, $0) }
        }
        guard any else {
            self = .bestEffort
            return
        }
        let guaranteed = resources.allSatisfy { resource in
            compute.allSatisfy { name in
                guard isSet(resource.limits, name), let limit = resource.limits[name] else { return false }
                return resource.requests[name].map { $0.milliValue == limit.milliValue } ?? true
            }
        }
        self = guaranteed ? .guaranteed : .burstable
    }
}
