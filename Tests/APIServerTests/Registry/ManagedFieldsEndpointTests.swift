import KubernetesAPI
import ResourceStore
import Testing

@testable import APIServer

/// `MANAGER/SUBRESOURCE OPERATION FIELDS` of each entry.
func managers(_ object: JSONValue) -> [String] {
    (object["metadata", "managedFields"]?.array ?? []).map { entry in
        let subresource = entry["subresource"]?.string.map { "/\($0)" } ?? ""
        let fields = String(decoding: (entry["fieldsV1"] ?? .null).encoded(), as: UTF8.self)
        return "\(entry["manager"]?.string ?? "")\(subresource) \(entry["operation"]?.string ?? "") \(fields)"
    }
}

@Suite("Managed fields of every write") struct ManagedFieldsEndpointTests {
    static let path = TestServer.configMaps + "/c"
    static let agent: HeaderFields = ["User-Agent": "prog\u{7}/v1.0 (linux)", "Content-Type": "application/json"]

    private func create(_ server: TestServer, _ data: JSONValue = ["k": "v"]) async throws -> JSONValue {
        let answer = await server.send(
            .post, TestServer.configMaps, query: [("fieldManager", "maker")], ["metadata": ["name": "c"], "data": data])
        try #require(answer.status == 201, "\(answer.text)")
        return answer.json
    }

