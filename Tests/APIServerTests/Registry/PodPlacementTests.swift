import KubernetesAPI
import Testing

@testable import APIServer

@Suite struct PodPlacementTests {
    private func node(_ pod: JSONValue) -> String? { pod["spec", "nodeName"]?.string }
    private func scheduled(_ pod: JSONValue) -> JSONValue? {
        pod["status", "conditions"]?.array?.first { $0["type"] == "PodScheduled" }
    }

    @Test("A1: a pod gets a ready node as it is created")
    func atCreation() async throws {
        let server = try await TestServer()
        try await server.createNode("n1")
        let pod = try await server.createPod("web")
        #expect(node(pod) == "n1")
        #expect(scheduled(pod)?["status"] == "True")
    }

    @Test("A pod without a node waits, and gets one as it becomes ready")
    func later() async throws {
        let server = try await TestServer()
        try await server.createNode("n1", ready: false)
        let pod = try await server.createPod("web")
        #expect(node(pod) == nil)
        #expect(scheduled(pod)?["reason"] == "Unschedulable")
        let ready: JSONValue = ["status": ["conditions": [["type": "Ready", "status": "True"]]]]
        _ = await server.send(.patch, "/api/v1/nodes/n1/status", headers: TestServer.mergePatch, ready)
        let placed = await server.send(.get, TestServer.pods + "/web").json
        #expect(node(placed) == "n1")
        #expect(scheduled(placed)?["status"] == "True")
        #expect(placed["status", "conditions"]?.array?.count == 1)
    }

    @Test("A pod that is created while its node becomes ready does not miss it")
    func atTheSameTime() async throws {
        let server = try await TestServer()
        let ready: JSONValue = ["status": ["conditions": [["type": "Ready", "status": "True"]]]]
        for round in 0..<200 {
            let name = "n\(round)"
            try await server.createNode(name, ready: false, labels: ["only": .string(name)])
            async let patched = server.send(
                .patch, "/api/v1/nodes/\(name)/status", headers: TestServer.mergePatch, ready)
            async let created = server.createPod("web-\(round)", spec: [("nodeSelector", ["only": .string(name)])])
            _ = try await (patched, created)
            #expect(node(await server.send(.get, TestServer.pods + "/web-\(round)").json) == name)
        }
    }

    @Test("Scheduling gates hold a pod until the last is gone")
    func gates() async throws {
        let server = try await TestServer()
        try await server.createNode("n1")
        let pod = try await server.createPod("web", spec: [("schedulingGates", [["name": "example.com/g"]])])
        #expect(node(pod) == nil)
        #expect(scheduled(pod)?["reason"] == "SchedulingGated")
        let opened = await server.send(
            .patch, TestServer.pods + "/web", headers: TestServer.mergePatch, ["spec": ["schedulingGates": []]])
        #expect(opened.status == 200, "\(opened.text)")
        #expect(node(opened.json) == "n1")
    }

    @Test("A pod that names its scheduler or its node is left alone")
    func leftAlone() async throws {
        let server = try await TestServer()
        try await server.createNode("n1")
        #expect(node(try await server.createPod("a", spec: [("schedulerName", "mine")])) == nil)
        #expect(node(try await server.createPod("b", spec: [("nodeName", "n9")])) == "n9")
    }

    struct Fit: Sendable, CustomTestStringConvertible {
        var name: String
        var spec: JSONValue
        var node: JSONValue = [:]
        var fits: Bool
        var testDescription: String { name }
    }

    static func affinity(_ expression: JSONValue) -> JSONValue {
        [
            "affinity": [
                "nodeAffinity": [
                    "requiredDuringSchedulingIgnoredDuringExecution": [
                        "nodeSelectorTerms": [["matchExpressions": [expression]]]
                    ]
                ]
            ]
        ]
    }
    static let taint: JSONValue = ["taints": [["key": "k", "value": "v", "effect": "NoSchedule"]]]

    @Test(
        "Selectors, affinity, taints and cordons decide",
        arguments: [
            Fit(name: "anything", spec: [:], fits: true),
            Fit(name: "selector", spec: ["nodeSelector": ["disk": "ssd"]], fits: true),
            Fit(name: "other selector", spec: ["nodeSelector": ["disk": "hdd"]], fits: false),
            Fit(name: "In", spec: affinity(["key": "disk", "operator": "In", "values": ["ssd"]]), fits: true),
            Fit(name: "NotIn", spec: affinity(["key": "disk", "operator": "NotIn", "values": ["ssd"]]), fits: false),
            Fit(name: "Exists", spec: affinity(["key": "gpu", "operator": "Exists"]), fits: false),
            Fit(name: "DoesNotExist", spec: affinity(["key": "gpu", "operator": "DoesNotExist"]), fits: true),
            Fit(name: "Gt", spec: affinity(["key": "cores", "operator": "Gt", "values": ["2"]]), fits: true),
            Fit(name: "Lt", spec: affinity(["key": "cores", "operator": "Lt", "values": ["2"]]), fits: false),
            Fit(name: "cordoned", spec: [:], node: ["unschedulable": true], fits: false),
            Fit(name: "tainted", spec: [:], node: taint, fits: false),
            Fit(
                name: "tolerated", spec: ["tolerations": [["key": "k", "value": "v", "effect": "NoSchedule"]]],
                node: taint, fits: true),
            Fit(
                name: "another value",
                spec: ["tolerations": [["key": "k", "value": "w", "effect": "NoSchedule"]]], node: taint, fits: false),
            Fit(name: "all tolerated", spec: ["tolerations": [["operator": "Exists"]]], node: taint, fits: true),
        ])
    func fitness(_ test: Fit) {
        let node: JSONValue = [
            "metadata": ["name": "n", "labels": ["disk": "ssd", "cores": "4"]], "spec": test.node,
            "status": ["conditions": [["type": "Ready", "status": "True"]]],
        ]
        #expect(NodeFitness.fits(["spec": test.spec], node) == test.fits)
    }

    @Test("A binding assigns a pod once")
    func binding() async throws {
        let server = try await TestServer()
        try await server.createPod("web")
        let path = TestServer.pods + "/web/binding"
        let binding: JSONValue = [
            "apiVersion": "v1", "kind": "Binding", "metadata": ["name": "web"],
            "target": ["kind": "Node", "name": "n1"],
        ]
        let bound = await server.send(.post, path, binding)
        #expect(bound.status == 201, "\(bound.text)")
        #expect(bound.json["status"] == "Success")
        let pod = await server.send(.get, TestServer.pods + "/web").json
        #expect(node(pod) == "n1")
        #expect(scheduled(pod)?["status"] == "True")
        let again = await server.send(.post, path, binding)
        #expect(again.status == 409)
        #expect(
            again.message
                == "Operation cannot be fulfilled on pods/binding \"web\": pod web is already assigned to node \"n1\"")
        let nowhere = await server.send(.post, path, ["metadata": ["name": "web"], "target": ["kind": "Node"]])
        #expect(nowhere.status == 422)
        #expect(await server.send(.get, path).status == 405)
    }
}
