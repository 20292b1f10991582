import ContainerRuntime
import KubernetesAPI
import Testing

@testable import NodeAgent

@Suite("From requests and limits to cgroups")
struct CgroupValuesTests {
    @Test("Shares", arguments: [(0, 2), (1, 2), (100, 102), (500, 512), (1000, 1024), (1_000_000, 262_144)])
    func shares(_ millis: Int, _ expected: Int) {
        #expect(CgroupValues.shares(cpuMillis: Int64(millis)) == UInt64(expected))
    }

    @Test("Quotas", arguments: [(1, 1000), (10, 1000), (500, 50_000), (2000, 200_000)])
    func quotas(_ millis: Int, _ expected: Int) {
        #expect(CgroupValues.quota(cpuMillis: Int64(millis)) == Int64(expected))
        #expect(CgroupValues.quota(cpuMillis: 0) == nil)
    }

    func requirements(cpu: (String?, String?), memory: (String?, String?)) throws -> ResourceRequirements {
        var result = ResourceRequirements()
        if let value = cpu.0 { result.requests["cpu"] = try quantity(value) }
        if let value = cpu.1 { result.limits["cpu"] = try quantity(value) }
        if let value = memory.0 { result.requests["memory"] = try quantity(value) }
        if let value = memory.1 { result.limits["memory"] = try quantity(value) }
        return result
    }

    @Test("A container with a limit and no request has the limit's share")
    func limitOnly() throws {
        let values = CgroupValues.container(
            try requirements(cpu: (nil, "250m"), memory: (nil, "64Mi")), isEphemeral: false)
        #expect(values.cpuShares == 256)
        #expect(values.cpuQuota == 25_000)
        #expect(values.cpuPeriod == 100_000)
        #expect(values.memoryLimit == 64 << 20)
    }

    @Test("A pod's cgroup is the sum of its containers, limited only where all are")
    func podValues() throws {
        var pod = makePod(containers: ["a", "b"], initContainers: [makeContainer("i")])
        pod.spec.containers[0].resources = try requirements(cpu: ("100m", "200m"), memory: (nil, "64Mi"))
        pod.spec.containers[1].resources = try requirements(cpu: ("200m", "300m"), memory: (nil, "64Mi"))
        pod.spec.initContainers[0].resources = try requirements(cpu: ("1", "1"), memory: (nil, "32Mi"))
        var values = CgroupValues.pod(pod.spec)
        #expect(values.cpuShares == 1024)
        #expect(values.cpuQuota == 100_000)
        #expect(values.memoryLimit == 128 << 20)
        pod.spec.containers[1].resources = ResourceRequirements()
        values = CgroupValues.pod(pod.spec)
        #expect(values.cpuQuota == nil)
        #expect(values.memoryLimit == nil)
        #expect(CgroupValues.pod(makePod().spec).cpuShares == 2)
    }

    @Test("A7: the class of a pod does not depend on ephemeral containers")
    func classes() throws {
        var pod = makePod(ephemeral: ["dbg"])
        #expect(QualityOfService(of: pod.spec) == .bestEffort)
        pod.spec.containers[0].resources = try requirements(cpu: ("1", "1"), memory: ("1Gi", "1Gi"))
        #expect(QualityOfService(of: pod.spec) == .guaranteed)
        pod.spec.containers[0].resources = try requirements(cpu: (nil, "1"), memory: (nil, "1Gi"))
        #expect(QualityOfService(of: pod.spec) == .guaranteed)
        pod.spec.containers[0].resources = try requirements(cpu: ("500m", "1"), memory: ("1Gi", "1Gi"))
        #expect(QualityOfService(of: pod.spec) == .burstable)
    }
}
