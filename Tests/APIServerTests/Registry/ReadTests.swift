import KubernetesAPI
import ResourceStore
import Testing

@testable import APIServer

@Suite struct ReadTests {
    private func names(_ answer: Answer) -> [String] {
        (answer.json["items"]?.array ?? []).compactMap { $0["metadata", "name"]?.string }
    }

    private func configMaps(_ server: TestServer, _ names: [String]) async throws {
        for name in names {
            try await server.create(
                TestServer.configMaps, ["metadata": ["name": .string(name), "labels": ["is": .string(name)]]])
        }
    }

    @Test("A18: a list has its kind, its revision and items without their own kind")
    func list() async throws {
        let server = try await TestServer()
        try await server.createPod("a")
        try await server.createPod("b")
        let answer = await server.send(.get, TestServer.pods)
        #expect(answer.json["kind"] == "PodList")
        #expect(answer.json["apiVersion"] == "v1")
        #expect(answer.json["metadata", "resourceVersion"] == .string(String(server.store.currentRevision)))
        #expect(names(answer) == ["a", "b"])
        #expect(answer.json["items"]?.array?.first?["kind"] == nil)
        #expect(answer.json["items"]?.array?.first?["spec", "restartPolicy"] == "Always")
        let empty = await server.send(.get, "/api/v1/namespaces/elsewhere/pods")
        #expect(empty.status == 200)
        #expect(empty.json["items"] == [])
    }

    @Test("Objects of all namespaces are listed together")
    func acrossNamespaces() async throws {
        let server = try await TestServer()
        try await server.create(TestServer.configMaps, ["metadata": ["name": "here"]])
        try await server.create("/api/v1/namespaces/kube-system/configmaps", ["metadata": ["name": "there"]])
        #expect(names(await server.send(.get, "/api/v1/configmaps")) == ["here", "there"])
        #expect(names(await server.send(.get, "/api/v1/namespaces/kube-system/configmaps")) == ["there"])
        let byField = await server.send(
            .get, "/api/v1/configmaps", query: [("fieldSelector", "metadata.namespace=kube-system")])
        #expect(names(byField) == ["there"])
    }

    @Test(
        "Selectors select",
        arguments: [
            ("labelSelector", "is=b", ["b"]), ("labelSelector", "is in (a,c)", ["a", "c"]),
            ("labelSelector", "is notin (a)", ["b", "ba", "c"]), ("labelSelector", "!is", []),
            ("fieldSelector", "metadata.name=b", ["b"]), ("fieldSelector", "metadata.name!=b", ["a", "ba", "c"]),
            ("fieldSelector", "metadata.name=none", []),
            ("fieldSelector", "metadata.name=b,metadata.namespace=default", ["b"]),
            ("fieldSelector", "metadata.name=b,metadata.namespace=other", []),
        ])
    func selectors(_ parameter: String, _ selector: String, _ expected: [String]) async throws {
        let server = try await TestServer()
        try await configMaps(server, ["a", "b", "ba", "c"])
        let query: QueryItems = [(parameter, selector)]
        #expect(names(await server.send(.get, TestServer.configMaps, query: query)) == expected)
        #expect(names(await server.send(.get, "/api/v1/configmaps", query: query)) == expected)
    }

    @Test("A selector by labels and one by name must both hold")
    func both() async throws {
        let server = try await TestServer()
        try await configMaps(server, ["a", "b"])
        let query: QueryItems = [("labelSelector", "is=a"), ("fieldSelector", "metadata.name=b")]
        #expect(names(await server.send(.get, TestServer.configMaps, query: query)) == [])
    }

