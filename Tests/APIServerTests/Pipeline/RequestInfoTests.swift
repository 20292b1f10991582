import KubernetesAPI
import Testing

@testable import APIServer

@Suite struct RequestInfoTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var method: APIRequest.Method = .get
        var path: String
        var query: QueryItems = []
        /// `verb group/version namespace resource/subresource name tail`, `-` for what is empty.
        var expected: String
        var testDescription: String { "\(method.rawValue) \(path)" }
    }

    @Test(
        "A path and a method say what is asked for",
        arguments: [
            Case(path: "/api/v1/pods", expected: "list /v1 - pods/ - -"),
            Case(path: "/api/v1/namespaces/ns/pods", expected: "list /v1 ns pods/ - -"),
            Case(path: "/api/v1/namespaces/ns/pods", query: [("watch", "true")], expected: "watch /v1 ns pods/ - -"),
            Case(path: "/api/v1/namespaces/ns/pods", query: [("watch", "1")], expected: "watch /v1 ns pods/ - -"),
            Case(path: "/api/v1/namespaces/ns/pods", query: [("watch", "false")], expected: "list /v1 ns pods/ - -"),
            Case(path: "/api/v1/namespaces/ns/pods/p", query: [("watch", "1")], expected: "get /v1 ns pods/ p -"),
            Case(path: "/api/v1/watch/namespaces/ns/pods/p", expected: "watch /v1 ns pods/ p -"),
            Case(path: "/api/v1/namespaces/ns/pods/p/log", expected: "get /v1 ns pods/log p -"),
            Case(path: "/api/v1/namespaces/ns/pods/p/log/x/y", expected: "get /v1 ns pods/log p x,y"),
            Case(path: "/api/v1/namespaces/ns", expected: "get /v1 ns namespaces/ ns -"),
            Case(path: "/api/v1/namespaces", expected: "list /v1 - namespaces/ - -"),
            Case(path: "/api/v1/namespaces/ns/status", expected: "get /v1 ns namespaces/status ns -"),
            Case(
                method: .put, path: "/api/v1/namespaces/ns/finalize", expected: "update /v1 ns namespaces/finalize ns -"
            ),
            Case(path: "/api/v1/nodes/n/", expected: "get /v1 - nodes/ n -"),
            Case(method: .post, path: "/api/v1/nodes", expected: "create /v1 - nodes/ - -"),
            Case(method: .patch, path: "/api/v1/nodes/n/status", expected: "patch /v1 - nodes/status n -"),
            Case(method: .delete, path: "/api/v1/nodes", expected: "deletecollection /v1 - nodes/ - -"),
            Case(method: .delete, path: "/api/v1/nodes/n", expected: "delete /v1 - nodes/ n -"),
            Case(
                path: "/apis/coordination.k8s.io/v1/namespaces/ns/leases/l",
                expected: "get coordination.k8s.io/v1 ns leases/ l -"),
        ])
    func resource(_ test: Case) {
        let info = RequestInfo(APIRequest(test.method, test.path, query: test.query))
        func shown(_ text: String) -> String { text.isEmpty ? "-" : text }
        #expect(info.isResource)
        #expect(
            "\(info.verb) \(info.group)/\(info.version) \(shown(info.namespace)) \(info.resource)/\(info.subresource) "
                + "\(shown(info.name)) \(shown(info.tail.joined(separator: ",")))" == test.expected)
    }

    @Test(
        "Other paths are no resources",
        arguments: [
            "/", "", "/api", "/api/v1", "/apis", "/apis/apps", "/apis/apps/v1", "/version", "/openapi/v3/api/v1",
            "/metrics",
            "/api/v1/namespaces//pods", "//api/v1//pods", "/healthz/ping",
        ])
    func path(_ path: String) {
        let info = RequestInfo(APIRequest(.post, path))
        #expect(!info.isResource)
        #expect(info.verb == "post")
        #expect(info.path == path)
    }
}
