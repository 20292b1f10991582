import KubernetesAPI
import ResourceStore
import Testing

@testable import APIServer

@Suite struct CreateTests {
    @Test("A1: a created pod has its identity, defaults and status, and is stored as it is answered")
    func identity() async throws {
        let server = try await TestServer()
        let sent: JSONValue = [
            "apiVersion": "v1", "kind": "Pod",
            "metadata": [
                "name": "web", "uid": "mine", "creationTimestamp": "2001-01-01T00:00:00Z", "generation": 7,
                "deletionTimestamp": "2001-01-01T00:00:00Z", "selfLink": "/x",
                "managedFields": [["manager": "x"]], "labels": ["a": "b"],
                "ownerReferences": [["apiVersion": "v1", "kind": "Node", "name": "n", "uid": "u"]],
            ],
            "spec": ["containers": [["name": "app", "image": "busybox"]]],
            "status": ["phase": "Running"],
        ]
        let answer = await server.send(.post, TestServer.pods, sent)
        #expect(answer.status == 201)
        let pod = answer.json
        #expect(pod["metadata", "uid"]?.string?.count == 36)
        #expect(pod["metadata", "uid"] != "mine")
        #expect(pod["metadata", "namespace"] == "default")
        #expect(pod["metadata", "generation"] == 1)
        #expect(pod["metadata", "resourceVersion"] == .string(String(server.store.currentRevision)))
        #expect(pod["metadata", "creationTimestamp"] != "2001-01-01T00:00:00Z")
        for key in ["deletionTimestamp", "selfLink"] { #expect(pod["metadata", key] == nil) }
        #expect(pod["metadata", "managedFields"]?.array?.map { $0["manager"] } == ["unknown"])
        #expect(pod["metadata", "ownerReferences"]?.array?.count == 1)
        #expect(pod["spec", "restartPolicy"] == "Always")
        #expect(pod["status", "phase"] == "Pending")
        let read = await server.send(.get, TestServer.pods + "/web")
        #expect(read.bytes == answer.bytes)
        #expect(read.bytes == server.store.get("/core/pods/default/web")?.value)
    }

    @Test("kind and apiVersion may be left out, and a body without Content-Type is JSON")
    func defaults() async throws {
        let server = try await TestServer()
        let answer = await server.send(.post, TestServer.configMaps, ["metadata": ["name": "c"], "data": ["a": "b"]])
        #expect(answer.status == 201)
        #expect(answer.json["kind"] == "ConfigMap")
        #expect(answer.json["apiVersion"] == "v1")
    }

    @Test("A body may be YAML")
    func yaml() async throws {
        let server = try await TestServer()
        let text = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  a: \"1\"\n"
        let answer = await server.send(
            .post, TestServer.configMaps, headers: ["Content-Type": "application/yaml"], body: Array(text.utf8))
        #expect(answer.status == 201)
        #expect(answer.json["data", "a"] == "1")
        let read = await server.send(.get, TestServer.configMaps + "/c", headers: ["Accept": "application/yaml"])
        #expect(read.headers["Content-Type"] == "application/yaml")
        #expect(read.text.contains("data:\n  a: \"1\"\n"))
    }

    @Test("A body may be Kubernetes protobuf, as kubectl 1.32 sends it")
    func protobuf() async throws {
        let server = try await TestServer()
        func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] { [number << 3 | 2, UInt8(bytes.count)] + bytes }
        let typeMeta = field(1, Array("v1".utf8)) + field(2, Array("Namespace".utf8))
        let namespace = field(1, field(1, Array("team".utf8)))
        let body = [0x6B, 0x38, 0x73, 0x00] + field(1, typeMeta) + field(2, namespace)
        let answer = await server.send(
            .post, "/api/v1/namespaces", headers: ["Content-Type": "application/vnd.kubernetes.protobuf"], body: body)
        #expect(answer.status == 201, "\(answer.text)")
        #expect(answer.json["metadata", "name"] == "team")
    }

    @Test("generateName gives unique names, cut to fit")
    func generateName() async throws {
        let server = try await TestServer()
        let base = String(repeating: "a", count: 70) + "-"
        var names: Set<String> = []
        for _ in 0..<20 {
            let answer = await server.send(.post, TestServer.configMaps, ["metadata": ["generateName": .string(base)]])
            let name = try #require(answer.json["metadata", "name"]?.string)
            #expect(name.count == 63)
            #expect(name.hasPrefix(String(repeating: "a", count: 58)))
            names.insert(name)
        }
        #expect(names.count == 20)
    }

