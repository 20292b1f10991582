import KubernetesAPI
import KubernetesSchema
import ResourceStore
import Testing

@testable import APIServer

@Suite struct ProtobufAnswerTests {
    private static let protobuf = "application/vnd.kubernetes.protobuf"

    /// The object in an envelope, in canonical form.
    private func tree(_ bytes: [UInt8]) throws -> JSONValue {
        let tree = try ProtobufEnvelope(bytes).tree(.shared)
        let type = try #require(
            Schema.shared.kind(tree["kind"]?.string ?? "", apiVersion: tree["apiVersion"]?.string ?? ""))
        return try Schema.shared.canonical(tree, as: type).value
    }

    @Test(
        "An object is answered as protobuf to those who prefer it, and is the one in JSON",
        arguments: ["application/vnd.kubernetes.protobuf", "application/vnd.kubernetes.protobuf, application/json"])
    func object(accept: String) async throws {
        let server = try await TestServer()
        let pod = try await server.createPod("web", labels: ["a": "b"])
        let answer = await server.send(.get, TestServer.pods + "/web", headers: ["Accept": accept])
        #expect(answer.status == 200)
        #expect(answer.headers["Content-Type"] == Self.protobuf)
        #expect(try tree(answer.bytes) == pod)
        let again = await server.send(.get, TestServer.pods + "/web", headers: ["Accept": accept])
        #expect(again.bytes == answer.bytes)
    }

    @Test(
        "JSON comes where it is preferred", arguments: ["application/json,application/vnd.kubernetes.protobuf", "*/*"])
    func json(accept: String) async throws {
        let server = try await TestServer()
        let pod = try await server.createPod("web")
        let answer = await server.send(.get, TestServer.pods + "/web", headers: ["Accept": accept])
        #expect(answer.json == pod)
    }

    @Test("A list has its items in order, without their kinds")
    func list() async throws {
        let server = try await TestServer()
        for name in ["a", "b", "c"] { try await server.createPod(name) }
        let query: QueryItems = [("limit", "2")]
        let answer = await server.send(.get, TestServer.pods, query: query, headers: ["Accept": Self.protobuf])
        let json = await server.send(.get, TestServer.pods, query: query).json
        #expect(try tree(answer.bytes) == json)
        #expect(json["metadata", "remainingItemCount"] == 1)
    }

    @Test("Writes are answered as protobuf too")
    func write() async throws {
        let server = try await TestServer()
        let answer = await server.send(
            .post, TestServer.configMaps, headers: ["Accept": Self.protobuf], ["metadata": ["name": "a"]])
        #expect(answer.status == 201)
        #expect(try tree(answer.bytes)["metadata", "name"] == "a")
        let deleted = await server.send(
            .delete, TestServer.configMaps + "/a", headers: ["Accept": Self.protobuf])
        #expect(try tree(deleted.bytes)["status"] == "Success")
    }

    @Test("A failure is a Status in the encoding the client takes", arguments: [protobuf, "application/yaml", "x/y"])
    func status(accept: String) async throws {
        let server = try await TestServer()
        let answer = await server.send(.get, TestServer.pods + "/web", headers: ["Accept": accept])
        switch accept {
        case Self.protobuf:
            let status = try tree(answer.bytes)
            #expect(status["message"] == #"pods "web" not found"#)
            #expect(status["details", "kind"] == "pods")
            #expect(status["code"] == 404)
        case "application/yaml": #expect(answer.text.contains("\ncode: 404\n") || answer.text.hasPrefix("code: 404"))
        default: #expect(answer.status == 406)
        }
    }

    @Test("Metadata alone can be had as protobuf, in both versions", arguments: ["v1", "v1beta1"])
    func metadata(version: String) async throws {
        let server = try await TestServer()
        let pod = try await server.createPod("web")
        let parameters = ";g=meta.k8s.io;v=\(version)"
        let one = await server.send(
            .get, TestServer.pods + "/web",
            headers: ["Accept": Self.protobuf + ";as=PartialObjectMetadata" + parameters])
        #expect(try tree(one.bytes)["metadata"] == pod["metadata"])
        let list = await server.send(
            .get, TestServer.pods, headers: ["Accept": Self.protobuf + ";as=PartialObjectMetadataList" + parameters])
        let read = try tree(list.bytes)
        #expect(read["apiVersion"] == .string("meta.k8s.io/\(version)"))
        #expect(read["items"]?.array?.first?["metadata"] == pod["metadata"])
    }

    @Test("Tables have no protobuf: the next that is accepted is taken, else 406")
    func tables() async throws {
        let server = try await TestServer()
        let table = ";as=Table;g=meta.k8s.io;v=v1"
        let falls = await server.send(
            .get, TestServer.pods, headers: ["Accept": Self.protobuf + table + ",application/json" + table])
        #expect(falls.json["kind"] == "Table")
        let none = await server.send(.get, TestServer.pods, headers: ["Accept": Self.protobuf + table])
        #expect(none.status == 406)
        #expect(
            none.message
                == "only the following media types are accepted: application/json, application/yaml, "
                + "application/vnd.kubernetes.protobuf")
    }

    @Test("A watch is a stream of frames with their length before them")
    func watch() async throws {
        let server = try await TestServer()
        let answer = await server.send(
            .get, TestServer.configMaps, query: [("watch", "1"), ("labelSelector", "a=b")],
            headers: ["Accept": "application/json;stream=nothing, \(Self.protobuf);stream=watch"])
        #expect(answer.headers["Content-Type"] == Self.protobuf + ";stream=watch")
        let created = try await server.create(
            TestServer.configMaps, ["metadata": ["name": "a", "labels": ["a": "b"]], "data": ["k": "v"]])
        _ = await server.send(.delete, TestServer.configMaps + "/a")
        var frames = answer.frames()
        let frame = try #require(try await frames.next(isolation: nil))
        let expected = ProtobufEnvelope.watchFrame(
            "ADDED", try ProtobufEnvelope.encode(created, as: Schema.shared["ConfigMap"]))
        #expect(frame == expected)
        #expect(frame[..<4].reduce(0) { $0 << 8 | Int($1) } == frame.count - 4)
        let last = try #require(try await frames.next(isolation: nil))
        #expect(last.dropFirst(6).starts(with: "DELETED".utf8))
    }

    @Test("A watch that has expired says so in a frame")
    func expired() async throws {
        let server = try await TestServer()
        try await server.createPod("a")
        try await server.createPod("b")
        try await server.store.compact(before: server.store.currentRevision)
        var frames = await server.send(
            .get, TestServer.pods, query: [("watch", "1"), ("resourceVersion", "1")],
            headers: ["Accept": Self.protobuf]
        ).frames()
        let frame = try #require(try await frames.next(isolation: nil))
        let start = try #require(frame.indices.first { frame[$0...].starts(with: "k8s\0".utf8) })
        let status = try tree(Array(frame[start...]))
        #expect(status["reason"] == "Expired")
    }

    @Test(
        "A watch is neither YAML nor a table as protobuf",
        arguments: ["application/yaml", protobuf + ";as=Table;g=meta.k8s.io;v=v1"])
    func watchRefused(accept: String) async throws {
        let server = try await TestServer()
        let answer = await server.send(.get, TestServer.pods, query: [("watch", "1")], headers: ["Accept": accept])
        #expect(answer.status == 406)
    }

    @Test("People with curl get their JSON indented, others where they ask for it")
    func pretty() async throws {
        let server = try await TestServer()
        try await server.createPod("web")
        for headers: HeaderFields in [["User-Agent": "curl/8.0"], ["User-Agent": "Mozilla/5.0 (X11)"]] {
            let answer = await server.send(.get, TestServer.pods + "/web", headers: headers)
            #expect(answer.text.hasPrefix("{\n  \"kind\": \"Pod\""))
            let plain = await server.send(
                .get, TestServer.pods + "/web", query: [("pretty", "false")], headers: headers)
            #expect(plain.text.hasPrefix("{\"kind\":\"Pod\""))
        }
    }
}
