import KubernetesAPI
import Testing

@testable import APIServer

@Suite struct EvictionTests {
    static let pod = TestServer.pods + "/web"

    private func runningPod() async throws -> TestServer {
        let server = try await TestServer()
        try await server.createNode("n1")
        try await server.createPod("web")
        return server
    }

    private func eviction(_ version: String = "policy/v1", _ options: JSONValue = [:], name: String = "web")
        -> JSONValue
    {
        [
            "kind": "Eviction", "apiVersion": .string(version),
            "metadata": ["name": .string(name), "namespace": "default"], "deleteOptions": options,
        ]
    }

    @Test("An eviction deletes as its options say", arguments: ["policy/v1", "policy/v1beta1"])
    func evict(version: String) async throws {
        let server = try await runningPod()
        let answer = await server.send(.post, Self.pod + "/eviction", eviction(version, ["gracePeriodSeconds": 7]))
        #expect(answer.status == 201)
        #expect(
            answer.json == ["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "code": 201])
        let pod = await server.send(.get, Self.pod).json
        #expect(pod["metadata", "deletionGracePeriodSeconds"] == 7)
    }

    @Test("An eviction may be rehearsed and guarded")
    func guarded() async throws {
        let server = try await runningPod()
        let rehearsed = await server.send(
            .post, Self.pod + "/eviction", query: [("dryRun", "All")], eviction())
        #expect(rehearsed.status == 201)
        let inBody = await server.send(.post, Self.pod + "/eviction", eviction("policy/v1", ["dryRun": ["All"]]))
        #expect(inBody.status == 201)
        let wrong = await server.send(
            .post, Self.pod + "/eviction", eviction("policy/v1", ["preconditions": ["uid": "u"]]))
        #expect(wrong.status == 409)
        let other = await server.send(.post, Self.pod + "/eviction", eviction(name: "other"))
        #expect(other.status == 400)
        #expect(other.message == "name in URL does not match name in Eviction object")
        let pod = await server.send(.get, Self.pod).json
        #expect(pod["metadata", "deletionTimestamp"] == nil)
        let missing = await server.send(.post, TestServer.pods + "/none/eviction", eviction(name: "none"))
        #expect(missing.status == 404)
    }

    @Test("A pod can be bound through the collection of bindings too")
    func bindings() async throws {
        let server = try await TestServer()
        try await server.createPod("web", spec: [("schedulerName", "mine")])
        let binding: JSONValue = [
            "kind": "Binding", "apiVersion": "v1", "metadata": ["name": "web"],
            "target": ["kind": "Node", "name": "n7"],
        ]
        let answer = await server.send(.post, "/api/v1/namespaces/default/bindings", binding)
        #expect(answer.status == 201, "\(answer.text)")
        #expect(answer.json["code"] == 201)
        #expect(await server.send(.get, Self.pod).json["spec", "nodeName"] == "n7")
        #expect(await server.send(.post, "/api/v1/namespaces/default/bindings", binding).status == 409)
        #expect(await server.send(.get, "/api/v1/namespaces/default/bindings").status == 405)
    }

    @Test("What is not served is refused by name", arguments: ["pods/web/resize", "pods/web/proxy"])
    func unserved(path: String) async throws {
        let server = try await runningPod()
        let answer = await server.send(.get, "/api/v1/namespaces/default/\(path)")
        #expect(answer.status == 404)
        #expect(answer.message.hasSuffix("is not served here"))
        let node = await server.send(.get, "/api/v1/nodes/n1/proxy")
        #expect(node.message.hasSuffix(": nodes/proxy is not served here"))
    }
}

@Suite struct PropagationTests {
    static let path = TestServer.configMaps + "/c"

    static let cases: [(JSONValue, [String], JSONValue?)] = [
        ([:], [], nil),
        (["propagationPolicy": "Background"], [], nil),
        (["propagationPolicy": "Foreground"], [], ["foregroundDeletion"]),
        (["propagationPolicy": "Orphan"], [], ["orphan"]),
        (["orphanDependents": true], [], ["orphan"]),
        (["orphanDependents": false], [], nil),
        (["propagationPolicy": "Background"], ["orphan"], nil),
        ([:], ["orphan"], ["orphan"]),
        (["propagationPolicy": "Foreground"], ["orphan", "a.example/x"], ["a.example/x", "foregroundDeletion"]),
    ]

    @Test("A policy becomes the finalizer that asks the garbage collector", arguments: cases.indices)
    func finalizers(index: Int) async throws {
        let (options, before, after) = Self.cases[index]
        let server = try await TestServer()
        try await server.create(
            TestServer.configMaps, ["metadata": ["name": "c", "finalizers": .array(before.map { .string($0) })]])
        #expect(await server.send(.delete, Self.path, options).status == 200)
        let left = await server.send(.get, Self.path)
        #expect(left.status == (after == nil ? 404 : 200))
        #expect(left.json["metadata", "finalizers"] == after)
    }

    @Test("A further deletion may ask for something else")
    func again() async throws {
        let server = try await TestServer()
        try await server.create(TestServer.configMaps, ["metadata": ["name": "c"]])
        _ = await server.send(.delete, Self.path, query: [("propagationPolicy", "Foreground")])
        let orphan = await server.send(.delete, Self.path, query: [("propagationPolicy", "Orphan")])
        #expect(orphan.json["metadata", "finalizers"] == ["orphan"])
        #expect(await server.send(.delete, Self.path, query: [("propagationPolicy", "Background")]).status == 200)
        #expect(await server.send(.get, Self.path).status == 404)
    }

    @Test("Both ways to say it are one too many, and only the three policies are known")
    func refused() async throws {
        let server = try await TestServer()
        try await server.create(TestServer.configMaps, ["metadata": ["name": "c"]])
        let both = await server.send(.delete, Self.path, ["propagationPolicy": "Orphan", "orphanDependents": true])
        #expect(both.status == 422)
        #expect(await server.send(.delete, Self.path, ["propagationPolicy": "Later"]).status == 422)
    }
}
