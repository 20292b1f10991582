import KubernetesAPI
import Testing

@testable import APIServer

@Suite struct RequestLimitTests {
    private static let connection = ConnectionIdentity(certificate: TestServer.admin, remoteAddress: "127.0.0.1")

    private func send(
        _ server: TestServer, _ method: APIRequest.Method, _ path: String, query: QueryItems = []
    ) async -> Answer {
        let body: JSONValue = ["metadata": ["generateName": "a-"]]
        let request = APIRequest(method, path, query: query, body: method == .post ? body.encoded() : [])
        return Answer(await server.pipeline.respond(to: request, from: Self.connection))
    }

    @Test("Reads, writes and watches beyond their bounds are answered with 429, and not by each other's")
    func bounds() async throws {
        let server = try await TestServer {
            $0.limits.reads = 1
            $0.limits.writes = 1
            $0.limits.streams = 1
        }
        // What nobody has sent to its end is under way.
        let path = TestServer.configMaps
        let read = await send(server, .get, path)
        #expect(read.status == 200)
        let write = await send(server, .post, path)
        #expect(write.status == 201)
        let watch = await send(server, .get, path, query: [("watch", "1")])
        #expect(watch.status == 200)
        let further: [(APIRequest.Method, QueryItems)] = [(.get, []), (.post, []), (.get, [("watch", "1")])]
        for (method, query) in further {
            let refused = await send(server, method, path, query: query)
            #expect(refused.status == 429)
            #expect(refused.reason == "TooManyRequests")
            #expect(refused.message == "Too many requests, please try again later.")
            #expect(refused.headers["Retry-After"] == "1")
            #expect(refused.response.onEnd == nil)
        }
        #expect(server.audit.events.last?.responseCode == 429)
        read.response.onEnd?()
        let next = await send(server, .get, path)
        #expect(next.status == 200)
        watch.response.onEnd?()
        #expect(await send(server, .get, path, query: [("watch", "1")]).status == 200)
    }

    @Test("Health is answered, and the server's own parts are served, when the bounds are reached")
    func exempt() async throws {
        let server = try await TestServer {
            $0.limits.reads = 0
            $0.limits.writes = 0
        }
        #expect(await send(server, .get, "/readyz").status == 200)
        #expect(await send(server, .get, "/version").status == 429)
        try await server.createPod("web")
    }

    @Test(
        "What lasts counts apart",
        arguments: [
            ("/api/v1/pods", RequestLimiter.Kind.read), ("/api/v1/namespaces/a/pods/b/log", .stream),
            ("/api/v1/watch/pods", .stream), ("/api/v1/namespaces/a/pods/b/exec", .stream), ("/openapi/v2", .read),
            ("/livez", nil),
        ] as [(String, RequestLimiter.Kind?)])
    func kinds(_ path: String, _ kind: RequestLimiter.Kind?) {
        #expect(RequestLimiter.Kind(RequestInfo(APIRequest(.get, path))) == kind)
    }
}
