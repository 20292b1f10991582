import ContainerRuntime
import KubernetesAPI
import Testing

@testable import NodeAgent

@Suite("A container's spec for the runtime")
struct ContainerSpecTests {
    func resolve(_ pod: Pod, _ name: String = "app", namespace: ProcessNamespace = .container) throws -> ContainerSpec {
        let container = try #require(pod.spec.container(named: name))
        let context = makeContext(pod)
        return try resolveContainer(
            container, id: ContainerID(podUID: pod.metadata.uid, name: name, attempt: 0), imageID: "sha256:1",
            processNamespace: namespace, mounts: [], environment: resolveEnvironment(of: container, context), context,
            seccompDirectory: "/data/seccomp"
        ).spec
    }

    @Test("Command and arguments are expanded from the environment")
    func command() throws {
        var pod = makePod()
        pod.spec.containers[0].command = ["/bin/$(NAME)", "$(HOSTNAME)"]
        pod.spec.containers[0].args = ["$(NAME)", "$$(NAME)", "$(NONE)"]
        pod.spec.containers[0].workingDir = "/tmp"
        pod.spec.containers[0].env = [makeVariable("NAME", "sh")]
        let spec = try resolve(pod)
        #expect(spec.command == ["/bin/sh", "$(HOSTNAME)"])
        #expect(spec.arguments == ["sh", "$(NAME)", "$(NONE)"])
        #expect(spec.workingDirectory == "/tmp")
        #expect(spec.environmentPairs.map { "\($0.name)=\($0.value)" } == ["HOSTNAME=web", "NAME=sh"])
    }

    @Test("The container's security context wins over the pod's")
    func security() throws {
        var pod = makePod()
        pod.spec.securityContext = PodSecurityContext()
        pod.spec.securityContext?.runAsUser = 1000
        pod.spec.securityContext?.runAsGroup = 2000
        pod.spec.securityContext?.supplementalGroups = [5]
        pod.spec.securityContext?.fsGroup = 6
        var own = SecurityContext()
        own.runAsUser = 7
        own.readOnlyRootFilesystem = true
        own.allowPrivilegeEscalation = false
        own.capabilities = Capabilities()
        own.capabilities?.add = ["NET_ADMIN"]
        own.capabilities?.drop = ["ALL"]
        pod.spec.containers[0].securityContext = own
        let spec = try resolve(pod)
        #expect(spec.user == 7)
        #expect(spec.group == 2000)
        #expect(spec.supplementalGroups == [5, 6])
        #expect(spec.readOnlyRootFilesystem)
        #expect(spec.noNewPrivileges)
        #expect(spec.addedCapabilities == ["NET_ADMIN"])
        #expect(spec.droppedCapabilities == ["ALL"])
        #expect(spec.seccomp == .runtimeDefault)
        #expect(!spec.mustRunAsNonRoot)
    }

