import KubernetesAPI
import Testing

@testable import APIServer

@Suite struct RequestTargetTests {
    @Test(
        "path and query are decoded",
        arguments: [
            ("/", "/", []), ("/a%20b/%E3%81%82", "/a b/あ", []), ("/a+b", "/a+b", []),
            (
                "/p?fieldSelector=metadata.name%3Dp&watch=true", "/p",
                [("fieldSelector", "metadata.name=p"), ("watch", "true")]
            ),
            (
                "/p?command=sh&command=-c&command=echo+hi", "/p",
                [("command", "sh"), ("command", "-c"), ("command", "echo hi")]
            ),
            ("/p?a", "/p", [("a", "")]), ("/p?=b&&", "/p", [("", "b")]), ("/p?a=b=c", "/p", [("a", "b=c")]),
            ("https://host:6443/api?x=1", "/api", [("x", "1")]), ("/p#part", "/p", []),
        ] as [(String, String, [(String, String)])])
    func decoded(target: String, path: String, query: [(String, String)]) throws {
        let parsed = try RequestTarget.parse(target)
        #expect(parsed.path == path)
        #expect(parsed.query.items.map(\.name) == query.map(\.0))
        #expect(parsed.query.items.map(\.value) == query.map(\.1))
    }

    @Test(
        "what cannot be decoded is refused with 400",
        arguments: [
            "", "*", "api", "https://host", "/%", "/%4", "/%4g", "/%C3", "/%00", "/?%", "/?a=%e",
        ])
    func refused(target: String) {
        let refusal = #expect(throws: RequestRefusal.self) { try RequestTarget.parse(target) }
        #expect(refusal?.response.status == 400)
    }

    @Test("no target whatever does anything else")
    func fuzz() {
        let alphabet = Array("/%?&=+#aF09é:https".unicodeScalars)
        for _ in 0..<20_000 {
            var target = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...24) { target.append(alphabet[Int.random(in: 0..<alphabet.count)]) }
            do { _ = try RequestTarget.parse(String(target)) } catch { #expect(error is RequestRefusal) }
        }
    }

    @Test("Accept is read in the client's order")
    func accept() {
        let header = AcceptHeader([
            "Accept": "application/json;as=Table;v=v1;g=meta.k8s.io, application/json , */*;q=0.1"
        ])
        #expect(header.types.map(\.name) == ["application/json", "application/json", "*/*"])
        #expect(header.types.map(\.isJSON) == [false, true, true])
        #expect(AcceptHeader([:]).types.map(\.isJSON) == [true])
    }
}
