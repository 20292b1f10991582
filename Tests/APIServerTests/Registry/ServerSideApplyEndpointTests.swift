import KubernetesAPI
import ResourceStore
import Testing

@testable import APIServer

@Suite("Server-side apply over the API") struct ServerSideApplyEndpointTests {
    static let path = TestServer.configMaps + "/c"

    static func map(_ data: JSONValue, _ metadata: [(String, JSONValue)] = []) -> JSONValue {
        var map: JSONValue = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "c"], "data": data]
        for (key, value) in metadata { map["metadata"]?[key] = value }
        return map
    }

    private func apply(
        _ server: TestServer, _ config: JSONValue, by manager: String = "m", at path: String = Self.path,
        _ query: [(String, String)] = [], as user: User = TestServer.admin
    ) async -> Answer {
        var items: QueryItems = [("fieldManager", manager)]
        for (name, value) in query { items[name] = value }
        return await server.send(.patch, path, query: items, headers: TestServer.applyPatch, config, as: user)
    }

    @Test("an apply creates, changes and changes nothing")
    func life() async throws {
        let server = try await TestServer()
        let created = await apply(server, Self.map(["k": "v"]))
        #expect(created.status == 201, "\(created.text)")
        #expect(created.json["metadata", "uid"]?.string?.count == 36)
        #expect(managers(created.json) == [#"m Apply {"f:data":{"f:k":{}}}"#])
        let revision = server.store.currentRevision
        let same = await apply(server, Self.map(["k": "v"]))
        #expect(same.status == 200)
        #expect(same.json == created.json)
        #expect(server.store.currentRevision == revision)
        let changed = await apply(server, Self.map(["l": "v"]))
        #expect(changed.json["data"] == ["l": "v"])
        #expect(changed.json["metadata", "resourceVersion"] != created.json["metadata", "resourceVersion"])
    }

    @Test("the configuration may be YAML")
    func yaml() async throws {
        let server = try await TestServer()
        let yaml = "# a comment\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  k: 'yes'\n"
        let answer = await server.send(
            .patch, Self.path, query: [("fieldManager", "m")], headers: TestServer.applyPatch, body: Array(yaml.utf8))
        #expect(answer.json["data"] == ["k": "yes"], "\(answer.text)")
    }

    @Test("defaults that were set do not make a second apply a change")
    func defaults() async throws {
        let server = try await TestServer()
        let pod: JSONValue = [
            "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "web"],
            "spec": [
                "containers": [
                    [
                        "name": "app", "image": "busybox", "ports": [["containerPort": 80]],
                        "resources": ["limits": ["cpu": .number(JSONNumber(text: "0.5"))]],
                    ]
                ]
            ],
        ]
        let path = TestServer.pods + "/web"
        let created = await apply(server, pod, at: path)
        #expect(created.status == 201, "\(created.text)")
        #expect(created.json["spec", "containers"]?.array?[0]["resources", "limits", "cpu"] == "500m")
        #expect(
            managers(created.json) == [
                #"m Apply {"f:spec":{"f:containers":{"k:{\"name\":\"app\"}":{".":{},"f:image":{},"f:name":{},"f:ports":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}}},"f:resources":{"f:limits":{"f:cpu":{}}}}}}}"#
            ])
        #expect(await apply(server, pod, at: path).json == created.json)
        var changed = pod
        changed["spec"]?["containers"] = [["name": "app", "image": "other"]]
        let refused = await apply(server, changed, at: path)
        #expect(refused.status == 422)
        #expect(refused.message.contains("pod updates may not change fields other than"))
    }

    static let pod: JSONValue = [
        "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "web"],
        "spec": ["containers": [["name": "app", "image": "busybox"]]],
    ]

    @Test(
        "an apply of what is there already writes nothing later either",
        arguments: [
            (path, map(["k": "v"]), "/core/configmaps/default/c"),
            (TestServer.pods + "/web", pod, "/core/pods/default/web"),
        ])
    func later(path: String, config: JSONValue, key: String) async throws {
        let server = try await TestServer()
        let created = await apply(server, config, at: path)
        #expect(created.status == 201, "\(created.text)")
        // As if it had been written long ago, by this manager's apply.
        let stored = try #require(server.store.get(key))
        var object = try JSONValue.parse(stored.value)
        var entry = try #require(object["metadata", "managedFields"]?.array?.first)
        entry["time"] = "2001-02-03T04:05:06Z"
        object["metadata"]?["managedFields"] = [entry]
        let bytes = object.encoded()
        _ = try await server.store.update(key, expecting: stored.revision) { _ in bytes }
        let revision = server.store.currentRevision
        let same = await apply(server, config, at: path)
        #expect(same.status == 200, "\(same.text)")
        #expect(server.store.currentRevision == revision)
        #expect(same.json["metadata", "managedFields"] == [entry])
    }

    @Test("a pod that waits for a node is not written by an apply of the same, whatever nodes have come")
    func waitingPod() async throws {
        let server = try await TestServer()
        let path = TestServer.pods + "/web"
        let created = await apply(server, Self.pod, at: path)
        #expect(created.json["status", "conditions"]?.array?.first?["reason"] == "Unschedulable", "\(created.text)")
        try await server.createNode("n1", ready: false)
        #expect(await apply(server, Self.pod, at: path).json == created.json)
    }

    @Test("409 tells of every field and its manager; force takes them")
    func conflicts() async throws {
        let server = try await TestServer()
        _ = await server.send(
            .post, TestServer.configMaps, query: [("fieldManager", "kubectl-client-side-apply")], Self.map(["a": "1"]))
        let conflict = await apply(server, Self.map(["a": "2"]))
        #expect(
            conflict.text
                == #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Apply failed with 1 conflict: conflict with \"kubectl-client-side-apply\" using v1: .data.a","reason":"Conflict","details":{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"kubectl-client-side-apply\" using v1","field":".data.a"}]},"code":409}"#
        )
        let forced = await apply(server, Self.map(["a": "2"]), [("force", "true")])
        #expect(forced.json["data"] == ["a": "2"])
        #expect(
            managers(forced.json) == [
                #"m Apply {"f:data":{"f:a":{}}}"#, #"kubectl-client-side-apply Update {"f:data":{}}"#,
            ])
        #expect(await apply(server, Self.map(["a": "3"]), by: "other", [("force", "0")]).status == 409)
    }

    @Test("conflicts name the subresource")
    func subresourceConflict() async throws {
        let server = try await TestServer()
        try await server.createPod("web")
        let path = TestServer.pods + "/web/status"
        func status(_ phase: String) -> JSONValue {
            ["apiVersion": "v1", "kind": "Pod", "metadata": ["name": "web"], "status": ["phase": .string(phase)]]
        }
        _ = await server.send(
            .patch, path, query: [("fieldManager", "kubelet")], headers: TestServer.mergePatch,
            ["status": ["phase": "Running"]])
        let conflict = await apply(server, status("Failed"), at: path)
        #expect(
            conflict.message
                == #"Apply failed with 1 conflict: conflict with "kubelet" with subresource "status" using v1: .status.phase"#
        )
        let forced = await apply(server, status("Failed"), at: path, [("force", "true")])
        #expect(forced.json["status", "phase"] == "Failed", "\(forced.text)")
        #expect(managers(forced.json).first == #"m/status Apply {"f:status":{"f:phase":{}}}"#)
        // The object itself does not give a way to the status.
        let object = await apply(server, status("Running"), at: TestServer.pods + "/web")
        #expect(object.json["status", "phase"] == "Failed")
        #expect(managers(object.json) == managers(forced.json))
    }

    @Test("an ephemeral container can be applied, and stays when its manager applies it no more")
    func ephemeralContainers() async throws {
        let server = try await TestServer()
        try await server.createPod("web")
        let path = TestServer.pods + "/web/ephemeralcontainers"
        func pod(_ containers: JSONValue) -> JSONValue {
            [
                "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "web"],
                "spec": ["ephemeralContainers": containers],
            ]
        }
        let added = await apply(server, pod([["name": "dbg", "image": "busybox"]]), at: path)
        #expect(added.status == 200, "\(added.text)")
        #expect(added.json["spec", "ephemeralContainers"]?.array?[0]["imagePullPolicy"] == "Always")
        #expect(await apply(server, pod([["name": "dbg", "image": "busybox"]]), at: path).json == added.json)
        let removed = await apply(server, pod([]), at: path)
        #expect(removed.status == 422)
        #expect(removed.message.contains("existing ephemeral containers \"dbg\" may not be removed"))
        #expect(await apply(server, pod([]), at: TestServer.pods + "/none/ephemeralcontainers").status == 404)
    }

    struct Refusal: Sendable {
        var config: JSONValue
        var code: Int
        var message: String
    }

    static let refusals = [
        Refusal(
            config: map([:], [("name", "other")]), code: 400,
            message: "the name of the object (other) does not match the name on the URL (c)"),
        Refusal(
            config: ["apiVersion": "v1", "kind": "ConfigMap"], code: 400,
            message: "the name of the object (c based on URL) was undeterminable: name must be provided"),
        Refusal(
            config: map([:], [("namespace", "other")]), code: 400,
            message: "the namespace of the object (other) does not match the namespace on the request (default)"),
        Refusal(config: map([:], [("managedFields", [])]), code: 400, message: "metadata.managedFields must be nil"),
        Refusal(
            config: ["apiVersion": "v1", "kind": "Secret", "metadata": ["name": "c"]], code: 400,
            message: "invalid object type: /v1, Kind=Secret"),
        Refusal(
            config: map([:], [("uid", "abc")]), code: 409,
            message:
                "Operation cannot be fulfilled on configmaps \"c\": uid mismatch: the provided object specified uid abc, and no existing object was found"
        ),
        Refusal(
            config: map(["no/key": "v"]), code: 422,
            message: "ConfigMap \"c\" is invalid: data[no/key]: Invalid value: "),
    ]

    @Test("what cannot be created is refused", arguments: refusals)
    func refused(_ test: Refusal) async throws {
        let server = try await TestServer()
        let answer = await apply(server, test.config)
        #expect(answer.status == test.code)
        #expect(answer.message.hasPrefix(test.message), "\(answer.message)")
        #expect(server.store.get("/core/configmaps/default/c") == nil)
    }

    @Test("uid and resourceVersion of the configuration must be those of the object")
    func preconditions() async throws {
        let server = try await TestServer()
        let created = await apply(server, Self.map(["k": "v"])).json
        let version = try #require(created["metadata", "resourceVersion"])
        #expect(await apply(server, Self.map(["k": "w"], [("uid", "abc")])).status == 422)
        let right = await apply(
            server, Self.map(["k": "w"], [("uid", created["metadata", "uid"] ?? .null), ("resourceVersion", version)]))
        #expect(right.status == 200)
        let stale = await apply(server, Self.map(["k": "x"], [("resourceVersion", version)]))
        #expect(stale.status == 409)
        #expect(stale.message.contains("the object has been modified"))
    }

    @Test("a dry run creates and changes nothing")
    func dryRun() async throws {
        let server = try await TestServer()
        let dry = await apply(server, Self.map(["k": "v"]), [("dryRun", "All")])
        #expect(dry.status == 201)
        #expect(server.store.get("/core/configmaps/default/c") == nil)
        _ = await apply(server, Self.map(["k": "v"]))
        let changed = await apply(server, Self.map(["k": "w"]), [("dryRun", "All")])
        #expect(changed.json["data"] == ["k": "w"])
        #expect(await server.send(.get, Self.path).json["data"] == ["k": "v"])
    }

    @Test("who may patch but not create cannot create by an apply")
    func rights() async throws {
        struct Patchers: Authorizer {
            func authorize(_ user: User, _ request: RequestInfo) -> AuthorizationDecision {
                user == TestServer.admin || request.verb == "patch" ? .allow(reason: "") : .deny(reason: "")
            }
            func rules(for user: User, namespace: String) -> [AccessRule] { [] }
        }
        let server = try await TestServer(authorizer: Patchers())
        let refused = await apply(server, Self.map(["k": "v"]), as: TestServer.bob)
        #expect(refused.status == 403)
        #expect(refused.message.contains(#"User "bob" cannot create resource "configmaps""#))
        _ = await apply(server, Self.map(["k": "v"]))
        #expect(await apply(server, Self.map(["k": "v"]), by: "bob", as: TestServer.bob).status == 200)
    }

    @Test("applies that meet all take effect, and the object is created once")
    func contention() async throws {
        let server = try await TestServer()
        await withTaskGroup(of: Int.self) { group in
            for index in 0..<30 {
                group.addTask {
                    await apply(server, Self.map(["k\(index)": "v"]), by: "m\(index)").status
                }
            }
            var created = 0
            for await status in group {
                #expect(status == 200 || status == 201)
                if status == 201 { created += 1 }
            }
            #expect(created == 1)
        }
        let object = await server.send(.get, Self.path).json
        #expect(object["data"]?.object?.count == 30)
        #expect(object["metadata", "managedFields"]?.array?.count == 30)
    }
}
