import Crypto
import KubernetesAPI
import ResourceStore
import Testing

@testable import APIServer

@Suite struct JSONWebTokenTests {
    let key: JSONWebTokenKey

    init() throws { key = try JSONWebTokenKey(pem: TestServer.signingKey) }

    @Test("a token carries its claims and is known again")
    func roundTrip() throws {
        let claims: JSONValue = ["sub": "a", "exp": 7]
        #expect(key.claims(of: try key.sign(claims)) == claims)
    }

    @Test("a token that anybody has touched is none")
    func forged() throws {
        let token = try key.sign(["sub": "a"])
        let parts = token.split(separator: ".").map(String.init)
        let other = try JSONWebTokenKey(pem: P256.Signing.PrivateKey().pemRepresentation)
        let payload = Base64URL.encode(Array(#"{"sub":"b"}"#.utf8))
        let none = Base64URL.encode(Array(#"{"alg":"none","kid":"\#(key.identifier)"}"#.utf8))
        for forged in [
            "\(parts[0]).\(payload).\(parts[2])", "\(none).\(parts[1]).", "\(none).\(parts[1]).\(parts[2])",
            try other.sign(["sub": "a"]), "\(parts[0]).\(parts[1])", "", "..", "a.b.c", token + ".x",
        ] { #expect(key.claims(of: forged) == nil, "\(forged)") }
    }

    @Test("base64 for addresses, of every length")
    func base64() {
        for count in 0..<20 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: 250 + $0) }
            let text = Base64URL.encode(bytes)
            #expect(!text.contains("=") && !text.contains("+") && !text.contains("/"))
            #expect(Base64URL.decode(text) == bytes)
        }
        #expect(Base64URL.decode("!") == nil)
    }
}

@Suite struct ServiceAccountTokenTests {
    static let path = "/api/v1/namespaces/default/serviceaccounts/default/token"
    static let reviews = "/apis/authentication.k8s.io/v1/tokenreviews"

    private func request(_ server: TestServer, _ spec: JSONValue = [:]) async -> Answer {
        await server.send(
            .post, Self.path, ["kind": "TokenRequest", "apiVersion": "authentication.k8s.io/v1", "spec": spec])
    }

    private func token(_ server: TestServer, _ spec: JSONValue = [:]) async throws -> String {
        let answer = await request(server, spec)
        try #require(answer.status == 201, "\(answer.text)")
        return try #require(answer.json["status", "token"]?.string)
    }

    private func review(_ server: TestServer, _ token: String, audiences: JSONValue = []) async -> JSONValue {
        let answer = await server.send(
            .post, Self.reviews, ["spec": ["token": .string(token), "audiences": audiences]])
        return answer.json["status"] ?? .null
    }

    /// Sends a request as whoever has the token.
    private func send(_ server: TestServer, _ token: String, _ path: String) async -> Answer {
        let request = APIRequest(.get, path, headers: ["Authorization": "Bearer \(token)"])
        return Answer(
            await server.pipeline.respond(
                to: request, from: ConnectionIdentity(certificate: nil, remoteAddress: "127.0.0.1")))
    }

    @Test("A token is made for an hour unless another time is asked for, and names its account")
    func issue() async throws {
        let server = try await TestServer()
        let answer = await request(server)
        #expect(answer.status == 201, "\(answer.text)")
        #expect(answer.json["kind"] == "TokenRequest")
        #expect(answer.json["metadata", "name"] == "default")
        #expect(answer.json["metadata", "namespace"] == "default")
        #expect(answer.json["spec", "expirationSeconds"] == 3600)
        #expect(answer.json["spec", "audiences"] == [.string(ServiceAccountTokens.standardIssuer)])
        let key = try JSONWebTokenKey(pem: TestServer.signingKey)
        let claims = try #require(key.claims(of: answer.json["status", "token"]?.string ?? ""))
        let account = await server.send(.get, "/api/v1/namespaces/default/serviceaccounts/default").json
        #expect(claims["sub"] == "system:serviceaccount:default:default")
        #expect(claims["kubernetes.io", "namespace"] == "default")
        #expect(claims["kubernetes.io", "serviceaccount", "uid"] == account["metadata", "uid"])
        let lasts = (claims["exp"]?.int64 ?? 0) - (claims["iat"]?.int64 ?? 0)
        #expect(lasts == 3600)
        let end = try #require(Timestamp(answer.json["status", "expirationTimestamp"]?.string ?? ""))
        #expect(end.seconds == claims["exp"]?.int64)
    }

    static let refused: [(JSONValue, Int, String)] = [
        (
            ["expirationSeconds": 599], 422,
            "TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes"
        ),
        (
            ["expirationSeconds": 4_294_967_297], 422,
            "TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds"
        ),
        (
            ["boundObjectRef": ["kind": "ConfigMap", "apiVersion": "v1", "name": "c"]], 400,
            "cannot bind token to object of type /v1, Kind=ConfigMap"
        ),
        (["boundObjectRef": ["kind": "Pod", "apiVersion": "v1", "name": "p"]], 404, "pods \"p\" not found"),
    ]

    @Test("What cannot be issued is refused in Kubernetes' words", arguments: refused.indices)
    func refusals(index: Int) async throws {
        let server = try await TestServer()
        let (spec, status, message) = Self.refused[index]
        let answer = await request(server, spec)
        #expect(answer.status == status)
        #expect(answer.message == message)
    }

    @Test("Whoever has the token is the account, with its groups and nothing more")
    func authenticates() async throws {
        let server = try await TestServer()
        let token = try await token(server)
        let refused = await send(server, token, TestServer.pods)
        #expect(refused.status == 403)
        #expect(refused.message.contains("User \"system:serviceaccount:default:default\" cannot list"))
        let user = await review(server, token)["user"]
        #expect(user?["username"] == "system:serviceaccount:default:default")
        #expect(
            user?["groups"] == [
                "system:serviceaccounts", "system:serviceaccounts:default", "system:authenticated",
            ])
        #expect(
            user?["extra", "authentication.kubernetes.io/credential-id"]?.array?.first?.string?.hasPrefix("JTI=")
                == true)
        #expect(await send(server, token, "/openid/v1/jwks").status == 200)
        #expect(await send(server, token + "x", "/api").status == 401)
    }

