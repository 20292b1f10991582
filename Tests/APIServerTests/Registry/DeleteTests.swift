import KubernetesAPI
import Testing

@testable import APIServer

@Suite struct DeleteTests {
    static let pod = TestServer.pods + "/web"

    /// A pod that a node has.
    func runningPod() async throws -> TestServer {
        let server = try await TestServer()
        try await server.createNode("n1")
        let pod = try await server.createPod("web")
        #expect(pod["spec", "nodeName"] == "n1")
        return server
    }

    @Test("A deletion done at once answers a Status, for pods the pod")
    func atOnce() async throws {
        let server = try await TestServer()
        let configMap = try await server.create(TestServer.configMaps, ["metadata": ["name": "c"]])
        let answer = await server.send(.delete, TestServer.configMaps + "/c")
        #expect(answer.status == 200)
        #expect(
            answer.json == [
                "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success",
                "details": ["name": "c", "kind": "configmaps", "uid": configMap["metadata", "uid"] ?? .null],
            ])
        #expect(await server.send(.delete, TestServer.configMaps + "/c").status == 404)
        try await server.createPod("web")
        let pod = await server.send(.delete, Self.pod)
        #expect(pod.json["kind"] == "Pod")
        #expect(pod.json["metadata", "deletionGracePeriodSeconds"] == 0)
        #expect(await server.send(.get, Self.pod).status == 404)
    }

    @Test("A pod on a node goes gracefully: marked first, gone when the node says so")
    func graceful() async throws {
        let server = try await runningPod()
        let marked = await server.send(.delete, Self.pod, body: Array(#"{"propagationPolicy":"Background"}"#.utf8))
        #expect(marked.status == 200)
        #expect(marked.json["metadata", "deletionGracePeriodSeconds"] == 30)
        let end = try #require(Timestamp(marked.json["metadata", "deletionTimestamp"]?.string ?? ""))
        #expect((25...31).contains(end.seconds - Timestamp.now.seconds))
        #expect(marked.json["metadata", "generation"] == 2)
        let uid = try #require(marked.json["metadata", "uid"]?.string)
        let done = await server.send(
            .delete, Self.pod, ["gracePeriodSeconds": 0, "preconditions": ["uid": .string(uid)]])
        #expect(done.status == 200)
        #expect(await server.send(.get, Self.pod).status == 404)
    }

    @Test("A further deletion may only shorten the grace")
    func shorten() async throws {
        let server = try await runningPod()
        let first = await server.send(.delete, Self.pod, query: [("gracePeriodSeconds", "20")])
        #expect(first.json["metadata", "deletionGracePeriodSeconds"] == 20)
        for longer: QueryItems in [[("gracePeriodSeconds", "40")], [("gracePeriodSeconds", "20")], []] {
            let again = await server.send(.delete, Self.pod, query: longer)
            #expect(again.status == 200)
            #expect(again.json == first.json)
        }
        let shorter = await server.send(.delete, Self.pod, query: [("gracePeriodSeconds", "5")])
        #expect(shorter.json["metadata", "deletionGracePeriodSeconds"] == 5)
        let before = try #require(Timestamp(first.json["metadata", "deletionTimestamp"]?.string ?? ""))
        let after = try #require(Timestamp(shorter.json["metadata", "deletionTimestamp"]?.string ?? ""))
        #expect(before.seconds - after.seconds == 15)
        let negative = await server.send(.delete, Self.pod, query: [("gracePeriodSeconds", "-3")])
        #expect(negative.json["metadata", "deletionGracePeriodSeconds"] == 1)
    }

    @Test("Preconditions must hold")
    func preconditions() async throws {
        let server = try await runningPod()
        let pod = await server.send(.get, Self.pod).json
        let uid = try #require(pod["metadata", "uid"]?.string)
        let wrong = await server.send(.delete, Self.pod, ["preconditions": ["uid": "u"]])
        #expect(wrong.status == 409)
        #expect(
            wrong.message
                == "Operation cannot be fulfilled on Pod \"web\": the UID in the precondition (u) does not match the UID in record (\(uid)). The object might have been deleted and then recreated"
        )
        let version = await server.send(.delete, Self.pod, ["preconditions": ["resourceVersion": "1"]])
        #expect(version.status == 409)
        #expect(version.message.hasSuffix("The object might have been modified"))
    }

    @Test("Finalizers hold an object until the last is gone")
    func finalizers() async throws {
        let server = try await TestServer()
        let path = TestServer.configMaps + "/c"
        try await server.create(
            TestServer.configMaps, ["metadata": ["name": "c", "finalizers": ["a.example/x", "b.example/x"]]])
        let marked = await server.send(.delete, path)
        #expect(marked.status == 200)
        #expect(marked.json["kind"] == "ConfigMap")
        #expect(marked.json["metadata", "deletionTimestamp"] != nil)
        func patch(_ finalizers: JSONValue) async -> Answer {
            await server.send(
                .patch, path, headers: TestServer.mergePatch, ["metadata": ["finalizers": finalizers]])
        }
        let added = await patch(["a.example/x", "b.example/x", "c.example/x"])
        #expect(added.status == 422)
        #expect(
            added.message.contains(
                "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\"c.example/x\"}"
            ))
        let undeleted = await server.send(
            .patch, path, headers: TestServer.mergePatch, ["metadata": ["deletionTimestamp": nil]])
        #expect(undeleted.json["metadata", "deletionTimestamp"] == marked.json["metadata", "deletionTimestamp"])
        #expect(await patch(["a.example/x"]).status == 200)
        #expect(await server.send(.get, path).status == 200)
        #expect(await patch(nil).status == 200)
        #expect(await server.send(.get, path).status == 404)
    }

    @Test("A deletion can be rehearsed")
    func dryRun() async throws {
        let server = try await TestServer()
        try await server.createPod("web")
        #expect(await server.send(.delete, Self.pod, query: [("dryRun", "All")]).status == 200)
        #expect(await server.send(.delete, Self.pod, ["dryRun": ["All"]]).status == 200)
        #expect(await server.send(.delete, Self.pod, ["dryRun": ["No"]]).status == 422)
        #expect(await server.send(.get, Self.pod).status == 200)
    }

    @Test("A collection is deleted as far as it is selected")
    func collection() async throws {
        let server = try await TestServer()
        for name in ["a", "b", "c"] {
            try await server.create(
                TestServer.configMaps,
                ["metadata": ["name": .string(name), "labels": ["keep": name == "b" ? "yes" : "no"]]])
        }
        let answer = await server.send(.delete, TestServer.configMaps, query: [("labelSelector", "keep=no")])
        #expect(answer.status == 200)
        #expect(answer.json["kind"] == "ConfigMapList")
        #expect(answer.json["items"]?.array?.count == 2)
        let left = await server.send(.get, TestServer.configMaps).json
        #expect(left["items"]?.array?.compactMap { $0["metadata", "name"]?.string } == ["b"])
    }

    @Test("Namespaces that must be there cannot be deleted, others wait for their content")
    func namespaces() async throws {
        let server = try await TestServer()
        let refused = await server.send(.delete, "/api/v1/namespaces/default")
        #expect(refused.status == 403)
        #expect(refused.message == "namespaces \"default\" is forbidden: this namespace may not be deleted")
        try await server.create("/api/v1/namespaces", ["metadata": ["name": "team"]])
        let path = "/api/v1/namespaces/team"
        let marked = await server.send(.delete, path)
        #expect(marked.json["status", "phase"] == "Terminating")
        #expect(await server.send(.get, path).status == 200)
        var namespace = marked.json
        namespace["spec"] = ["finalizers": []]
        #expect(await server.send(.put, path + "/finalize", namespace).status == 200)
        #expect(await server.send(.get, path).status == 404)
    }
}