    @Test("Root where root is forbidden is refused in the kubelet's words")
    func nonRoot() throws {
        var pod = makePod()
        pod.spec.securityContext = PodSecurityContext()
        pod.spec.securityContext?.runAsNonRoot = true
        #expect(try resolve(pod).mustRunAsNonRoot)
        pod.spec.securityContext?.runAsUser = 0
        #expect(
            throws: ResolutionError(
                "container's runAsUser breaks non-root policy (pod: \"web_default(uid-web)\", container: app)")
        ) { try resolve(pod) }
    }

    @Test("Seccomp profiles")
    func seccomp() throws {
        func profile(_ type: String, _ path: String? = nil, privileged: Bool = false) throws
            -> ContainerSpec.SeccompProfile
        {
            var pod = makePod()
            var own = SecurityContext()
            own.privileged = privileged
            own.seccompProfile = SeccompProfile()
            own.seccompProfile?.type = type
            own.seccompProfile?.localhostProfile = path
            pod.spec.containers[0].securityContext = own
            return try resolve(pod).seccomp
        }
        #expect(try profile("Unconfined") == .unconfined)
        #expect(try profile("RuntimeDefault") == .runtimeDefault)
        #expect(try profile("RuntimeDefault", privileged: true) == .unconfined)
        #expect(try profile("Localhost", "a/b.json") == .file("/data/seccomp/a/b.json"))
        #expect(throws: ResolutionError.self) { try profile("Localhost", "../b.json") }
        #expect(throws: ResolutionError.self) { try profile("Localhost", "/b.json") }
    }

    @Test("A10: where the first process finds its process namespace")
    func processNamespaces() throws {
        let app = ContainerID(podUID: "uid-web", name: "app", attempt: 3)
        func namespace(_ edit: (inout PodSpec) -> Void, found: ContainerID? = nil) throws -> ProcessNamespace {
            var pod = makePod()
            pod.spec.ephemeralContainers = [makeEphemeral("dbg", target: "app"), makeEphemeral("alone")]
            edit(&pod.spec)
            return try processNamespace(of: "dbg", in: pod.spec) { _ in found }
        }
        #expect(try namespace({ _ in }, found: app) == .target(app))
        #expect(try namespace({ $0.shareProcessNamespace = true }, found: app) == .pod)
        #expect(try namespace({ $0.hostPID = true }, found: app) == .node)
        #expect(try namespace({ $0.ephemeralContainers[0].targetContainerName = "" }) == .container)
        #expect(throws: ResolutionError("unable to find target container app")) { try namespace({ _ in }) }
        #expect(try processNamespace(of: "app", in: makePod().spec) { _ in app } == .container)
    }

    @Test("A7: an ephemeral container has the least CPU share, no limit, and its own score")
    func ephemeralResources() throws {
        var pod = makePod(ephemeral: ["dbg"])
        pod.spec.containers[0].resources.requests = ["memory": try quantity("1Gi"), "cpu": try quantity("1")]
        let spec = try resolve(pod, "dbg")
        #expect(spec.resources.cpuShares == 2)
        #expect(spec.resources.cpuQuota == nil)
        #expect(spec.resources.memoryLimit == nil)
        #expect(spec.oomScoreAdjustment == 999)
        #expect(try resolve(pod, "app").oomScoreAdjustment == 875)
    }

    @Test("Host names")
    func hostnames() {
        var pod = makePod(String(repeating: "a", count: 62) + "-b")
        #expect(podHostname(of: pod, node: "n") == String(repeating: "a", count: 62))
        pod.spec.hostname = "own"
        #expect(podHostname(of: pod, node: "n") == "own")
        pod.spec.hostNetwork = true
        #expect(podHostname(of: pod, node: "n") == "n")
    }
}

@Suite("A pod's sandbox")
struct SandboxSpecTests {
    @Test("takes the pod's namespaces, host name, sysctls and ports")
    func sandbox() {
        var pod = makePod()
        pod.spec.shareProcessNamespace = true
        pod.spec.securityContext = PodSecurityContext()
        var sysctl = Sysctl()
        sysctl.name = "net.ipv4.ip_forward"
        sysctl.value = "1"
        pod.spec.securityContext?.sysctls = [sysctl]
        var port = ContainerPort()
        port.containerPort = 80
        port.hostPort = 8080
        var inner = ContainerPort()
        inner.containerPort = 81
        pod.spec.containers[0].ports = [port, inner]
        let spec = sandboxSpec(of: pod, node: "n")
        #expect(spec.shareProcessNamespace)
        #expect(spec.hostname == "web")
        #expect(spec.sysctls == ["net.ipv4.ip_forward": "1"])
        #expect(spec.portMappings == [PortMapping(hostPort: 8080, containerPort: 80)])
        pod.spec.hostNetwork = true
        #expect(sandboxSpec(of: pod, node: "n").portMappings.isEmpty)
        #expect(sandboxSpec(of: pod, node: "n").hostname == "n")
    }
}
