import Testing

@testable import ContainerRuntime

struct CgroupTests {
    private static let hybrid = """
        72 71 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
        73 72 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu,cpuacct
        76 72 0:32 / /sys/fs/cgroup/memory rw,relatime shared:5 - cgroup cgroup rw,memory
        81 72 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd
        82 72 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
        """
    private static let unified = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate"

    @Test("the three layouts are told apart")
    func layouts() {
        let hybrid = Cgroups(mounts: Mounts.parse(Self.hybrid))
        #expect(!hybrid.isUnified)
        #expect(hybrid.hierarchies.map(\.path).contains("/sys/fs/cgroup/unified"))
        #expect(hybrid.hierarchies.first?.controllers == ["cpu", "cpuacct"])
        let legacy = Cgroups(mounts: Mounts.parse(Self.hybrid).filter { $0.type == "cgroup" })
        #expect(!legacy.isUnified && legacy.hierarchies.count == 3)
        #expect(Cgroups(mounts: Mounts.parse(Self.unified)).isUnified)
    }

    @Test("limits are said in each layout's own words")
    func settings() {
        var resources = CgroupResources()
        resources.cpuShares = 1024
        resources.cpuQuota = 50000
        resources.memoryLimit = 4096
        func settings(_ mounts: String) -> [String] {
            Cgroups(mounts: Mounts.parse(mounts)).hierarchies.filter { $0.path != "/sys/fs/cgroup/unified" }.flatMap {
                Cgroups.settings(resources, $0).map { "\($0.file)=\($0.value)" }
            }
        }
        #expect(
            settings(Self.hybrid) == [
                "cpu.shares=1024", "cpu.cfs_period_us=100000", "cpu.cfs_quota_us=50000", "memory.limit_in_bytes=4096",
            ])
        #expect(settings(Self.unified) == ["cpu.weight=39", "cpu.max=50000 100000", "memory.max=4096"])
    }

    @Test("escaped mount points are read as they are")
    func escapes() {
        let line = #"1 2 0:3 / /a\040b\134c rw - tmpfs tmpfs rw"#
        #expect(Mounts.parse(line).map(\.point) == [#"/a b\c"#])
    }
}
