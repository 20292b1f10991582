import KubernetesAPI
import Testing

@testable import APIServer

@Suite struct ReviewTests {
    static let access = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"

    func review(_ server: TestServer, _ spec: JSONValue, as user: User) async -> Answer {
        await server.send(
            .post, Self.access,
            ["kind": "SelfSubjectAccessReview", "apiVersion": "authorization.k8s.io/v1", "spec": spec], as: user)
    }

    @Test("A20: auth can-i is answered from the authorizer")
    func canI() async throws {
        let server = try await TestServer()
        let spec: JSONValue = [
            "resourceAttributes": [
                "verb": "patch", "resource": "pods", "subresource": "ephemeralcontainers", "namespace": "default",
            ]
        ]
        let admin = await review(server, spec, as: TestServer.admin)
        #expect(admin.status == 201)
        #expect(admin.json["status", "allowed"] == true)
        #expect(admin.json["spec", "resourceAttributes", "resource"] == "pods")
        #expect(await review(server, spec, as: TestServer.bob).json["status", "allowed"] == false)
        let path: JSONValue = ["nonResourceAttributes": ["verb": "get", "path": "/version"]]
        #expect(await review(server, path, as: TestServer.bob).json["status", "allowed"] == true)
    }

    @Test("A review must ask for exactly one thing")
    func invalid() async throws {
        let server = try await TestServer()
        let nothing = await review(server, [:], as: TestServer.bob)
        #expect(nothing.status == 422)
        #expect(nothing.message.contains("exactly one of nonResourceAttributes or resourceAttributes"))
        let both = await review(
            server, ["resourceAttributes": ["verb": "get"], "nonResourceAttributes": ["path": "/"]], as: TestServer.bob)
        #expect(both.status == 422)
        #expect(await server.send(.get, Self.access).status == 405)
    }

    @Test("The rules of an administrator are everything; of others what all may do")
    func rules() async throws {
        let server = try await TestServer()
        let path = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews"
        let body: JSONValue = [
            "kind": "SelfSubjectRulesReview", "apiVersion": "authorization.k8s.io/v1", "spec": ["namespace": "default"],
        ]
        let admin = await server.send(.post, path, body)
        #expect(admin.json["status", "resourceRules"]?.array?.first?["resources"] == ["*"])
        #expect(admin.json["status", "incomplete"] == false)
        let bob = await server.send(.post, path, body, as: TestServer.bob)
        #expect(bob.json["status", "resourceRules"]?.array?.contains { $0["resources"] == ["*"] } == false)
    }

    @Test("whoami says who one is")
    func identity() async throws {
        let server = try await TestServer()
        let answer = await server.send(
            .post, "/apis/authentication.k8s.io/v1/selfsubjectreviews",
            ["kind": "SelfSubjectReview", "apiVersion": "authentication.k8s.io/v1"], as: TestServer.bob)
        #expect(answer.status == 201)
        #expect(answer.json["status", "userInfo", "username"] == "bob")
        #expect(answer.json["status", "userInfo", "groups"] == ["system:authenticated"])
    }
}