    @Test("the manager is who the request says, else the program that sent it")
    func names() async throws {
        let server = try await TestServer()
        let made = try await create(server)
        #expect(managers(made) == [#"maker Update {"f:data":{".":{},"f:k":{}}}"#])
        #expect(made["metadata", "managedFields"]?.array?[0]["apiVersion"] == "v1")
        #expect(made["metadata", "managedFields"]?.array?[0]["time"] == made["metadata", "creationTimestamp"])
        var new = made
        new["data"]?["l"] = "v"
        let put = await server.send(.put, Self.path, headers: Self.agent, new)
        #expect(managers(put.json).contains(#"prog Update {"f:data":{"f:l":{}}}"#))
        var headers = TestServer.mergePatch
        headers["User-Agent"] = String(repeating: "é", count: 100)
        let patched = await server.send(.patch, Self.path, headers: headers, ["data": ["m": "v"]])
        #expect(
            managers(patched.json).contains("\(String(repeating: "é", count: 64)) Update {\"f:data\":{\"f:m\":{}}}"))
        let unknown = await server.send(
            .patch, Self.path, headers: TestServer.jsonPatch, [["op": "remove", "path": "/data/k"]])
        #expect(managers(unknown.json).contains(#"maker Update {"f:data":{}}"#))
        #expect(!managers(unknown.json).contains { $0.hasPrefix("unknown") })
    }

    @Test("A17: a pod's fields are its creator's, its status the node's, a debugger's container the user's")
    func pod() async throws {
        let server = try await TestServer()
        let made = await server.send(
            .post, TestServer.pods, query: [("fieldManager", "kubectl-create")],
            [
                "metadata": ["name": "web", "labels": ["a": "b"]],
                "spec": ["containers": [["name": "app", "image": "busybox"]]],
            ])
        let created =
            #"kubectl-create Update {"f:metadata":{"f:labels":{".":{},"f:a":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"app\"}":{".":{},"f:image":{},"f:imagePullPolicy":{},"f:name":{},"f:resources":{},"f:terminationMessagePath":{},"f:terminationMessagePolicy":{}}},"f:dnsPolicy":{},"f:enableServiceLinks":{},"f:restartPolicy":{},"f:schedulerName":{},"f:securityContext":{},"f:terminationGracePeriodSeconds":{}}}"#
        #expect(managers(made.json) == [created])
        let status = await server.send(
            .patch, TestServer.pods + "/web/status", query: [("fieldManager", "kubelet")],
            headers: TestServer.strategicPatch,
            ["spec": ["nodeName": "x"], "status": ["phase": "Running", "podIPs": [["ip": "10.0.0.1"]]]])
        #expect(
            managers(status.json) == [
                created,
                #"kubelet/status Update {"f:status":{"f:phase":{},"f:podIP":{},"f:podIPs":{".":{},"k:{\"ip\":\"10.0.0.1\"}":{".":{},"f:ip":{}}}}}"#,
            ])
        let debug = await server.send(
            .patch, TestServer.pods + "/web/ephemeralcontainers", query: [("fieldManager", "kubectl-debug")],
            headers: TestServer.strategicPatch,
            ["spec": ["ephemeralContainers": [["name": "dbg", "image": "busybox:1"]]]])
        #expect(
            managers(debug.json).contains(
                #"kubectl-debug/ephemeralcontainers Update {"f:spec":{"f:ephemeralContainers":{".":{},"k:{\"name\":\"dbg\"}":{".":{},"f:image":{},"f:imagePullPolicy":{},"f:name":{},"f:resources":{},"f:terminationMessagePath":{},"f:terminationMessagePolicy":{}}}}}"#
            ), "\(managers(debug.json))")
    }

    @Test(
        "what the server adds belongs to nobody: a namespace's finalizer, a secret's folding, a pod's service account")
    func others() async throws {
        let server = try await TestServer()
        let query: QueryItems = [("fieldManager", "m")]
        let namespace = await server.send(.post, "/api/v1/namespaces", query: query, ["metadata": ["name": "team"]])
        #expect(
            managers(namespace.json) == [
                #"m Update {"f:metadata":{"f:labels":{".":{},"f:kubernetes.io/metadata.name":{}}}}"#
            ])
        let secret = await server.send(
            .post, "/api/v1/namespaces/default/secrets", query: query,
            ["metadata": ["name": "s"], "stringData": ["k": "v"]])
        #expect(managers(secret.json) == [#"m Update {"f:data":{".":{},"f:k":{}},"f:type":{}}"#])
        let node = await server.send(
            .post, "/api/v1/nodes", query: query, ["metadata": ["name": "n"], "status": ["phase": "Running"]])
        #expect(managers(node.json) == [])
        #expect(
            managers(await server.send(.get, "/api/v1/namespaces/default").json).map { $0.prefix(15) } == [
                "kube-apiserver "
            ])
    }

    @Test("a PUT of what was read changes nothing; without managed fields it keeps them")
    func put() async throws {
        let server = try await TestServer()
        var object = try await create(server)
        let revision = server.store.currentRevision
        #expect(await server.send(.put, Self.path, object).json == object)
        let fields = object["metadata", "managedFields"]
        object["metadata"]?["managedFields"] = nil
        #expect(await server.send(.put, Self.path, object).json["metadata", "managedFields"] == fields)
        #expect(server.store.currentRevision == revision)
    }

    @Test("an empty list, or one empty entry, has them forgotten", arguments: [[], [[:]]] as [JSONValue])
    func reset(entries: JSONValue) async throws {
        let server = try await TestServer()
        var object = try await create(server)
        object["metadata"]?["managedFields"] = entries
        let put = await server.send(.put, Self.path, object)
        #expect(put.status == 200)
        #expect(put.json["metadata", "managedFields"] == nil)
        let later = await server.send(.patch, Self.path, headers: TestServer.mergePatch, ["data": ["k": "w"]])
        #expect(later.json["metadata", "managedFields"] == nil)
        let server2 = try await TestServer()
        _ = try await create(server2)
        let patched = await server2.send(
            .patch, Self.path, headers: TestServer.mergePatch, ["metadata": ["managedFields": entries]])
        #expect(patched.json["metadata", "managedFields"] == nil)
    }

    @Test("entries that make no sense are not taken, names that are too long are refused")
    func invalid() async throws {
        let server = try await TestServer()
        let object = try await create(server)
        func entry(_ manager: String, _ operation: String) -> JSONValue {
            [
                "manager": .string(manager), "operation": .string(operation), "apiVersion": "v1",
                "fieldsType": "FieldsV1", "fieldsV1": ["f:data": ["f:k": [:]]],
            ]
        }
        func send(_ entry: JSONValue) async -> Answer {
            await server.send(
                .patch, Self.path, headers: TestServer.mergePatch, ["metadata": ["managedFields": [entry]]])
        }
        #expect(await send(entry("x", "Other")).json == object)
        let long = await send(entry(String(repeating: "x", count: 129), "Update"))
        #expect(long.status == 422)
        #expect(
            long.message
                == #"ConfigMap "c" is invalid: metadata.managedFields[0].manager: Too long: may not be more than 128 bytes"#
        )
        #expect(managers(await send(entry("x", "Apply")).json) == [#"x Apply {"f:data":{"f:k":{}}}"#])
        // Through a subresource nothing is taken.
        try await server.createPod("web")
        let status = await server.send(
            .patch, TestServer.pods + "/web/status", headers: TestServer.mergePatch,
            ["metadata": ["managedFields": [entry("x", "Apply")]], "status": ["phase": "Running"]])
        #expect(!managers(status.json).contains { $0.hasPrefix("x ") })
    }

    @Test("a dry run shows who would manage what")
    func dryRun() async throws {
        let server = try await TestServer()
        _ = try await create(server)
        let revision = server.store.currentRevision
        let dry = await server.send(
            .patch, Self.path, query: [("dryRun", "All"), ("fieldManager", "other")], headers: TestServer.mergePatch,
            ["data": ["k": "w"]])
        #expect(managers(dry.json).contains(#"other Update {"f:data":{"f:k":{}}}"#))
        #expect(server.store.currentRevision == revision)
    }
}
