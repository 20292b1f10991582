import KubernetesAPI
import Testing

@testable import APIServer

/// Events in core/v1 and events.k8s.io/v1: one record, two forms.
@Suite struct EventGroupsTests {
    static let core = "/api/v1/namespaces/default/events"
    static let new = "/apis/events.k8s.io/v1/namespaces/default/events"

    private func coreEvent(_ name: String) -> JSONValue {
        [
            "metadata": ["name": .string(name)],
            "involvedObject": ["kind": "Pod", "name": "p", "namespace": "default"],
            "reason": "Started", "message": "started", "type": "Normal", "count": 2,
        ]
    }

    private func newEvent(_ name: String) throws -> JSONValue {
        try edited(EventsV1Tests.event, [("/metadata/name", .string(name))])
    }

    @Test("What is created in one group is read in the other")
    func reading() async throws {
        let server = try await TestServer()
        let created = try await server.create(Self.core, coreEvent("a"))
        let read = await server.send(.get, Self.new + "/a")
        #expect(read.json["apiVersion"] == "events.k8s.io/v1")
        #expect(read.json["regarding", "name"] == "p")
        #expect(read.json["note"] == "started")
        #expect(read.json["deprecatedCount"] == 2)
        #expect(read.json["metadata"] == created["metadata"])
        try await server.create(Self.new, try newEvent("b"))
        let back = await server.send(.get, Self.core + "/b").json
        #expect(back["apiVersion"] == "v1")
        #expect(back["involvedObject", "name"] == "p")
        #expect(back["message"] == "it is done")
        for (path, member) in [(Self.core, "involvedObject"), (Self.new, "regarding")] {
            let list = await server.send(.get, path, query: [("limit", "1")]).json
            #expect(list["items"]?.array?.count == 1)
            #expect(list["items"]?.array?.first?[member, "name"] == "p")
            let rest = await server.send(
                .get, path, query: [("limit", "1"), ("continue", list["metadata", "continue"]?.string ?? "")]
            ).json
            #expect(rest["items"]?.array?.map(\.name) == ["b"])
        }
    }

    @Test("A watch of either group tells of all events, in its own form")
    func watching() async throws {
        let server = try await TestServer()
        var core = await server.send(.get, Self.core, query: [("watch", "true")]).frames()
        var new = await server.send(.get, Self.new, query: [("watch", "true")]).frames()
        try await server.create(Self.core, coreEvent("a"))
        try await server.create(Self.new, try newEvent("b"))
        _ = await server.send(.delete, Self.new + "/a")
        for expected in ["ADDED a", "ADDED b", "DELETED a"] {
            let inCore = try await next(&core), inNew = try await next(&new)
            #expect(summary(inCore) == expected)
            #expect(summary(inNew) == expected)
            #expect(inCore?["object", "involvedObject", "name"] == "p")
            #expect(inNew?["object", "regarding", "name"] == "p")
            #expect(inNew?["object", "apiVersion"] == "events.k8s.io/v1")
        }
    }

    @Test("A change through either group is one to the same record")
    func changing() async throws {
        let server = try await TestServer()
        let event = try await server.create(Self.new, try newEvent("b"))
        let series: JSONValue = ["series": ["count": 2, "lastObservedTime": "2026-11-21T05:51:00.000000Z"]]
        let patched = await server.send(.patch, Self.new + "/b", headers: TestServer.mergePatch, series)
        #expect(patched.status == 200, "\(patched.text)")
        #expect(await server.send(.get, Self.core + "/b").json["series", "count"] == 2)
        let stale = await server.send(.put, Self.new + "/b", event)
        #expect(stale.status == 409)
        #expect(stale.message.hasPrefix("Operation cannot be fulfilled on events.events.k8s.io \"b\""))
        let immutable = await server.send(.patch, Self.new + "/b", headers: TestServer.mergePatch, ["note": "x"])
        #expect(immutable.status == 422)
        let loose = await server.send(.patch, Self.core + "/b", headers: TestServer.mergePatch, ["message": "x"])
        #expect(loose.status == 200, "\(loose.text)")
        let twice = await server.send(.post, Self.core, coreEvent("b"))
        #expect(twice.status == 409)
    }

    @Test("Both groups show the same table and select by fields of their own")
    func tables() async throws {
        let server = try await TestServer()
        try await server.create(Self.core, coreEvent("a"))
        let accept: HeaderFields = ["Accept": "application/json;as=Table;g=meta.k8s.io;v=v1"]
        let core = await server.send(.get, Self.core, headers: accept).json
        let new = await server.send(.get, Self.new, headers: accept).json
        #expect(core["rows"]?.array?.first?["cells"] == new["rows"]?.array?.first?["cells"])
        #expect(core["columnDefinitions"] == new["columnDefinitions"])
        for (field, count) in [("regarding.name=p", 1), ("regarding.name=q", 0)] {
            let list = await server.send(.get, Self.new, query: [("fieldSelector", field)]).json
            #expect(list["items"]?.array?.count == count)
        }
        #expect(await server.send(.get, Self.new, query: [("fieldSelector", "source=x")]).status == 400)
    }
}
