internal import ContainerRuntime
internal import KubernetesAPI

/// The kubelet's arithmetic from requests and limits to cgroup values.
enum CgroupValues {
    static let minimumShares: UInt64 = 2
    static let maximumShares: UInt64 = 262_144
    /// Microseconds.
    static let period: UInt64 = 100_000
    static let minimumQuota: Int64 = 1000

    static func shares(cpuMillis: Int64) -> UInt64 {
        guard cpuMillis > 0 else { return minimumShares }
        return min(max(UInt64(cpuMillis) * 1024 / 1000, minimumShares), maximumShares)
    }

    /// Microseconds of CPU time a period; nil: no limit.
    static func quota(cpuMillis: Int64) -> Int64? {
        guard cpuMillis > 0 else { return nil }
        return max(cpuMillis * Int64(period) / 1000, minimumQuota)
    }

    /// A container's own values. Ephemeral containers have the least share and no limit.
    static func container(_ requirements: ResourceRequirements, isEphemeral: Bool) -> CgroupResources {
        var result = CgroupResources()
        guard !isEphemeral else {
            result.cpuShares = minimumShares
            return result
        }
        let limit = requirements.limits["cpu"]?.milliValue ?? 0
        let request = requirements.requests["cpu"]?.milliValue ?? 0
        result.cpuShares = shares(cpuMillis: request == 0 && limit > 0 ? limit : request)
        if let quota = quota(cpuMillis: limit) {
            result.cpuQuota = quota
            result.cpuPeriod = period
        }
        if let memory = requirements.limits["memory"]?.value, memory > 0 { result.memoryLimit = memory }
        return result
    }

    /// The pod's cgroup: the sum of its containers, at least its largest init container; limits only where all have one.
    static func pod(_ spec: PodSpec) -> CgroupResources {
        var result = CgroupResources()
        let sidecars = spec.initContainers.filter { $0.restartPolicy == "Always" }
        let initial = spec.initContainers.filter { $0.restartPolicy != "Always" }
        let lasting = spec.containers + sidecars
        func total(_ value: (ResourceRequirements) -> Int64) -> Int64 {
            max(lasting.map { value($0.resources) }.reduce(0, +), initial.map { value($0.resources) }.max() ?? 0)
        }
        func limit(_ name: String, _ requirements: ResourceRequirements) -> Int64 {
            requirements.limits[name]?.milliValue ?? 0
        }
        let request = total { requirements in
            let request = requirements.requests["cpu"]?.milliValue ?? 0
            return request == 0 ? limit("cpu", requirements) : request
        }
        result.cpuShares = shares(cpuMillis: request)
        let all = lasting + initial
        if all.allSatisfy({ limit("cpu", $0.resources) > 0 }),
            let quota = quota(cpuMillis: total { limit("cpu", $0) })
        {
            result.cpuQuota = quota
            result.cpuPeriod = period
        }
        if all.allSatisfy({ limit("memory", $0.resources) > 0 }) {
            result.memoryLimit = total { ($0.limits["memory"]?.value ?? 0) }
        }
        return result
    }

    /// The score by the pod's class: -997 guaranteed, 1000 best effort, between them by the share of memory asked for.
    static func oomScoreAdjustment(
        _ requirements: ResourceRequirements, isEphemeral: Bool, in spec: PodSpec, memoryCapacity: Int64
    ) -> Int {
        if let priority = spec.priority, priority >= 2_000_000_000 { return -997 }
        switch QualityOfService(of: spec) {
        case .guaranteed: return -997
        case .bestEffort: return 1000
        case .burstable:
            let request = isEphemeral ? 0 : requirements.requests["memory"]?.value ?? 0
            let score = memoryCapacity > 0 ? 1000 - Int(1000.0 * Double(request) / Double(memoryCapacity)) : 1000
            return min(max(score, 3), 999)
        }
    }
}
