import Glibc
import KubernetesAPI
import Logging
import SystemPackage
import Testing

@testable import APIServer

@Suite struct AuditTests {
    @Test("A21: every request is recorded with who, what, where and how it ended")
    func recorded() async throws {
        let server = try await TestServer()
        try await server.createPod("web")
        let created = try #require(server.audit.events.last)
        #expect(created.info.verb == "create")
        #expect(created.info.name == "web")
        #expect(created.responseCode == 201)
        #expect(created.stage == "ResponseComplete")
        _ = await server.send(.get, TestServer.pods + "/nope", query: [("a b", "c&d")], as: TestServer.bob)
        let refused = try #require(server.audit.events.last?.json)
        #expect(refused["kind"] == "Event")
        #expect(refused["apiVersion"] == "audit.k8s.io/v1")
        #expect(refused["level"] == "Metadata")
        #expect(refused["requestURI"] == "/api/v1/namespaces/default/pods/nope?a%20b=c%26d")
        #expect(refused["user", "username"] == "bob")
        #expect(
            refused["objectRef"] == [
                "resource": "pods", "namespace": "default", "name": "nope", "apiVersion": "v1",
            ])
        #expect(refused["responseStatus", "code"] == 403)
        #expect(refused["responseStatus", "reason"] == "Forbidden")
        #expect(Timestamp(refused["stageTimestamp"]?.string ?? "") != nil)
    }

    @Test("A21: an answer, a refusal too, carries the id of its record; a client's own is kept")
    func identified() async throws {
        let server = try await TestServer()
        for path in ["/api/v1/pods", "/api/v1/nope"] {
            let answer = await server.send(.get, path)
            #expect(answer.headers.all("Audit-ID") == [try #require(server.audit.events.last).id])
        }
        let answer = await server.send(.get, "/version", headers: ["Audit-ID": "mine"])
        #expect(answer.headers["Audit-Id"] == "mine")
        #expect(server.audit.events.last?.id == "mine")
    }

    @Test("A21: a generated name is recorded, and so is who failed to authenticate")
    func names() async throws {
        let server = try await TestServer()
        let answer = await server.send(
            .post, TestServer.configMaps, ["metadata": ["generateName": "made-"]])
        #expect(server.audit.events.last?.info.name == answer.json["metadata", "name"]?.string)
        let connection = ConnectionIdentity(certificate: nil, remoteAddress: "10.0.0.9")
        _ = await server.pipeline.respond(
            to: APIRequest(.get, "/api", headers: ["Authorization": "Bearer x"]), from: connection)
        let event = try #require(server.audit.events.last)
        #expect(event.responseCode == 401)
        #expect(event.sourceAddress == "10.0.0.9")
    }

    @Test("The audit file gets one JSON document a line")
    func file() async throws {
        let path = "/tmp/mayfly-audit-\(UInt64.random(in: 0 ... .max))"
        defer { unlink(path) }
        let server = try await TestServer()
        try await server.createPod("web")
        let file = try AuditFile(path: path, logger: Logger(label: "test"))
        for event in server.audit.events { await file.record(event) }
        let descriptor = try FileDescriptor.open(FilePath(path), .readOnly)
        defer { close(descriptor.rawValue) }
        let bytes = try [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
            count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        #expect(lines.count == server.audit.events.count)
        for line in lines { #expect(try JSONValue.parse(line)["kind"] == "Event") }
    }
}
