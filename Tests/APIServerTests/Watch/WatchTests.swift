import KubernetesAPI
import ResourceStore
import Testing

@testable import APIServer

@Suite struct WatchTests {
    static let path = TestServer.configMaps

    func configMap(_ server: TestServer, _ name: String, label: String = "x") async throws -> JSONValue {
        try await server.create(Self.path, ["metadata": ["name": .string(name), "labels": ["l": .string(label)]]])
    }

    func watch(_ server: TestServer, _ query: QueryItems, headers: HeaderFields = [:]) async -> Answer {
        await server.send(.get, Self.path, query: query + [("watch", "true")], headers: headers)
    }

    func relabel(_ server: TestServer, _ name: String, _ label: String) async {
        _ = await server.send(
            .patch, Self.path + "/\(name)", headers: TestServer.mergePatch,
            ["metadata": ["labels": ["l": .string(label)]]])
    }

    @Test("A watch from a revision tells every later change once, in order")
    func changes() async throws {
        let server = try await TestServer()
        _ = try await configMap(server, "before")
        let revision = String(server.store.currentRevision)
        let answer = await watch(server, [("resourceVersion", revision)])
        #expect(answer.status == 200)
        #expect(answer.headers["Content-Type"] == "application/json")
        var frames = answer.frames()
        let created = try await configMap(server, "a")
        await relabel(server, "a", "y")
        _ = await server.send(.delete, Self.path + "/a")
        try await server.createPod("elsewhere")
        _ = try await configMap(server, "b")
        let first = try await next(&frames)
        #expect(first?["object"] == created)
        #expect(summary(first) == "ADDED a")
        #expect(summary(try await next(&frames)) == "MODIFIED a")
        let deleted = try await next(&frames)
        #expect(summary(deleted) == "DELETED a")
        #expect(deleted?["object", "metadata", "resourceVersion"]?.string.flatMap { Int64($0) } ?? 0 > 6)
        #expect(summary(try await next(&frames)) == "ADDED b")
    }

    @Test("Without a revision, or from 0, what is there comes first", arguments: ["", "0"])
    func synthetic(_ version: String) async throws {
        let server = try await TestServer()
        _ = try await configMap(server, "a")
        var frames = await watch(server, [("resourceVersion", version)]).frames()
        #expect(summary(try await next(&frames)) == "ADDED a")
        _ = try await configMap(server, "b")
        #expect(summary(try await next(&frames)) == "ADDED b")
    }

    @Test("An object that comes to be selected is ADDED, one that no longer is DELETED")
    func selectors() async throws {
        let server = try await TestServer()
        _ = try await configMap(server, "a", label: "other")
        var frames = await watch(server, [("labelSelector", "l=mine")]).frames()
        await relabel(server, "a", "mine")
        await relabel(server, "a", "other")
        await relabel(server, "a", "another")
        let b = try await configMap(server, "b", label: "mine")
        _ = await server.send(.delete, Self.path + "/b")
        #expect(summary(try await next(&frames)) == "ADDED a")
        let left = try await next(&frames)
        #expect(summary(left) == "DELETED a")
        #expect(left?["object", "metadata", "labels", "l"] == "mine")
        let stored = await server.send(.get, Self.path + "/a").json
        let gone = try #require(left?["object", "metadata", "resourceVersion"]?.string.flatMap { Int64($0) })
        let last = try #require(stored["metadata", "resourceVersion"]?.string.flatMap { Int64($0) })
        #expect(gone == last - 1)
        #expect(try await next(&frames)?["object"] == b)
        #expect(summary(try await next(&frames)) == "DELETED b")
    }

    @Test("A watch of one name sees that one alone", arguments: [true, false])
    func byName(_ byPath: Bool) async throws {
        let server = try await TestServer()
        let answer =
            byPath
            ? await server.send(.get, "/api/v1/watch/namespaces/default/configmaps/a")
            : await watch(server, [("fieldSelector", "metadata.name=a")])
        var frames = answer.frames()
        _ = try await configMap(server, "ab")
        _ = try await configMap(server, "a")
        #expect(summary(try await next(&frames)) == "ADDED a")
    }

    @Test("All watchers of a change share one buffer")
    func shared() async throws {
        let server = try await TestServer()
        var first = await watch(server, []).frames()
        var second = await server.send(.get, "/api/v1/configmaps", query: [("watch", "1")]).frames()
        _ = try await configMap(server, "a")
        let left = try #require(try await first.next(isolation: nil))
        let right = try #require(try await second.next(isolation: nil))
        #expect(left == right)
        #expect(left.withUnsafeBufferPointer { $0.baseAddress } == right.withUnsafeBufferPointer { $0.baseAddress })
        let stored = try #require(server.store.get("/core/configmaps/default/a")?.value)
        #expect(left == Array(#"{"type":"ADDED","object":"#.utf8) + stored + Array("}\n".utf8))
    }

    @Test("A revision that is no longer kept is an ERROR frame with 410, then the end")
    func expired() async throws {
        let server = try await TestServer()
        _ = try await configMap(server, "a")
        _ = try await configMap(server, "b")
        try await server.store.compact(before: server.store.currentRevision)
        let answer = await watch(server, [("resourceVersion", "1")])
        #expect(answer.status == 200)
        var frames = answer.frames()
        let frame = try await next(&frames)
        #expect(frame?["type"] == "ERROR")
        #expect(frame?["object", "code"] == 410)
        #expect(frame?["object", "reason"] == "Expired")
        #expect(frame?["object", "message"]?.string?.hasPrefix("too old resource version: 1 (") == true)
        #expect(try await next(&frames) == nil)
    }

