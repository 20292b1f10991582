import KubernetesAPI
import Testing

@testable import APIServer

@Suite("A1: what a pod is given where it says nothing") struct PodDefaultingTests {
    private func created(_ edits: [(String, JSONValue)]) async throws -> JSONValue {
        let server = try await TestServer()
        return try await server.create(TestServer.pods, try edited(ValidationTableTests.pod, edits))
    }

    private static func toleration(_ name: String) -> JSONValue {
        [
            "key": .string("node.kubernetes.io/\(name)"), "operator": "Exists", "effect": "NoExecute",
            "tolerationSeconds": 300,
        ]
    }

    static let tolerations: [(JSONValue, [JSONValue])] = [
        ([], [toleration("not-ready"), toleration("unreachable")]),
        ([["operator": "Exists"]], []),
        ([["operator": "Exists", "effect": "NoSchedule"]], [toleration("not-ready"), toleration("unreachable")]),
        (
            [["key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute"]],
            [toleration("unreachable")]
        ),
        ([["key": "node.kubernetes.io/unreachable", "operator": "Exists"]], [toleration("not-ready")]),
    ]

    @Test("A1: it stays five minutes on a node that is lost, unless it says otherwise", arguments: tolerations)
    func lostNodes(given: JSONValue, added: [JSONValue]) async throws {
        let pod = try await created([("/spec/tolerations", given)])
        #expect(pod["spec", "tolerations"]?.array == (given.array ?? []) + added)
    }

    @Test("A1: an update that leaves the tolerations out gets them back, and is none")
    func updated() async throws {
        let server = try await TestServer()
        var pod = try await server.create(TestServer.pods, ValidationTableTests.pod)
        let before = pod
        pod["spec"]?["tolerations"] = nil
        let answer = await server.send(.put, "\(TestServer.pods)/p1", pod)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.json == before)
    }

    static let resources: [(JSONValue, JSONValue, String)] = [
        (["limits": ["cpu": "0.1"]], ["limits": ["cpu": "100m"], "requests": ["cpu": "100m"]], "Burstable"),
        (
            ["limits": ["cpu": "1", "memory": "1Gi"], "requests": ["cpu": "0.00001"]],
            ["limits": ["cpu": "1", "memory": "1Gi"], "requests": ["cpu": "1m", "memory": "1Gi"]], "Burstable"
        ),
        (
            ["limits": ["cpu": "1", "memory": "1.5Gi"]],
            ["limits": ["cpu": "1", "memory": "1536Mi"], "requests": ["cpu": "1", "memory": "1536Mi"]], "Guaranteed"
        ),
        ([:], [:], "BestEffort"),
    ]

    @Test("A1: it requests what it is limited to, in thousandths at the finest", arguments: resources)
    func requests(given: JSONValue, expected: JSONValue, quality: String) async throws {
        let pod = try await created([("/spec/containers/0/resources", given)])
        #expect(pod["spec", "containers"]?.array?[0]["resources"] == expected)
        #expect(pod["status", "qosClass"]?.string == quality)
    }

    @Test("A1: resources of the pod as a whole follow from its containers' and settle its class")
    func podResources() async throws {
        let pod = try await created([
            ("/spec/containers/0/resources", ["requests": ["cpu": "100m"]]),
            ("/spec/resources", ["limits": ["cpu": "1", "memory": "1Gi"]]),
        ])
        #expect(pod["spec", "resources", "requests"] == ["cpu": "100m", "memory": "1Gi"])
        #expect(pod["status", "qosClass"] == "Burstable")
        let guaranteed = try await created([("/spec/resources", ["limits": ["cpu": "1", "memory": "1Gi"]])])
        #expect(guaranteed["status", "qosClass"] == "Guaranteed")
    }

    @Test("A1: a volume without a source is empty, and an image is pulled as a container's is")
    func volumes() async throws {
        let pod = try await created([
            (
                "/spec/volumes",
                [
                    ["name": "a"], ["name": "b", "image": ["reference": "x"]],
                    ["name": "c", "image": ["reference": "x:1"]],
                ]
            )
        ])
        let volumes = pod["spec", "volumes"]?.array ?? []
        #expect(volumes[0] == ["name": "a", "emptyDir": [:]])
        #expect(volumes[1]["image", "pullPolicy"] == "Always")
        #expect(volumes[2]["image", "pullPolicy"] == "IfNotPresent")
    }

    @Test("A1: affinity terms take in the pod's own values for the keys they name")
    func labelKeys() async throws {
        let pod = try await created([
            ("/metadata/labels", ["a": "1", "b": "2"]),
            (
                "/spec/affinity",
                [
                    "podAffinity": [
                        "requiredDuringSchedulingIgnoredDuringExecution": [
                            [
                                "topologyKey": "t", "labelSelector": [:], "matchLabelKeys": ["a", "zz"],
                                "mismatchLabelKeys": ["b"],
                            ]
                        ]
                    ]
                ]
            ),
        ])
        let term = pod["spec", "affinity", "podAffinity", "requiredDuringSchedulingIgnoredDuringExecution"]?.array?[0]
        #expect(
            term?["labelSelector", "matchExpressions"] == [
                ["key": "a", "operator": "In", "values": ["1"]], ["key": "b", "operator": "NotIn", "values": ["2"]],
            ])
    }

    @Test("A1: a gated pod says that it is")
    func gated() async throws {
        let pod = try await created([("/spec/schedulingGates", [["name": "g"]])])
        #expect(
            pod["status", "conditions"] == [
                [
                    "type": "PodScheduled", "status": "False", "lastProbeTime": nil, "lastTransitionTime": nil,
                    "reason": "SchedulingGated", "message": "Scheduling is blocked due to non-empty scheduling gates",
                ]
            ])
        #expect(pod["metadata", "generation"] == 1)
    }

    @Test("A2: what the alpha API allowed in an ephemeral container does not make the pod unchangeable for others")
    func alphaLeftovers() async throws {
        let server = try await TestServer()
        try await server.create(TestServer.pods, ValidationTableTests.pod)
        let body: JSONValue = [
            "kind": "EphemeralContainers", "apiVersion": "v1", "metadata": ["name": "p1"],
            "ephemeralContainers": [
                ["name": "a", "image": "x"],
                [
                    "name": "b", "image": "x", "targetContainerName": "a",
                    "volumeMounts": [["name": "data", "mountPath": "/d", "subPath": "s"]],
                ],
            ],
        ]
        let added = await server.send(.put, "\(TestServer.pods)/p1/ephemeralcontainers", body)
        #expect(added.status == 200, "\(added.text)")
        let labelled = await server.send(
            .patch, "\(TestServer.pods)/p1", headers: TestServer.mergePatch, ["metadata": ["labels": ["a": "b"]]])
        #expect(labelled.status == 200, "\(labelled.text)")
        let more = await server.send(
            .patch, "\(TestServer.pods)/p1/ephemeralcontainers", headers: TestServer.strategicPatch,
            ["spec": ["ephemeralContainers": [["name": "c", "image": "x", "targetContainerName": "a"]]]])
        #expect(more.violations == ["spec.ephemeralContainers[0].targetContainerName: Not found: \"a\""])
    }
}