    @Test("A dry run answers what would be and writes nothing")
    func dryRun() async throws {
        let server = try await TestServer()
        let revision = server.store.currentRevision
        let answer = await server.send(
            .post, TestServer.configMaps, query: [("dryRun", "All")], ["metadata": ["name": "c"]])
        #expect(answer.status == 201)
        #expect(answer.json["metadata", "uid"] != nil)
        #expect(answer.json["metadata", "resourceVersion"] == nil)
        #expect(server.store.currentRevision == revision)
        #expect(await server.send(.get, TestServer.configMaps + "/c").status == 404)
    }

    @Test("A name that is taken is 409, in the words for an object that is going where it is going")
    func alreadyExists() async throws {
        let server = try await TestServer()
        try await server.createNode("n1")
        try await server.createPod("web")
        let pod: JSONValue = [
            "metadata": ["name": "web"], "spec": ["containers": [["name": "a", "image": "b"]]],
        ]
        let again = await server.send(.post, TestServer.pods, pod)
        #expect(again.status == 409)
        #expect(again.reason == "AlreadyExists")
        #expect(again.message == "pods \"web\" already exists")
        #expect(again.json["details"] == ["name": "web", "kind": "pods"])
        _ = await server.send(.delete, TestServer.pods + "/web")
        #expect(
            await server.send(.post, TestServer.pods, pod).message
                == "object is being deleted: pods \"web\" already exists")
    }

    @Test("Objects are created only in a namespace that is there to stay")
    func namespaces() async throws {
        let server = try await TestServer()
        let object: JSONValue = ["metadata": ["name": "c"]]
        let missing = await server.send(.post, "/api/v1/namespaces/nope/configmaps", object)
        #expect(missing.status == 404)
        #expect(missing.message == "namespaces \"nope\" not found")
        #expect(missing.json["details"] == ["name": "nope", "kind": "namespaces"])
        try await server.create("/api/v1/namespaces", ["metadata": ["name": "going"]])
        let going = await server.send(.delete, "/api/v1/namespaces/going")
        #expect(going.status == 200)
        #expect(going.json["status", "phase"] == "Terminating")
        let refused = await server.send(.post, "/api/v1/namespaces/going/configmaps", object)
        #expect(refused.status == 403)
        #expect(
            refused.message
                == "configmaps \"c\" is forbidden: unable to create new content in namespace going because it is being terminated"
        )
        #expect(refused.json["details", "causes"]?.array?.first?["reason"] == "NamespaceTerminating")
    }

    @Test("Unknown fields are refused under Strict, warned of under Warn and by default, and silent under Ignore")
    func fieldValidation() async throws {
        let server = try await TestServer()
        func send(_ validation: String?) async -> Answer {
            await server.send(
                .post, TestServer.configMaps,
                query: QueryItems() + (validation.map { [("fieldValidation", $0)] } ?? []) + [("dryRun", "All")],
                ["metadata": ["name": "c", "nome": 1], "foo": ["bar"]])
        }
        let strict = await send("Strict")
        #expect(strict.status == 400)
        #expect(
            strict.message
                == #"ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "metadata.nome", unknown field "foo""#
        )
        for warned in [await send("Warn"), await send(nil)] {
            #expect(warned.status == 201)
            #expect(
                warned.headers.all("Warning") == [
                    #"299 - "unknown field \"metadata.nome\"""#, #"299 - "unknown field \"foo\"""#,
                ])
        }
        let ignored = await send("Ignore")
        #expect(ignored.status == 201)
        #expect(ignored.headers.all("Warning") == [])
        #expect(ignored.json["foo"] == nil)
        #expect(await send("Sometimes").status == 422)
        let twice = #"{"metadata":{"name":"c"},"data":{"a":"1","a":"2"}}"#
        let duplicate = await server.send(
            .post, TestServer.configMaps, query: [("fieldValidation", "Strict")], body: Array(twice.utf8))
        #expect(duplicate.status == 400)
        #expect(duplicate.message.hasSuffix(#"strict decoding error: duplicate field "data.a""#))
    }
}

func + (left: QueryItems, right: [(String, String)]) -> QueryItems {
    right.reduce(into: left) { $0.append($1.0, $1.1) }
}