    @Test("A watcher that falls behind the kept history gets an ERROR frame")
    func slow() async throws {
        let server = try await TestServer(history: HistoryLimits(changes: 3))
        var frames = await watch(server, []).frames()
        for index in 0..<20 { _ = try await configMap(server, "c\(index)") }
        let frame = try await next(&frames)
        #expect(frame?["type"] == "ERROR")
        #expect(frame?["object", "reason"] == "Expired")
        #expect(try await next(&frames) == nil)
    }

    @Test("Initial events end with a bookmark that says so")
    func initialEvents() async throws {
        let server = try await TestServer()
        _ = try await configMap(server, "a")
        let query: QueryItems = [
            ("sendInitialEvents", "true"), ("resourceVersionMatch", "NotOlderThan"), ("allowWatchBookmarks", "true"),
            ("resourceVersion", "1"),
        ]
        var frames = await watch(server, query).frames()
        #expect(summary(try await next(&frames)) == "ADDED a")
        let bookmark = try await next(&frames)
        #expect(bookmark?["type"] == "BOOKMARK")
        #expect(bookmark?["object", "kind"] == "ConfigMap")
        #expect(bookmark?["object", "metadata", "annotations", "k8s.io/initial-events-end"] == "true")
        #expect(
            bookmark?["object", "metadata", "resourceVersion"] == .string(String(server.store.currentRevision)))
        _ = try await configMap(server, "b")
        #expect(summary(try await next(&frames)) == "ADDED b")
    }

    @Test("Without initial events a watch from nowhere begins now")
    func noInitialEvents() async throws {
        let server = try await TestServer()
        _ = try await configMap(server, "a")
        var frames = await watch(
            server, [("sendInitialEvents", "false"), ("resourceVersionMatch", "NotOlderThan")]
        ).frames()
        _ = try await configMap(server, "b")
        #expect(summary(try await next(&frames)) == "ADDED b")
    }

    @Test("timeoutSeconds ends a watch, with a bookmark for those who take them")
    func timeout() async throws {
        let server = try await TestServer()
        var frames = await watch(server, [("timeoutSeconds", "1"), ("allowWatchBookmarks", "true")]).frames()
        try await server.createPod("elsewhere")
        let bookmark = try await next(&frames)
        #expect(bookmark?["type"] == "BOOKMARK")
        #expect(
            bookmark?["object", "metadata", "resourceVersion"] == .string(String(server.store.currentRevision)))
        #expect(try await next(&frames) == nil)
        var plain = await watch(server, [("timeoutSeconds", "1")]).frames()
        #expect(try await next(&plain) == nil)
    }

    @Test("Those who take bookmarks are told from time to time how far the watch has come")
    func bookmarks() async throws {
        let server = try await TestServer { $0.bookmarkInterval = .milliseconds(50) }
        var frames = await watch(server, [("allowWatchBookmarks", "true")]).frames()
        let first = try await next(&frames)
        #expect(first?["type"] == "BOOKMARK")
        try await server.createPod("elsewhere")
        let revision = JSONValue.string(String(server.store.currentRevision))
        // One may have been due before the write.
        var bookmark = try await next(&frames)
        if bookmark?["object", "metadata", "resourceVersion"] != revision { bookmark = try await next(&frames) }
        #expect(bookmark?["type"] == "BOOKMARK")
        #expect(bookmark?["object", "metadata", "resourceVersion"] == revision)
        _ = try await configMap(server, "a")
        var after = try await next(&frames)
        while after?["type"] == "BOOKMARK" { after = try await next(&frames) }
        #expect(summary(after) == "ADDED a")
    }

    @Test("A18: a watch of tables gives the columns once")
    func tables() async throws {
        let server = try await TestServer()
        var frames = await watch(
            server, [], headers: ["Accept": "application/json;as=Table;v=v1;g=meta.k8s.io"]
        ).frames()
        _ = try await configMap(server, "a")
        _ = try await configMap(server, "b")
        let first = try await next(&frames), second = try await next(&frames)
        #expect(first?["object", "kind"] == "Table")
        #expect(first?["object", "columnDefinitions"]?.array?.isEmpty == false)
        #expect(second?["object", "columnDefinitions"] == .null)
        #expect(second?["object", "rows"]?.array?.first?["cells"]?.array?.first == "b")
        var partial = await watch(
            server, [], headers: ["Accept": "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io"]
        ).frames()
        #expect(try await next(&partial)?["object", "kind"] == "PartialObjectMetadata")
    }

    @Test("A future revision is refused")
    func future() async throws {
        let server = try await TestServer()
        let answer = await watch(server, [("resourceVersion", "999")])
        #expect(answer.status == 504)
        #expect(answer.json["details", "causes"]?.array?.first?["reason"] == "ResourceVersionTooLarge")
    }

    @Test("Cancelling the reader ends its watch")
    func cancellation() async throws {
        let server = try await TestServer()
        let answer = await watch(server, [])
        let reader = Task {
            var frames = answer.frames()
            return try await frames.next(isolation: nil)
        }
        reader.cancel()
        #expect(try await reader.value == nil)
    }
}
