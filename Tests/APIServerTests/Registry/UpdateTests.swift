import KubernetesAPI
import ResourceStore
import Testing

@testable import APIServer

@Suite struct UpdateTests {
    static let path = TestServer.configMaps + "/c"

    func configMap(_ server: TestServer) async throws -> JSONValue {
        try await server.create(
            TestServer.configMaps, ["metadata": ["name": "c", "labels": ["a": "1"]], "data": ["k": "v"]])
    }

    @Test("A PUT replaces; a stale resourceVersion is 409 in Kubernetes' words")
    func put() async throws {
        let server = try await TestServer()
        var object = try await configMap(server)
        object["data"] = ["k": "w"]
        let updated = await server.send(.put, Self.path, object)
        #expect(updated.status == 200)
        #expect(updated.json["data", "k"] == "w")
        #expect(updated.json["metadata", "resourceVersion"] != object["metadata", "resourceVersion"])
        let stale = await server.send(.put, Self.path, object)
        #expect(stale.status == 409)
        #expect(
            stale.text
                == #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Operation cannot be fulfilled on configmaps \"c\": the object has been modified; please apply your changes to the latest version and try again","reason":"Conflict","details":{"name":"c","kind":"configmaps"},"code":409}"#
        )
        object["metadata"]?["resourceVersion"] = nil
        object["data"] = ["k": "x"]
        #expect(await server.send(.put, Self.path, object).json["data", "k"] == "x")
    }

    @Test(
        "Owners that stand twice are kept once, and the client is warned", arguments: [APIRequest.Method.put, .patch])
    func repeatedOwners(method: APIRequest.Method) async throws {
        let server = try await TestServer()
        var object = try await configMap(server)
        let owner: JSONValue = ["apiVersion": "v1", "kind": "ConfigMap", "name": "o", "uid": "u"]
        let other: JSONValue = ["apiVersion": "v1", "kind": "ConfigMap", "name": "p", "uid": "u"]
        object["metadata"]?["ownerReferences"] = [owner, other, owner]
        let isPatch = method == .patch
        let answer = await server.send(method, Self.path, headers: isPatch ? TestServer.mergePatch : [:], object)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.json["metadata", "ownerReferences"] == [owner, other])
        let warnings = answer.headers.all("Warning")
        #expect(warnings.count == 1)
        #expect(warnings.first?.contains("duplicate UID(s) observed: u") == true)
        #expect(warnings.first?.contains("after mutating admission") == isPatch)
    }

    @Test("A PUT that changes nothing writes nothing")
    func same() async throws {
        let server = try await TestServer()
        let object = try await configMap(server)
        let revision = server.store.currentRevision
        #expect(await server.send(.put, Self.path, object).json == object)
        #expect(server.store.currentRevision == revision)
    }

    @Test("Identity cannot be changed")
    func identity() async throws {
        let server = try await TestServer()
        var object = try await configMap(server)
        let created = object["metadata", "creationTimestamp"]
        object["metadata"]?["creationTimestamp"] = "2001-01-01T00:00:00Z"
        object["data"] = [:]
        #expect(await server.send(.put, Self.path, object).json["metadata", "creationTimestamp"] == created)
        object["metadata"]?["resourceVersion"] = nil
        object["metadata"]?["uid"] = "abc"
        let uid = await server.send(.put, Self.path, object)
        #expect(uid.status == 409)
        #expect(uid.message.contains("Precondition failed: UID in precondition: abc, UID in object meta: "))
        let patched = await server.send(
            .patch, Self.path, headers: TestServer.mergePatch, ["metadata": ["uid": "abc"]])
        #expect(patched.status == 422)
        #expect(
            patched.message
                == "ConfigMap \"c\" is invalid: metadata.uid: Invalid value: \"abc\": field is immutable")
        let renamed = await server.send(
            .patch, Self.path, headers: TestServer.mergePatch, ["metadata": ["name": "d"]])
        #expect(renamed.status == 400)
        #expect(renamed.message == "the name of the object (d) does not match the name on the URL (c)")
        let moved = await server.send(
            .patch, Self.path, headers: TestServer.mergePatch, ["metadata": ["namespace": "d"]])
        #expect(moved.status == 400)
        #expect(
            moved.message == "the namespace of the object (d) does not match the namespace on the request (default)")
    }

    @Test("A PUT creates where the kind allows it, and must name a version where the kind demands it")
    func leases() async throws {
        let server = try await TestServer()
        let path = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/n1"
        let lease: JSONValue = [
            "apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": ["name": "n1"],
            "spec": ["holderIdentity": "n1", "leaseDurationSeconds": 40, "renewTime": "2026-11-21T05:01:02.000001Z"],
        ]
        let created = await server.send(.put, path, lease)
        #expect(created.status == 201, "\(created.text)")
        let unconditional = await server.send(.put, path, lease)
        #expect(unconditional.status == 422)
        #expect(
            unconditional.message
                == "leases.coordination.k8s.io \"n1\" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update"
        )
    }

    @Test("The three kinds of patch change what they name")
    func patches() async throws {
        let server = try await TestServer()
        _ = try await configMap(server)
        let merged = await server.send(
            .patch, Self.path, headers: TestServer.mergePatch, ["data": ["k": nil, "l": "m"]])
        #expect(merged.json["data"] == ["l": "m"])
        let json = await server.send(
            .patch, Self.path, headers: TestServer.jsonPatch,
            [["op": "replace", "path": "/data/l", "value": "n"]])
        #expect(json.json["data"] == ["l": "n"])
        let strategic = await server.send(
            .patch, Self.path, headers: TestServer.strategicPatch,
            ["metadata": ["finalizers": ["example.com/f"], "labels": ["b": "2"]]])
        #expect(strategic.json["metadata", "labels"] == ["a": "1", "b": "2"])
        #expect(strategic.json["metadata", "finalizers"] == ["example.com/f"])
    }

    @Test("A patch that does not fit is 422, and one with a stale version 409")
    func wrongPatches() async throws {
        let server = try await TestServer()
        let object = try await configMap(server)
        let path = await server.send(
            .patch, Self.path, headers: TestServer.jsonPatch, [["op": "remove", "path": "/data/nope"]])
        #expect(path.status == 422)
        #expect(path.message == "the server rejected our request due to an error in our request")
        #expect(path.json["details"] == [:])
        let type = await server.send(.patch, Self.path, headers: TestServer.mergePatch, ["data": "x"])
        #expect(type.status == 422)
        #expect(type.message.hasPrefix("\u{20}\"\" is invalid: patch: Invalid value: "))
        let unknown = await server.send(
            .patch, Self.path, query: [("fieldValidation", "Strict")], headers: TestServer.mergePatch, ["foo": 1])
        #expect(unknown.status == 422)
        #expect(unknown.message.hasSuffix("strict decoding error: unknown field \"foo\""))
        _ = await server.send(.patch, Self.path, headers: TestServer.mergePatch, ["data": ["k": "w"]])
        let stale = await server.send(
            .patch, Self.path, headers: TestServer.mergePatch,
            [
                "metadata": ["resourceVersion": object["metadata", "resourceVersion"] ?? .null],
                "data": ["k": "x"],
            ])
        #expect(stale.status == 409)
        let rubbish = await server.send(
            .patch, Self.path, headers: TestServer.mergePatch, ["metadata": ["resourceVersion": "old"]])
        #expect(rubbish.status == 422)
    }

    @Test("Patches that meet all take effect")
    func contention() async throws {
        let server = try await TestServer()
        _ = try await configMap(server)
        await withTaskGroup(of: Int.self) { group in
            for index in 0..<50 {
                group.addTask {
                    await server.send(
                        .patch, Self.path, headers: TestServer.mergePatch, ["data": ["k\(index)": "v"]]
                    ).status
                }
            }
            for await status in group { #expect(status == 200) }
        }
        let object = await server.send(.get, Self.path).json
        #expect(object["data"]?.object?.count == 51)
    }

    @Test("A4, A17: a pod's containers stay as they are, metadata may change, and a dry run changes nothing")
    func pods() async throws {
        let server = try await TestServer()
        try await server.createPod("web")
        let path = TestServer.pods + "/web"
        for patch: JSONValue in [
            ["spec": ["ephemeralContainers": [["name": "dbg", "image": "busybox"]]]],
            ["spec": ["containers": [["name": "other", "image": "busybox"]]]],
        ] {
            let refused = await server.send(.patch, path, headers: TestServer.strategicPatch, patch)
            #expect(refused.status == 422)
            #expect(
                refused.message.hasPrefix(
                    "Pod \"web\" is invalid: spec: Forbidden: pod updates may not change fields other than ")
                    || refused.message.contains("pod updates may not add or remove containers"), "\(refused.message)")
        }
        let revision = server.store.currentRevision
        let dry = await server.send(
            .patch, path, query: [("dryRun", "All")], headers: TestServer.mergePatch,
            ["metadata": ["labels": ["a": "b"]]])
        #expect(dry.json["metadata", "labels", "a"] == "b")
        #expect(dry.json["metadata", "resourceVersion"] == .string(String(revision)))
        #expect(server.store.currentRevision == revision)
        let status = await server.send(
            .patch, path, headers: TestServer.mergePatch,
            ["metadata": ["labels": ["a": "b"]], "status": ["phase": "Running"]])
        #expect(status.json["metadata", "labels", "a"] == "b")
        #expect(status.json["status", "phase"] == "Pending")
        #expect(status.json["metadata", "generation"] == 1)
    }

    @Test("The status is written through its subresource alone")
    func status() async throws {
        let server = try await TestServer()
        try await server.createPod("web")
        let path = TestServer.pods + "/web/status"
        let answer = await server.send(
            .patch, path, headers: TestServer.strategicPatch,
            ["spec": ["nodeName": "x"], "status": ["phase": "Running", "podIP": "10.85.0.2"]])
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.json["status", "phase"] == "Running")
        #expect(answer.json["spec", "nodeName"] == nil)
        #expect(await server.send(.get, path).json == answer.json)
        #expect(await server.send(.delete, path).status == 405)
        let table = await server.send(
            .get, path, headers: ["Accept": "application/json;as=Table;v=v1;g=meta.k8s.io"])
        #expect(table.json["kind"] == "Table")
    }
}
