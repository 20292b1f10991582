import KubernetesAPI
import ResourceStore
import Testing

@testable import APIServer

@Suite struct EphemeralContainersEndpointTests {
    static let path = TestServer.pods + "/web/ephemeralcontainers"

    func server(gates: FeatureGates = FeatureGates()) async throws -> TestServer {
        let server = try await TestServer(gates: gates)
        try await server.createPod("web")
        return server
    }

    func list(_ names: [String], in kind: String = "EphemeralContainers") -> JSONValue {
        let containers = JSONValue.array(
            names.map { ["name": .string($0), "image": "busybox", "targetContainerName": "app"] })
        return kind == "Pod"
            ? [
                "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "web"],
                "spec": ["ephemeralContainers": containers],
            ]
            : [
                "apiVersion": "v1", "kind": "EphemeralContainers", "metadata": ["name": "web"],
                "ephemeralContainers": containers,
            ]
    }

    private func names(_ answer: Answer) -> [String] {
        let list = answer.json["ephemeralContainers"] ?? answer.json["spec", "ephemeralContainers"]
        return (list?.array ?? []).compactMap { $0["name"]?.string }
    }

    @Test("A2: a v1.16 body is answered with the list, with only the metadata that a list has")
    func alpha() async throws {
        let server = try await server()
        let answer = await server.send(.put, Self.path, list(["dbg"]))
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.json["kind"] == "EphemeralContainers")
        #expect(
            Set(answer.json["metadata"]?.object?.keys ?? []) == [
                "name", "namespace", "uid", "resourceVersion", "creationTimestamp",
            ])
        #expect(names(answer) == ["dbg"])
        #expect(answer.json["ephemeralContainers"]?.array?.first?["imagePullPolicy"] == "Always")
        let kubectl: HeaderFields = ["User-Agent": "kubectl/v1.20.2 (linux/amd64) kubernetes/faecb19"]
        #expect(await server.send(.get, Self.path, headers: kubectl).json == answer.json)
        let patched = await server.send(
            .patch, Self.path, headers: TestServer.jsonPatch,
            [["op": "add", "path": "/ephemeralContainers/-", "value": ["name": "dbg2", "image": "busybox"]]])
        #expect(names(patched) == ["dbg", "dbg2"])
        #expect(patched.json["kind"] == "EphemeralContainers")
    }

    @Test("A2: the list of a pod without any is empty, not absent")
    func empty() async throws {
        let server = try await server()
        let kubectl: HeaderFields = ["User-Agent": "kubectl/v1.18.0"]
        #expect(await server.send(.get, Self.path, headers: kubectl).json["ephemeralContainers"] == [])
    }

    @Test("A3: a current client gets the pod, and its strategic patch keeps the order it asks for")
    func current() async throws {
        let server = try await server()
        let added = await server.send(.put, Self.path, list(["dbg"], in: "Pod"))
        #expect(added.status == 200, "\(added.text)")
        #expect(added.json["kind"] == "Pod")
        #expect(added.json["metadata", "generation"] == 2)
        #expect(added.json["spec", "containers"]?.array?.count == 1)
        let patched = await server.send(
            .patch, Self.path, headers: TestServer.strategicPatch,
            [
                "spec": [
                    "$setElementOrder/ephemeralContainers": [["name": "dbg"], ["name": "dbg2"]],
                    "ephemeralContainers": [
                        [
                            "image": "alpine", "name": "dbg2", "resources": [:], "targetContainerName": "app",
                            "terminationMessagePolicy": "File",
                        ]
                    ],
                ]
            ])
        #expect(patched.status == 200, "\(patched.text)")
        #expect(names(patched) == ["dbg", "dbg2"])
        #expect(await server.send(.get, Self.path).json == patched.json)
        #expect(patched.json["metadata", "generation"] == 3)
    }

    @Test("A3: nothing but the list is taken from the body")
    func otherFields() async throws {
        let server = try await server()
        var body = list(["dbg"], in: "Pod")
        body["metadata"]?["labels"] = ["a": "b"]
        body["spec"]?["nodeName"] = "elsewhere"
        body["status"] = ["phase": "Failed"]
        let answer = await server.send(.put, Self.path, body)
        #expect(answer.status == 200)
        #expect(answer.json["metadata", "labels"] == nil)
        #expect(answer.json["spec", "nodeName"] == nil)
        #expect(answer.json["status", "phase"] == "Pending")
    }

    @Test("A5: an ephemeral container can be neither changed nor removed")
    func appendOnly() async throws {
        let server = try await server()
        _ = await server.send(.put, Self.path, list(["d1"]))
        for kind in ["EphemeralContainers", "Pod"] {
            let removed = await server.send(.put, Self.path, list(["d2"], in: kind))
            #expect(removed.status == 422)
            #expect(
                removed.message
                    == "Pod \"web\" is invalid: spec.ephemeralContainers: Forbidden: existing ephemeral containers \"d1\" may not be removed\n"
            )
        }
        let changed = await server.send(
            .patch, Self.path, headers: TestServer.strategicPatch,
            ["spec": ["ephemeralContainers": [["name": "d1", "image": "alpine"]]]])
        #expect(changed.status == 422)
        #expect(changed.message.contains("existing ephemeral containers \"d1\" may not be changed\n"))
    }

    @Test(
        "A6: disallowed fields are refused by path, even empty ones",
        arguments: [[] as JSONValue, [["containerPort": 80]]])
    func disallowed(_ ports: JSONValue) async throws {
        let server = try await server()
        var body = list([])
        body["ephemeralContainers"] = [["name": "dbg", "image": "busybox", "ports": ports]]
        let answer = await server.send(.put, Self.path, body)
        #expect(answer.status == 422)
        #expect(
            answer.message.contains(
                "spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container"))
    }

    @Test("Conflicts and identity are checked for both generations")
    func conflicts() async throws {
        let server = try await server()
        for kind in ["EphemeralContainers", "Pod"] {
            var stale = list(["dbg"], in: kind)
            stale["metadata"]?["resourceVersion"] = "1"
            let conflict = await server.send(.put, Self.path, stale)
            #expect(conflict.status == 409)
            #expect(
                conflict.text
                    == #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Operation cannot be fulfilled on pods \"web\": the object has been modified; please apply your changes to the latest version and try again","reason":"Conflict","details":{"name":"web","kind":"pods"},"code":409}"#
            )
            var other = list(["dbg"], in: kind)
            other["metadata"]?["uid"] = "abc"
            let uid = await server.send(.put, Self.path, other)
            #expect(uid.status == (kind == "Pod" ? 409 : 422))
            if kind != "Pod" {
                #expect(uid.message.contains("metadata.uid: Invalid value: \"abc\": field is immutable"))
            }
            other["metadata"] = ["name": "zz"]
            #expect(
                await server.send(.put, Self.path, other).message
                    == "the name of the object (zz) does not match the name on the URL (web)")
        }
    }

    @Test("Other methods are 405, tables 406, a dry run writes nothing, an unknown kind is 400")
    func edges() async throws {
        let server = try await server()
        for method: APIRequest.Method in [.post, .delete] {
            let answer = await server.send(method, Self.path, list(["dbg"]))
            #expect(answer.status == 405)
            #expect(answer.message == "the server does not allow this method on the requested resource")
        }
        let table = await server.send(
            .get, Self.path, headers: ["Accept": "application/json;as=Table;v=v1;g=meta.k8s.io"])
        #expect(table.status == 406)
        let revision = server.store.currentRevision
        let dry = await server.send(.put, Self.path, query: [("dryRun", "All")], list(["dbg"]))
        #expect(names(dry) == ["dbg"])
        #expect(server.store.currentRevision == revision)
        #expect(names(await server.send(.get, Self.path)) == [])
        let node = await server.send(
            .put, Self.path, ["kind": "Node", "apiVersion": "v1", "metadata": ["name": "web"]])
        #expect(node.status == 400)
        let missing = await server.send(.get, TestServer.pods + "/nope/ephemeralcontainers")
        #expect(missing.status == 404)
        #expect(missing.message == "pods \"nope\" not found")
    }

    @Test("A16: with the feature gate off the subresource is not there, and pods lose theirs silently")
    func gateOff() async throws {
        var gates = FeatureGates()
        gates.ephemeralContainers = false
        let server = try await server(gates: gates)
        let answer = await server.send(.patch, Self.path, headers: TestServer.strategicPatch, list(["dbg"], in: "Pod"))
        #expect(answer.status == 404)
        #expect(answer.message == "the server could not find the requested resource")
        #expect(answer.json["details"] == [:])
        let created = try await server.createPod(
            "with", spec: [("ephemeralContainers", [["name": "dbg", "image": "busybox"]])])
        #expect(created["spec", "ephemeralContainers"] == nil)
    }

    @Test("A4: a pod cannot be created with one")
    func create() async throws {
        let server = try await server()
        let pod: JSONValue = [
            "metadata": ["name": "p2"],
            "spec": [
                "containers": [["name": "a", "image": "b"]],
                "ephemeralContainers": [["name": "dbg", "image": "busybox"]],
            ],
        ]
        let answer = await server.send(.post, TestServer.pods, pod)
        #expect(answer.status == 422)
        #expect(
            answer.message
                == "Pod \"p2\" is invalid: spec.ephemeralContainers: Forbidden: cannot be set on create")
        #expect(answer.json["details", "causes"]?.array?.first?["reason"] == "FieldValueForbidden")
    }
}
