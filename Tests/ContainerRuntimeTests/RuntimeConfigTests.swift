import Glibc
import KubernetesAPI
import Testing

@testable import ContainerRuntime

/// `config.json` against goldens; `MAYFLY_UPDATE_GOLDENS=1` writes them anew.
struct RuntimeConfigTests {
    private static let host = HostFacts(
        capabilities: Capabilities.names.filter { $0 != "CAP_SYS_RESOURCE" }, oomScoreAdjustment: 0,
        openFileLimit: 20000, unifiedCgroups: true, architecture: "amd64", kernel: [6, 1])

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var change: @Sendable (inout RuntimeConfig) -> Void
        init(_ name: String, _ change: @escaping @Sendable (inout RuntimeConfig) -> Void) {
            testDescription = name
            self.change = change
        }
    }

    static let cases = [
        Case("plain") { _ in },
        Case("interactive") {
            $0.spec.tty = true
            $0.spec.stdin = true
            $0.spec.command = ["sh", "-c"]
            $0.spec.arguments = ["echo"]
            $0.spec.workingDirectory = "/work"
            $0.spec.environmentPairs = [.init(name: "A", value: "1"), .init(name: "PATH", value: "/bin")]
            $0.namespaces.pid = "/proc/1/fd/9"
            $0.seccompProfile = nil
        },
        Case("restricted") {
            $0.spec.readOnlyRootFilesystem = true
            $0.spec.noNewPrivileges = true
            $0.spec.droppedCapabilities = ["ALL"]
            $0.spec.addedCapabilities = ["NET_BIND_SERVICE", "SYS_RESOURCE"]
            $0.spec.oomScoreAdjustment = -997
            $0.spec.resources.cpuShares = 2
            $0.spec.resources.cpuQuota = 50000
            $0.spec.resources.cpuPeriod = 100000
            $0.spec.resources.memoryLimit = 1 << 26
            $0.user = ResolvedUser(uid: 1000, gid: 1000, additionalGroups: [2000], home: "/home/user")
            $0.spec.mounts = [
                ContainerMount(source: "/a", destination: "/data/deep/er", readOnly: true),
                ContainerMount(source: "/b", destination: "/data"),
                ContainerMount(source: "/c", destination: "/dev/shm/"),
            ]
        },
        Case("privileged") {
            $0.spec.privileged = true
            $0.namespaces = ContainerNamespaces()
            $0.sharedMemory = "/dev/shm"
            var mount = ContainerMount(source: "/", destination: "/host")
            mount.propagation = "rslave"
            $0.spec.mounts = [mount]
            $0.devices = [
                HostDevice(path: "/dev/sda", isBlock: true, major: 8, minor: 0, mode: 0o660, uid: 0, gid: 6)
            ]
        },
    ]

    @Test("config.json has the defaults of Kubernetes' runtimes, and what the pod says", arguments: cases)
    func golden(_ test: Case) throws {
        var image = ImageConfiguration()
        image.entrypoint = ["/entry"]
        image.command = ["default", "arguments"]
        image.environment = ["FROM=image", "A=0", "EMPTY"]
        let spec = ContainerSpec(
            id: ContainerID(podUID: "uid", name: "app", attempt: 0), imageID: "sha256:0", imageReference: "app:1")
        let profile: JSONValue = [
            "defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 38,
            "archMap": [["architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"]]],
            "syscalls": [["names": ["read"], "action": "SCMP_ACT_ALLOW", "args": nil, "includes": [:]]],
        ]
        var config = RuntimeConfig(
            spec: spec, image: image,
            user: ResolvedUser(uid: 0, gid: 0, additionalGroups: [], home: "/root"), rootDirectory: "/run/rootfs",
            cgroupPath: "/mayfly/poduid/app-0",
            namespaces: ContainerNamespaces(network: "/ns/net", ipc: "/ns/ipc", uts: "/ns/uts", pid: ""),
            sharedMemory: "/run/shm", hostname: "pod", host: Self.host, seccompProfile: profile,
            annotations: [("io.kubernetes.pod.uid", "uid")])
        test.change(&config)
        let built = try config.build()
        var shown = built.json
        shown["clamped"] = .array(built.clamped.map { .string($0) })
        try expect(shown.encoded(pretty: true), golden: "config-\(test.testDescription).json")
    }

    @Test("a container without a command is refused")
    func noCommand() throws {
        let config = RuntimeConfig(
            spec: ContainerSpec(
                id: ContainerID(podUID: "uid", name: "app", attempt: 0), imageID: "i", imageReference: "i"),
            image: ImageConfiguration(), user: ResolvedUser(uid: 0, gid: 0, additionalGroups: [], home: "/"),
            rootDirectory: "/r", cgroupPath: "/c", namespaces: ContainerNamespaces(), sharedMemory: "/s",
            hostname: "h", host: Self.host)
        let error = #expect(throws: RuntimeError.self) { try config.build() }
        #expect(error?.message == "no command specified")
    }

    private func expect(_ bytes: [UInt8], golden name: String) throws {
        let path = "\(Files.directory(of: #filePath))/Goldens/\(name)"
        if getenv("MAYFLY_UPDATE_GOLDENS") != nil { try Files.write(bytes, to: path) }
        let golden = try #require(try Files.read(path), "missing golden \(path)")
        #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: golden, as: UTF8.self))
    }
}
