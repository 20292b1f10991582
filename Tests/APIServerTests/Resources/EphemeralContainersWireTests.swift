import KubernetesAPI
import Testing

@testable import APIServer

/// Patches of the subresource over the whole pipeline, and the ways around it. More is in EphemeralContainersEndpointTests.
@Suite("A2: patches of ephemeralcontainers on the wire") struct EphemeralContainersWireTests {
    static let path = TestServer.pods + "/p1/ephemeralcontainers"

    private func list(_ containers: JSONValue..., metadata: JSONValue = ["name": "p1"]) -> JSONValue {
        [
            "kind": "EphemeralContainers", "apiVersion": "v1", "metadata": metadata,
            "ephemeralContainers": .array(containers),
        ]
    }

    private func debugger(_ name: String, adding more: JSONObject = [:]) -> JSONValue {
        var container: JSONObject = ["name": .string(name), "image": "busybox"]
        for (key, value) in more.members { container[key] = value }
        return .object(container)
    }

    @Test("A2: the JSON patch that kubectl 1.22 to 1.28 fall back to")
    func alphaPatch() async throws {
        let server = try await TestServer()
        try await server.createPod("p1")
        let answer = await server.send(
            .patch, Self.path, headers: TestServer.jsonPatch,
            [["op": "add", "path": "/ephemeralContainers/-", "value": debugger("dbg")]])
        #expect(answer.status == 200)
        #expect(answer.json["kind"] == "EphemeralContainers")
        #expect(answer.json["ephemeralContainers"]?.array?.count == 1)
    }

    @Test(
        "A2, A3: without the order directive a strategic patch puts the new one first, a merge patch replaces the list")
    func otherPatches() async throws {
        let server = try await TestServer()
        try await server.createPod("p1")
        #expect(await server.send(.put, Self.path, list(debugger("d1"))).status == 200)
        let alpha = await server.send(
            .patch, Self.path, headers: TestServer.strategicPatch, ["ephemeralContainers": [debugger("d2")]])
        #expect(alpha.json["ephemeralContainers"]?.array?.map { $0["name"] } == ["d2", "d1"])
        let current = await server.send(
            .patch, Self.path, headers: TestServer.strategicPatch, ["spec": ["ephemeralContainers": [debugger("d3")]]])
        #expect(current.json["spec", "ephemeralContainers"]?.array?.map { $0["name"] } == ["d3", "d2", "d1"])
        let replacing = await server.send(
            .patch, Self.path, headers: TestServer.mergePatch, ["spec": ["ephemeralContainers": [debugger("d4")]]])
        #expect(replacing.status == 422)
        #expect(replacing.message.contains("existing ephemeral containers \"d1\" may not be removed"))
    }

    @Test("A3: the current JSON patch needs the list to be there")
    func currentPatch() async throws {
        let server = try await TestServer()
        try await server.createPod("p1")
        let append: JSONValue = [["op": "add", "path": "/spec/ephemeralContainers/-", "value": debugger("dbg")]]
        let refused = await server.send(.patch, Self.path, headers: TestServer.jsonPatch, append)
        #expect(refused.status == 422)
        #expect(refused.message == "the server rejected our request due to an error in our request")
        #expect(refused.json["details"] == [:])
        let first = await server.send(
            .patch, Self.path, headers: TestServer.jsonPatch,
            [["op": "add", "path": "/spec/ephemeralContainers", "value": [debugger("d1")]]])
        #expect(first.status == 200)
        #expect(await server.send(.patch, Self.path, headers: TestServer.jsonPatch, append).status == 200)
    }

    @Test("A6: every refused field is named, with a cause for each")
    func fields() async throws {
        let server = try await TestServer()
        try await server.createPod("p1")
        let answer = await server.send(
            .put, Self.path,
            list(
                debugger("d1", adding: ["ports": [], "livenessProbe": ["exec": ["command": ["x"]]], "resources": [:]])))
        #expect(answer.status == 422)
        #expect(
            answer.message
                == "Pod \"p1\" is invalid: [spec.ephemeralContainers[0].livenessProbe: Forbidden: cannot be set for an Ephemeral Container, spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container]"
        )
        #expect(answer.json["details", "causes"]?.array?.count == 2)
    }

    @Test("A4: neither the pod's own verbs nor its creation take an ephemeral container")
    func notThroughThePod() async throws {
        let server = try await TestServer()
        try await server.createPod("p1")
        let patch: JSONValue = ["spec": ["ephemeralContainers": [debugger("dbg")]]]
        for headers in [TestServer.strategicPatch, TestServer.mergePatch] {
            let answer = await server.send(.patch, TestServer.pods + "/p1", headers: headers, patch)
            #expect(answer.status == 422)
            #expect(
                answer.message.hasPrefix(
                    "Pod \"p1\" is invalid: spec: Forbidden: pod updates may not change fields other than "))
        }
        var pod = await server.send(.get, TestServer.pods + "/p1").json
        pod["spec"]?["ephemeralContainers"] = [debugger("dbg")]
        #expect(await server.send(.put, TestServer.pods + "/p1", pod).status == 422)
        let created = await server.send(
            .post, TestServer.pods,
            [
                "kind": "Pod", "apiVersion": "v1", "metadata": ["name": "p2"],
                "spec": ["containers": [["name": "a", "image": "b"]], "ephemeralContainers": [debugger("dbg")]],
            ])
        #expect(created.status == 422)
        #expect(
            created.message == "Pod \"p2\" is invalid: spec.ephemeralContainers: Forbidden: cannot be set on create")
    }

    @Test("A13: the pod's phase does not matter", arguments: ["Pending", "Failed", "Succeeded"])
    func phases(phase: String) async throws {
        let server = try await TestServer()
        try await server.createPod("p1")
        let status = await server.send(
            .patch, TestServer.pods + "/p1/status", headers: TestServer.mergePatch,
            ["status": ["phase": .string(phase)]])
        try #require(status.status == 200)
        #expect(await server.send(.put, Self.path, list(debugger("d1"))).status == 200)
    }

    @Test("A23: a mirror pod is refused")
    func mirror() async throws {
        let server = try await TestServer()
        try await server.create(
            TestServer.pods,
            [
                "kind": "Pod", "apiVersion": "v1",
                "metadata": ["name": "p1", "annotations": ["kubernetes.io/config.mirror": "x"]],
                "spec": ["nodeName": "n1", "containers": [["name": "a", "image": "b"]]],
            ])
        let answer = await server.send(.put, Self.path, list(debugger("d1")))
        #expect(answer.status == 422)
        #expect(
            answer.message == "Pod \"p1\" is invalid: []: Forbidden: static pods do not support ephemeral containers")
    }
}