    @Test("A list in pages is a list at one revision")
    func pages() async throws {
        let server = try await TestServer()
        let all = (0..<7).map { "c\($0)" }
        try await configMaps(server, all)
        let first = await server.send(.get, TestServer.configMaps, query: [("limit", "3")])
        #expect(names(first) == ["c0", "c1", "c2"])
        #expect(first.json["metadata", "remainingItemCount"] == 4)
        let token = try #require(first.json["metadata", "continue"]?.string)
        _ = await server.send(.delete, TestServer.configMaps + "/c4")
        try await configMaps(server, ["c8"])
        let second = await server.send(.get, TestServer.configMaps, query: [("limit", "3"), ("continue", token)])
        #expect(names(second) == ["c3", "c4", "c5"])
        #expect(second.json["metadata", "resourceVersion"] == first.json["metadata", "resourceVersion"])
        let next = try #require(second.json["metadata", "continue"]?.string)
        let last = await server.send(.get, TestServer.configMaps, query: [("limit", "3"), ("continue", next)])
        #expect(names(last) == ["c6"])
        #expect(last.json["metadata", "continue"] == nil)
        #expect(last.json["metadata", "remainingItemCount"] == nil)
        let wrong = await server.send(
            .get, TestServer.configMaps, query: [("continue", token), ("resourceVersion", "5")])
        #expect(wrong.status == 400)
    }

    @Test("Whoever takes any revision gets no pages, as from Kubernetes' cache")
    func anyRevision() async throws {
        let server = try await TestServer()
        try await configMaps(server, ["a", "b", "c"])
        let query: QueryItems = [("limit", "1"), ("resourceVersion", "0")]
        let answer = await server.send(.get, TestServer.configMaps, query: query)
        #expect(names(answer) == ["a", "b", "c"])
        #expect(answer.json["metadata", "continue"] == nil)
    }

    @Test(
        "A list is no object and an object no list",
        arguments: [("", "PartialObjectMetadata", "is a list"), ("/a", "PartialObjectMetadataList", "is not a list")])
    func wrongPartial(_ name: String, _ kind: String, _ fault: String) async throws {
        let server = try await TestServer()
        try await configMaps(server, ["a"])
        let answer = await server.send(
            .get, TestServer.configMaps + name, headers: ["Accept": "application/json;as=\(kind);v=v1;g=meta.k8s.io"])
        #expect(answer.status == 406)
        #expect(answer.message.hasPrefix("you requested \(kind), but the requested object \(fault) (*core.ConfigMap"))
    }

    @Test("Pages of a selection are filled")
    func selectedPages() async throws {
        let server = try await TestServer()
        for index in 0..<10 {
            try await server.create(
                TestServer.configMaps,
                ["metadata": ["name": .string("c\(index)"), "labels": ["odd": index % 2 == 1 ? "yes" : "no"]]])
        }
        let query: QueryItems = [("labelSelector", "odd=yes"), ("limit", "2")]
        let first = await server.send(.get, TestServer.configMaps, query: query)
        #expect(names(first) == ["c1", "c3"])
        #expect(first.json["metadata", "remainingItemCount"] == nil)
        let token = try #require(first.json["metadata", "continue"]?.string)
        let second = await server.send(
            .get, TestServer.configMaps, query: [("labelSelector", "odd=yes"), ("continue", token)])
        #expect(names(second) == ["c5", "c7", "c9"])
    }

    @Test("A token whose revision is gone is 410 with a token to go on without consistency")
    func expiredToken() async throws {
        let server = try await TestServer()
        try await configMaps(server, ["a", "b", "c"])
        let first = await server.send(.get, TestServer.configMaps, query: [("limit", "1")])
        let token = try #require(first.json["metadata", "continue"]?.string)
        try await configMaps(server, ["d"])
        try await server.store.compact(before: server.store.currentRevision)
        let expired = await server.send(.get, TestServer.configMaps, query: [("continue", token)])
        #expect(expired.status == 410)
        #expect(expired.reason == "Expired")
        #expect(expired.message.hasPrefix("The provided continue parameter is too old"))
        let rest = try #require(expired.json["metadata", "continue"]?.string)
        #expect(names(await server.send(.get, TestServer.configMaps, query: [("continue", rest)])) == ["b", "c", "d"])
        let exact = await server.send(
            .get, TestServer.configMaps, query: [("resourceVersion", "5"), ("resourceVersionMatch", "Exact")])
        #expect(exact.status == 410)
    }

