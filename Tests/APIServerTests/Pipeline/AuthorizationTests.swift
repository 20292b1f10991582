import KubernetesAPI
import Testing

@testable import APIServer

@Suite struct AuthorizationTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        var method: APIRequest.Method
        var path: String
        var query: QueryItems = []
        var message: String
        var testDescription: String { "\(method.rawValue) \(path)" }
    }

    @Test(
        "A20: who has no right is refused in Kubernetes' words",
        arguments: [
            Refusal(
                method: .get, path: "/api/v1/namespaces/default/pods",
                message:
                    #"pods is forbidden: User "bob" cannot list resource "pods" in API group "" in the namespace "default""#
            ),
            Refusal(
                method: .get, path: "/api/v1/pods", query: [("watch", "true")],
                message:
                    #"pods is forbidden: User "bob" cannot watch resource "pods" in API group "" at the cluster scope"#),
            Refusal(
                method: .patch, path: "/api/v1/namespaces/default/pods/p1/ephemeralcontainers",
                message:
                    #"pods "p1" is forbidden: User "bob" cannot patch resource "pods/ephemeralcontainers" in API group "" in the namespace "default""#
            ),
            Refusal(
                method: .delete, path: "/apis/coordination.k8s.io/v1/namespaces/ns/leases/l",
                message:
                    #"leases.coordination.k8s.io "l" is forbidden: User "bob" cannot delete resource "leases" in API group "coordination.k8s.io" in the namespace "ns""#
            ),
            Refusal(
                method: .post, path: "/version", message: #"forbidden: User "bob" cannot post path "/version""#),
            Refusal(method: .get, path: "/metrics", message: #"forbidden: User "bob" cannot get path "/metrics""#),
        ])
    func refused(_ test: Refusal) async throws {
        let server = try await TestServer()
        let answer = await server.send(test.method, test.path, query: test.query, as: TestServer.bob)
        #expect(answer.status == 403)
        #expect(answer.reason == "Forbidden")
        #expect(answer.message == test.message)
        #expect(answer.json["details"] != nil)
    }

    @Test("What everybody may see, everybody sees", arguments: ["/version", "/readyz", "/livez", "/healthz"])
    func anonymous(_ path: String) async throws {
        let server = try await TestServer()
        let connection = ConnectionIdentity(certificate: nil, remoteAddress: "127.0.0.1")
        let answer = Answer(await server.pipeline.respond(to: APIRequest(.get, path), from: connection))
        #expect(answer.status == 200)
    }

    @Test("Discovery is for those who are known", arguments: ["/api", "/apis", "/api/v1", "/openapi/v3"])
    func discovery(_ path: String) async throws {
        let server = try await TestServer()
        let connection = ConnectionIdentity(certificate: nil, remoteAddress: "127.0.0.1")
        #expect(await server.send(.get, path, as: TestServer.bob).status == 200)
        let answer = Answer(await server.pipeline.respond(to: APIRequest(.get, path), from: connection))
        #expect(answer.status == 403)
        #expect(answer.message == "forbidden: User \"system:anonymous\" cannot get path \"\(path)\"")
    }

    @Test("A token that nobody has is 401, not anonymous")
    func badToken() async throws {
        let server = try await TestServer()
        let request = APIRequest(.get, "/version", headers: ["Authorization": "Bearer nonsense"])
        let answer = Answer(
            await server.pipeline.respond(
                to: request, from: ConnectionIdentity(certificate: nil, remoteAddress: "127.0.0.1")))
        #expect(answer.status == 401)
        #expect(answer.message == "Unauthorized")
        #expect(answer.reason == "Unauthorized")
    }

    @Test("AlwaysAllow allows everybody everything")
    func alwaysAllow() async throws {
        let server = try await TestServer(authorizer: AlwaysAllow())
        #expect(await server.send(.get, "/api/v1/pods", as: TestServer.bob).status == 200)
    }

    @Test("An administrator may act as somebody else and has then no more rights than that one")
    func impersonation() async throws {
        let server = try await TestServer()
        let asBob: HeaderFields = ["Impersonate-User": "bob"]
        let refused = await server.send(.get, "/api/v1/pods", headers: asBob)
        #expect(refused.status == 403)
        #expect(refused.message.contains("User \"bob\" cannot list"))
        let event = try #require(server.audit.events.last)
        #expect(event.user.name == "admin")
        #expect(event.impersonatedUser?.name == "bob")
        let masters: HeaderFields = ["Impersonate-User": "root", "Impersonate-Group": "system:masters"]
        #expect(await server.send(.get, "/api/v1/pods", headers: masters).status == 200)
        let climbing = await server.send(.get, "/api/v1/pods", headers: masters, as: TestServer.bob)
        #expect(climbing.status == 403)
        #expect(climbing.message.contains("User \"bob\" cannot impersonate resource \"users\""))
    }

    @Test(
        "Who is impersonated is in the groups that Kubernetes adds, and all else that is asked for",
        arguments: [
            (["Impersonate-User": "u"], ["username": "u", "groups": ["system:authenticated"]]),
            (
                ["Impersonate-User": "u", "impersonate-extra-Example.com%2fscopes": "a", "Impersonate-Uid": "7"],
                [
                    "username": "u", "uid": "7", "groups": ["system:authenticated"],
                    "extra": ["example.com/scopes": ["a"]],
                ]
            ),
            (
                ["Impersonate-User": "system:serviceaccount:ns:sa"],
                [
                    "username": "system:serviceaccount:ns:sa",
                    "groups": ["system:serviceaccounts", "system:serviceaccounts:ns", "system:authenticated"],
                ]
            ),
            (
                ["Impersonate-User": "system:serviceaccount:ns:sa", "Impersonate-Group": "g"],
                ["username": "system:serviceaccount:ns:sa", "groups": ["g", "system:authenticated"]]
            ),
            (
                ["Impersonate-User": "system:serviceaccount:ns", "Impersonate-Group": "system:unauthenticated"],
                ["username": "system:serviceaccount:ns", "groups": ["system:unauthenticated"]]
            ),
            (
                ["Impersonate-User": "system:anonymous"],
                ["username": "system:anonymous", "groups": ["system:unauthenticated"]]
            ),
        ] as [(HeaderFields, JSONValue)])
    func impersonatedUser(headers: HeaderFields, expected: JSONValue) async throws {
        let server = try await TestServer(authorizer: AlwaysAllow())
        let answer = await server.send(
            .post, "/apis/authentication.k8s.io/v1/selfsubjectreviews", headers: headers, [:])
        #expect(answer.status == 201)
        #expect(answer.json["status", "userInfo"] == expected)
    }

    @Test(
        "Each part of a user is a right of its own",
        arguments: [
            ("Impersonate-User", "x", #"resource "users" in API group "" at the cluster scope"#),
            (
                "Impersonate-User", "system:serviceaccount:ns:sa",
                #"resource "serviceaccounts" in API group "" in the namespace "ns""#
            ),
            ("Impersonate-Group", "g", #"resource "groups" in API group "" at the cluster scope"#),
            ("Impersonate-Uid", "1", #"resource "uids" in API group "authentication.k8s.io" at the cluster scope"#),
            (
                "Impersonate-Extra-Scopes", "v",
                #"resource "userextras/scopes" in API group "authentication.k8s.io" at the cluster scope"#
            ),
        ])
    func rights(header: String, value: String, right: String) async throws {
        /// Lets `admin` impersonate users, and nothing else.
        struct OnlyUsers: Authorizer {
            func authorize(_ user: User, _ request: RequestInfo) -> AuthorizationDecision {
                request.resource == "users" && request.name == "known" ? .allow(reason: "") : .deny(reason: "")
            }
            func rules(for user: User, namespace: String) -> [AccessRule] { [] }
        }
        let server = try await TestServer(authorizer: OnlyUsers())
        var headers: HeaderFields = ["Impersonate-User": "known"]
        headers[header] = value
        let answer = await server.send(.get, "/api/v1/pods", headers: headers)
        #expect(answer.status == 403)
        #expect(answer.message.contains("User \"admin\" cannot impersonate \(right)"), "\(answer.message)")
        headers["Impersonate-User"] = nil
        guard header != "Impersonate-User" else { return }
        #expect(await server.send(.get, "/api/v1/pods", headers: headers).status == 400)
    }
}
