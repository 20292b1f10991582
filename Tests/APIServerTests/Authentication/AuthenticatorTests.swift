import APIServer
import KubernetesAPI
import Testing

@Suite struct AuthenticatorTests {
    private static let tokens = #"""
        secret,alice,u1,"dev,ops"
        s2,bob,u2

        "s,3","carol ""c""",u3,single
        """#

    @Test(
        "a bearer token gives its user, and a wrong one is refused",
        arguments: [
            (
                "Bearer secret",
                APIServer.UserInfo(name: "alice", uid: "u1", groups: ["dev", "ops", "system:authenticated"])
            ),
            ("bearer  s2", APIServer.UserInfo(name: "bob", uid: "u2", groups: ["system:authenticated"])),
            (
                "Bearer s,3",
                APIServer.UserInfo(name: "carol \"c\"", uid: "u3", groups: ["single", "system:authenticated"])
            ),
            ("Bearer wrong", nil), ("Basic abc", .anonymous), ("Bearer ", .anonymous), (nil, .anonymous),
        ] as [(String?, APIServer.UserInfo?)])
    func bearer(header: String?, user: APIServer.UserInfo?) async throws {
        let authenticator = Authenticator(tokens: try TokenFile(parsing: Self.tokens))
        var request = APIRequest(.get, "/api")
        request.headers["Authorization"] = header
        #expect(
            await authenticator.authenticate(request, from: ConnectionIdentity(certificate: nil, remoteAddress: ""))
                == user)
    }

    @Test("a client certificate comes before a token")
    func certificate() async throws {
        let authenticator = Authenticator(tokens: try TokenFile(parsing: Self.tokens))
        let request = APIRequest(.get, "/api", headers: ["Authorization": "Bearer wrong"])
        let admin = APIServer.UserInfo(name: "kubernetes-admin", groups: ["system:masters"])
        let user = await authenticator.authenticate(
            request, from: ConnectionIdentity(certificate: admin, remoteAddress: ""))
        #expect(
            user == APIServer.UserInfo(name: "kubernetes-admin", groups: ["system:masters", "system:authenticated"]))
    }

    @Test(
        "a wrong token file is refused with the number of the line",
        arguments: [
            (
                "a,b,c\nonly,two",
                "line 2 of the token file: it has 2 columns, needed are at least 3 (token, user name, user uid)"
            ),
            ("\n,user,uid", "line 2 of the token file: the token is empty"),
            ("t,,uid", "line 1 of the token file: the user name is empty"),
            ("t,a,1\nt,b,2", "line 2 of the token file: the token stands in an earlier line already"),
            ("a,b,c\nt,u,1,\"open", "line 2 of the token file: a quotation mark is not closed"),
            ("t,u\"x,1", "line 1 of the token file: a quotation mark stands in a field without quotation marks"),
            ("\"t\"x,u,1", "line 1 of the token file: text follows a closing quotation mark"),
        ])
    func wrongFile(text: String, message: String) {
        let error = #expect(throws: TokenFile.ParseError.self) { try TokenFile(parsing: text) }
        #expect(error?.description == message)
    }

    @Test("no text whatever makes the token file's reader fail otherwise than with a line")
    func fuzz() {
        let alphabet: [Character] = ["a", ",", "\"", "\n", "\r\n", " ", "é", "\0"]
        for _ in 0..<5_000 {
            let text = String((0..<Int.random(in: 0...30)).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
            do { _ = try TokenFile(parsing: text) } catch { #expect(error is TokenFile.ParseError) }
        }
    }
}