    @Test("A token goes with its account, though another of the name comes")
    func accountGone() async throws {
        let server = try await TestServer()
        let token = try await token(server)
        #expect(await send(server, token, "/api").status == 200)
        let path = "/api/v1/namespaces/default/serviceaccounts"
        _ = await server.send(.delete, path + "/default")
        #expect(await send(server, token, "/api").status == 401)
        try await server.create(path, ["metadata": ["name": "default"]])
        #expect(await send(server, token, "/api").status == 401)
        #expect(
            await review(server, token)["error"]
                == "[invalid bearer token, service account token has been invalidated]")
    }

    @Test("A token bound to a pod names pod and node, and goes with the pod")
    func bound() async throws {
        let server = try await TestServer()
        try await server.createNode("n1")
        let pod = try await server.createPod("p")
        let reference: JSONValue = [
            "boundObjectRef": ["kind": "Pod", "apiVersion": "v1", "name": "p", "uid": pod["metadata", "uid"] ?? ""]
        ]
        let token = try await token(server, reference)
        let extra = await review(server, token)["user", "extra"]
        #expect(extra?["authentication.kubernetes.io/pod-name"] == ["p"])
        #expect(extra?["authentication.kubernetes.io/node-name"] == ["n1"])
        let wrong = await request(
            server, ["boundObjectRef": ["kind": "Pod", "apiVersion": "v1", "name": "p", "uid": "u"]])
        #expect(wrong.status == 409)
        try await server.create("/api/v1/namespaces/default/serviceaccounts", ["metadata": ["name": "other"]])
        try await server.createPod("q", spec: [("serviceAccountName", "other")])
        let others = await request(server, ["boundObjectRef": ["kind": "Pod", "apiVersion": "v1", "name": "q"]])
        #expect(others.status == 400)
        _ = await server.send(.delete, TestServer.pods + "/p", query: [("gracePeriodSeconds", "0")])
        #expect(await send(server, token, "/api").status == 401)
    }

    @Test("A token for others is none here, and a review tells whom it is for")
    func audiences() async throws {
        let server = try await TestServer()
        let token = try await token(server, ["audiences": ["vault"]])
        #expect(await send(server, token, "/api").status == 401)
        #expect(await review(server, token)["authenticated"] == nil)
        let status = await review(server, token, audiences: ["vault", "other"])
        #expect(status["authenticated"] == true)
        #expect(status["audiences"] == ["vault"])
        #expect(await review(server, "nonsense") == ["user": [:], "error": "invalid bearer token"])
        let empty = await server.send(.post, Self.reviews, ["spec": ["token": ""]])
        #expect(empty.status == 400)
    }

    @Test("A token is good in its time only, a minute of difference between clocks aside")
    func time() async throws {
        let server = try await TestServer()
        let tokens = try ServiceAccountTokens(keyPEM: TestServer.signingKey, store: server.store)
        let account = await server.send(.get, "/api/v1/namespaces/default/serviceaccounts/default").json
        let start = Timestamp(seconds: 1_000_000)
        let token = try tokens.issue(for: account, audiences: ["a"], seconds: 600, bindings: [], now: start).token
        func user(_ seconds: Int64) async throws -> String? {
            try await tokens.holder(of: token, for: ["a"], now: Timestamp(seconds: start.seconds + seconds))?.user.name
        }
        for good: Int64 in [-60, 0, 600, 660] {
            #expect(try await user(good) == "system:serviceaccount:default:default")
        }
        for bad: Int64 in [-61, 661] {
            await #expect(throws: ServiceAccountTokens.Fault.self) { try await user(bad) }
        }
    }

    @Test("Others can check tokens by what is published")
    func published() async throws {
        let server = try await TestServer()
        let configuration = await server.send(
            .get, "/.well-known/openid-configuration", headers: ["Host": "127.0.0.1:6443"]
        ).json
        #expect(configuration["issuer"]?.string == ServiceAccountTokens.standardIssuer)
        #expect(configuration["jwks_uri"] == "https://127.0.0.1:6443/openid/v1/jwks")
        let keys = await server.send(.get, "/openid/v1/jwks")
        #expect(keys.headers["Content-Type"] == "application/jwk-set+json")
        let key = try #require(keys.json["keys"]?.array?.first)
        let x = try #require(Base64URL.decode(key["x"]?.string ?? ""))
        let y = try #require(Base64URL.decode(key["y"]?.string ?? ""))
        let publicKey = try P256.Signing.PublicKey(x963Representation: [4] + x + y)
        let parts = try await token(server).split(separator: ".").map(String.init)
        let signature = try P256.Signing.ECDSASignature(rawRepresentation: try #require(Base64URL.decode(parts[2])))
        #expect(publicKey.isValidSignature(signature, for: Array("\(parts[0]).\(parts[1])".utf8)))
        let bob = await server.send(.get, "/openid/v1/jwks", as: TestServer.bob)
        #expect(bob.status == 403)
    }
}