    @Test("A list can be had at an exact revision, and not older than one")
    func exact() async throws {
        let server = try await TestServer()
        try await configMaps(server, ["a"])
        let revision = String(server.store.currentRevision)
        try await configMaps(server, ["b"])
        let exact = await server.send(
            .get, TestServer.configMaps, query: [("resourceVersion", revision), ("resourceVersionMatch", "Exact")])
        #expect(names(exact) == ["a"])
        for match: QueryItems in [[("resourceVersion", revision)], [("resourceVersion", "0")]] {
            #expect(names(await server.send(.get, TestServer.configMaps, query: match)) == ["a", "b"])
        }
        #expect(
            await server.send(.get, TestServer.configMaps + "/a", query: [("resourceVersion", revision)]).status == 200)
        #expect(
            await server.send(.get, TestServer.configMaps + "/a", query: [("resourceVersion", "999")]).status == 504)
    }

    @Test("A18: kubectl's tables have all columns, and rows with the metadata of their objects")
    func table() async throws {
        let server = try await TestServer()
        try await server.createPod("web")
        let accept =
            "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json"
        let list = await server.send(.get, TestServer.pods, headers: ["Accept": accept]).json
        #expect(list["kind"] == "Table")
        #expect(list["apiVersion"] == "meta.k8s.io/v1")
        #expect(
            list["columnDefinitions"]?.array?.compactMap { $0["name"]?.string } == [
                "Name", "Ready", "Status", "Restarts", "Age", "IP", "Node", "Nominated Node", "Readiness Gates",
            ])
        let row = try #require(list["rows"]?.array?.first)
        #expect(row["cells"]?.array?.first == "web")
        #expect(row["object", "kind"] == "PartialObjectMetadata")
        #expect(row["object", "apiVersion"] == "meta.k8s.io/v1")
        #expect(row["object", "metadata", "name"] == "web")
        #expect(row["object", "spec"] == nil)
        let one = await server.send(
            .get, TestServer.pods + "/web", query: [("includeObject", "Object")], headers: ["Accept": accept]
        ).json
        #expect(one["rows"]?.array?.first?["object", "kind"] == "Pod")
        let none = await server.send(
            .get, TestServer.pods, query: [("includeObject", "None")],
            headers: ["Accept": "application/json;as=Table;v=v1beta1;g=meta.k8s.io"]
        ).json
        #expect(none["apiVersion"] == "meta.k8s.io/v1beta1")
        #expect(none["rows"]?.array?.first?["object"] == .null)
    }

    @Test("Metadata alone can be asked for")
    func partial() async throws {
        let server = try await TestServer()
        try await server.createPod("web")
        func accept(_ kind: String) -> HeaderFields { ["Accept": "application/json;as=\(kind);v=v1;g=meta.k8s.io"] }
        let one = await server.send(
            .get, TestServer.pods + "/web", headers: accept("PartialObjectMetadata")
        ).json
        #expect(one["kind"] == "PartialObjectMetadata")
        #expect(one["spec"] == nil)
        let list = await server.send(.get, TestServer.pods, headers: accept("PartialObjectMetadataList")).json
        #expect(list["kind"] == "PartialObjectMetadataList")
        #expect(list["items"]?.array?.first?["metadata", "name"] == "web")
    }

    @Test(
        "Accept is negotiated by preference",
        arguments: [
            ("application/vnd.kubernetes.protobuf,application/json", 200), ("*/*", 200), ("application/*", 406),
            ("text/html,*/*;q=0.1", 200), ("text/html", 406), ("application/json;q=0", 406),
            ("application/json;as=Foo;v=v1;g=meta.k8s.io", 406),
            ("application/json;as=Table;v=v2;g=meta.k8s.io", 406),
        ])
    func accept(_ accept: String, _ code: Int) async throws {
        let server = try await TestServer()
        #expect(await server.send(.get, TestServer.pods, headers: ["Accept": accept]).status == code)
    }

    @Test(
        "a page is no longer than the server's own bound, a whole list is whole",
        arguments: [
            ("20000", 10_000), ("7", 7), ("0", nil), ("", nil),
        ] as [(String, Int?)])
    func largestPage(asked: String, limit: Int?) throws {
        let definition = try #require(ServedResources.all().first { $0.resource == "configmaps" })
        let query = try ListQuery(
            asked.isEmpty ? [] : [("limit", asked)], namespace: "default", name: "", isWatch: false, of: definition)
        #expect(query.limit == limit)
    }
}
