import KubernetesAPI
import Testing

@testable import NodeAgent

func makeContext(_ pod: Pod = makePod(), _ edit: (inout ResolutionContext) -> Void = { _ in }) -> ResolutionContext {
    var context = ResolutionContext(
        pod: pod, podAddresses: ["10.85.0.2"], hostAddresses: ["192.0.2.1"],
        node: NodeCapacity(cpuMillis: 2000, memory: 8 << 30, ephemeralStorage: 100 << 30))
    edit(&context)
    return context
}

func makeVariable(_ name: String, _ value: String = "", from edit: ((inout EnvVarSource) -> Void)? = nil) -> EnvVar {
    var variable = EnvVar()
    variable.name = name
    variable.value = value
    if let edit {
        var source = EnvVarSource()
        edit(&source)
        variable.valueFrom = source
    }
    return variable
}

@Suite("A container's environment")
struct EnvironmentTests {
    func resolve(_ variables: [EnvVar], _ context: ResolutionContext = makeContext()) throws -> [String: String] {
        var container = makeContainer("app")
        container.env = variables
        let resolved = try resolveEnvironment(of: container, context)
        return Dictionary(uniqueKeysWithValues: resolved.variables.map { ($0.name, $0.value) })
    }

    @Test("refers to what stands before it, and only to that")
    func order() throws {
        let result = try resolve([
            makeVariable("A", "1"), makeVariable("B", "$(A)-$(C)"), makeVariable("C", "3"), makeVariable("A", "$(A)2"),
        ])
        #expect(result == ["A": "12", "B": "1-$(C)", "C": "3"])
    }

    @Test(
        "takes fields of the pod",
        arguments: [
            ("metadata.name", "web"), ("metadata.namespace", "default"), ("metadata.uid", "uid-web"),
            ("spec.nodeName", "node"), ("status.podIP", "10.85.0.2"), ("status.hostIP", "192.0.2.1"),
            ("metadata.labels['app']", "w"), ("metadata.annotations['none']", ""),
        ])
    func fields(_ path: String, _ expected: String) throws {
        var pod = makePod()
        pod.metadata.labels = ["app": "w"]
        let variable = makeVariable("X") { source in
            source.fieldRef = ObjectFieldSelector()
            source.fieldRef?.fieldPath = path
        }
        #expect(try resolve([variable], makeContext(pod)) == ["X": expected])
    }

    @Test(
        "takes requests and limits, rounded up to the divisor, or what the node has",
        arguments: [
            ("limits.cpu", "0", "1"), ("limits.cpu", "1m", "500"), ("requests.cpu", "1m", "250"),
            ("limits.memory", "0", "67108864"), ("limits.memory", "1Mi", "64"), ("requests.memory", "0", "0"),
            ("limits.ephemeral-storage", "1Gi", "100"),
        ])
    func resources(_ resource: String, _ divisor: String, _ expected: String) throws {
        var container = makeContainer("app")
        container.resources.limits = ["cpu": try quantity("500m"), "memory": try quantity("64Mi")]
        container.resources.requests = ["cpu": try quantity("250m")]
        var selector = ResourceFieldSelector()
        selector.resource = resource
        selector.divisor = try quantity(divisor)
        let reference = selector
        container.env = [makeVariable("X") { $0.resourceFieldRef = reference }]
        #expect(try resolveEnvironment(of: container, makeContext())["X"] == expected)
    }

    @Test("takes whole maps first, in order, and its own variables win")
    func maps() throws {
        var container = makeContainer("app")
        var first = EnvFromSource()
        first.configMapRef = ConfigMapEnvSource()
        first.configMapRef?.name = "c"
        var second = EnvFromSource()
        second.prefix = "S_"
        second.secretRef = SecretEnvSource()
        second.secretRef?.name = "s"
        container.envFrom = [first, second]
        container.env = [makeVariable("B", "$(A)+"), makeVariable("A", "own")]
        let context = makeContext { context in
            context.objects.configMaps["c"] = ConfigMap()
            context.objects.configMaps["c"]?.data = ["A": "map", "1bad": "x", "ok.name": "y"]
            context.objects.secrets["s"] = Secret()
            context.objects.secrets["s"]?.data = ["K": Array("v".utf8)]
        }
        let resolved = try resolveEnvironment(of: container, context)
        #expect(resolved["A"] == "own")
        #expect(resolved["B"] == "map+")
        #expect(resolved["S_K"] == "v")
        #expect(resolved["ok.name"] == "y")
        #expect(resolved["1bad"] == nil)
        #expect(
            resolved.notes == [
                .warning(
                    "InvalidEnvironmentVariableNames",
                    "Keys [1bad] from the EnvFrom configMap default/c were skipped since they are considered invalid "
                        + "environment variable names.")
            ])
    }

    @Test("says what is missing in the kubelet's words, unless it is optional")
    func missing() throws {
        func reference(_ optional: Bool?, secret: Bool) -> EnvVar {
            makeVariable("X") { source in
                if secret {
                    source.secretKeyRef = SecretKeySelector()
                    source.secretKeyRef?.name = "s"
                    source.secretKeyRef?.key = "k"
                    source.secretKeyRef?.optional = optional
                } else {
                    source.configMapKeyRef = ConfigMapKeySelector()
                    source.configMapKeyRef?.name = "c"
                    source.configMapKeyRef?.key = "k"
                    source.configMapKeyRef?.optional = optional
                }
            }
        }
        #expect(throws: ResolutionError("configmap \"c\" not found")) { try resolve([reference(nil, secret: false)]) }
        #expect(throws: ResolutionError("secret \"s\" not found")) { try resolve([reference(false, secret: true)]) }
        #expect(try resolve([reference(true, secret: false), reference(true, secret: true)]).isEmpty)
        let context = makeContext { context in
            context.objects.configMaps["c"] = ConfigMap()
            context.objects.secrets["s"] = Secret()
        }
        #expect(throws: ResolutionError("couldn't find key k in ConfigMap default/c")) {
            try resolve([reference(nil, secret: false)], context)
        }
        #expect(throws: ResolutionError("couldn't find key k in Secret default/s")) {
            try resolve([reference(nil, secret: true)], context)
        }
    }
}

func quantity(_ text: String) throws -> Quantity { try Quantity(text) }
