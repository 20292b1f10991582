import KubernetesAPI
import Testing

@testable import APIServer

@Suite("A1: defaults of pods") struct PodDefaultsTests {
    @Test(
        "A24: the pull policy follows the image's tag",
        arguments: [
            ("busybox", "Always"), ("busybox:latest", "Always"), ("busybox:1.36", "IfNotPresent"),
            ("localhost:5000/busybox", "Always"), ("localhost:5000/busybox:1", "IfNotPresent"),
            ("busybox@sha256:0123", "IfNotPresent"), ("", "IfNotPresent"), ("busybox:latest@sha256:0123", "Always"),
        ])
    func pullPolicy(image: String, expected: String) {
        var container: JSONValue = ["name": "a", "image": .string(image)]
        PodDefaults.pullPolicy(&container)
        #expect(container["imagePullPolicy"]?.string == expected)
    }

    @Test("a pull policy that is given stays")
    func givenPullPolicy() {
        var container: JSONValue = ["image": "busybox", "imagePullPolicy": "Never"]
        PodDefaults.pullPolicy(&container)
        #expect(container["imagePullPolicy"] == "Never")
    }

    @Test("a created pod is pending, of its class, and has what depends on other fields")
    func create() throws {
        var pod = try edited(
            plainPod,
            [
                ("/status", ["phase": "Running", "podIP": "1.2.3.4"]), ("/spec/hostNetwork", true),
                ("/spec/containers/0/ports", [["containerPort": 80, "protocol": "TCP"]]),
                (
                    "/spec/containers/0/resources",
                    ["limits": ["cpu": "1", "memory": "1Gi"], "requests": ["cpu": "500m"]]
                ),
                ("/spec/volumes", [["name": "scratch"]]),
            ])
        PodStrategy(gates: FeatureGates()).prepareForCreate(&pod)
        #expect(pod["status"] == ["phase": "Pending", "qosClass": "Burstable"])
        let container = pod["spec", "containers"]?.array?.first
        #expect(container?["ports"] == [["containerPort": 80, "protocol": "TCP", "hostPort": 80]])
        #expect(container?["resources", "requests"] == ["cpu": "500m", "memory": "1Gi"])
        #expect(pod["spec", "volumes"] == [["name": "scratch", "emptyDir": [:]]])
    }

    static let classes: [(JSONValue, JSONValue, String)] = [
        ([:], [:], "BestEffort"), (["limits": ["cpu": "1", "memory": "1Gi"]], [:], "Burstable"),
        (["limits": ["cpu": "1", "memory": "1Gi"], "requests": ["cpu": "1", "memory": "1024Mi"]], [:], "Guaranteed"),
        (["requests": ["cpu": "1"]], [:], "Burstable"), (["requests": ["cpu": "0"]], [:], "BestEffort"),
        (["limits": ["cpu": "1"], "requests": ["cpu": "1"]], [:], "Burstable"),
        (["limits": ["example.com/gpu": "1"], "requests": ["example.com/gpu": "1"]], [:], "BestEffort"),
        (
            ["limits": ["cpu": "1", "memory": "1Gi"], "requests": ["cpu": "1", "memory": "1Gi"]],
            ["requests": ["cpu": "1"]], "Burstable"
        ),
    ]

    @Test("A7: the quality of service follows requests and limits, ephemeral containers left out", arguments: classes)
    func quality(resources: JSONValue, initResources: JSONValue, expected: String) throws {
        var edits: [(String, JSONValue)] = [
            ("/spec/containers/0/resources", resources),
            ("/spec/ephemeralContainers", [["name": "dbg", "resources": ["requests": ["cpu": "9"]]]]),
        ]
        if initResources != [:] {
            edits.append(("/spec/initContainers", [container("init", adding: ["resources": initResources])]))
        }
        #expect(QualityOfService.of(try edited(plainPod, edits)).rawValue == expected)
    }

    @Test("A16: without the feature ephemeral containers are dropped, stored ones kept")
    func gateOff() throws {
        var gates = FeatureGates()
        gates.ephemeralContainers = false
        let strategy = PodStrategy(gates: gates)
        let withDebugger = try edited(plainPod, [("/spec/ephemeralContainers", [container("dbg")])])
        var created = withDebugger
        strategy.prepareForCreate(&created)
        #expect(created["spec", "ephemeralContainers"] == nil)
        #expect(strategy.validateCreate(created).isEmpty)
        var updated = withDebugger
        strategy.prepareForUpdate(&updated, old: plainPod)
        #expect(updated["spec", "ephemeralContainers"] == nil)
        var kept = withDebugger
        strategy.prepareForUpdate(&kept, old: withDebugger)
        #expect(kept["spec", "ephemeralContainers"] != nil)
    }

    @Test("A16: without the feature the subresource is not there")
    func gatedSubresource() throws {
        func names(_ gates: FeatureGates) -> [String] {
            ServedResources.all(gates: gates).first { $0.kind == "Pod" }?.subresources.map(\.name) ?? []
        }
        #expect(names(FeatureGates()).contains("ephemeralcontainers"))
        #expect(!names(try FeatureGates(parsing: "EphemeralContainers=false")).contains("ephemeralcontainers"))
    }

    @Test("A16: feature gates are read from the flag, and mistakes named")
    func gates() throws {
        #expect(try FeatureGates(parsing: "") == FeatureGates())
        #expect(try !FeatureGates(parsing: "EphemeralContainers=False").ephemeralContainers)
        #expect(throws: FeatureGateError.self) { try FeatureGates(parsing: "Nope=true") }
        #expect(throws: FeatureGateError.self) { try FeatureGates(parsing: "EphemeralContainers=maybe") }
    }

    @Test(
        "how long a deletion may take is settled by request, pod and state",
        arguments: [
            (nil, "n1", "Running", 30), (5, "n1", "Running", 5), (0, "n1", "Running", 0), (-3, "n1", "Running", 1),
            (5, "", "Pending", 0), (5, "n1", "Succeeded", 0), (5, "n1", "Failed", 0),
        ] as [(Int64?, String, String, Int64)])
    func gracePeriod(requested: Int64?, node: String, phase: String, expected: Int64) throws {
        let pod = try edited(plainPod, [("/spec/nodeName", .string(node)), ("/status/phase", .string(phase))])
        #expect(PodStrategy(gates: FeatureGates()).gracePeriodForDeletion(pod, requested: requested) == expected)
    }
}
