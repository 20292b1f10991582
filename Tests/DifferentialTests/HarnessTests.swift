import Foundation
import KubernetesAPI
import Testing

@Suite struct HarnessTests {
    @Test("A request file gives method, path, query, headers and body, filled in")
    func request() throws {
        let text = """
            # About it.
            PATCH /api/v1/namespaces/${namespace}/pods/a%2Bb?labelSelector=a%3Db&watch
            Content-Type: text/plain
            Authorization:

            {"v": "${01:metadata.items.1}", "w": "${01:nothing}"}

            more

            """
        let file = try RequestFile(
            text, namespace: "d-x", answers: ["01": ["metadata": ["items": ["zero", "one"]]]])
        let request = file.request
        #expect(request.method == .patch && request.path == "/api/v1/namespaces/d-x/pods/a+b")
        #expect(request.query["labelSelector"] == "a=b" && request.query["watch"] == "")
        #expect(request.headers["Content-Type"] == "text/plain" && request.headers["Authorization"] == "")
        #expect(String(decoding: request.body, as: UTF8.self) == "{\"v\": \"one\", \"w\": \"missing\"}\n\nmore")
    }

    @Test(
        "What is no request is refused", arguments: ["", "GET", "FETCH /x", "GET /x?a=%zz", "GET /${02:metadata.name}"])
    func badRequest(text: String) {
        #expect(throws: CorpusError.self) { try RequestFile(text, namespace: "d", answers: [:]) }
    }

    @Test(
        "An answer is read back as it was written",
        arguments: [
            "200\nContent-Type: application/json\n\n{\n    \"a\": [\n        1\n    ]\n}\n",
            "200\nContent-Type: application/json\n\n{\n    \"a\": 1\n}\n{\n    \"b\": 2\n}\n",
            "406\nContent-Type: text/plain; charset=utf-8\n\nno\n\nreally\n", "204\n\n\n",
        ])
    func roundTrip(text: String) throws {
        #expect(try RecordedAnswer(parsing: text).text == text)
    }

    @Test("Equal uids and versions stay equal, others different; what every run makes anew goes")
    func normalization() throws {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        var normalizer = Normalizer(scenario: "create/x", now: now)
        func normalized(_ json: JSONValue, to number: String) -> JSONValue? {
            let response = APIResponse(
                status: 200, headers: ["Content-Type": "application/json"], body: .bytes(json.encoded()))
            var answer = RecordedAnswer(response, body: json.encoded())
            normalizer.normalize(&answer, to: number)
            guard case .documents(let documents) = answer.body else { return nil }
            return documents.first
        }
        let one = "00000000-1111-2222-3333-444444444444"
        let two = "00000000-1111-2222-3333-555555555555"
        #expect(
            normalized(
                [
                    "metadata": [
                        "uid": .string(one), "resourceVersion": "7", "generateName": "web-", "name": "web-abcde",
                        "creationTimestamp": .string(now.ISO8601Format()), "managedFields": [],
                    ], "message": .string("not \(two) but \(one)"), "time": "2020-01-01T00:00:00Z",
                ], to: "01") == [
                    "message": "not UID but UID",
                    "metadata": [
                        "uid": "UID", "resourceVersion": "VERSION", "generateName": "web-", "name": "web-xxxxx",
                        "creationTimestamp": "TIME",
                    ], "time": "2020-01-01T00:00:00Z",
                ])
        #expect(
            normalized(
                [
                    "kind": "PodList", "metadata": ["resourceVersion": "9", "continue": "abc"],
                    "items": [
                        ["metadata": ["resourceVersion": "7", "uid": .string(one)]],
                        ["metadata": ["resourceVersion": "8"]],
                    ],
                ], to: "02") == [
                    "kind": "PodList", "metadata": ["resourceVersion": "VERSION", "continue": "TOKEN"],
                    "items": [
                        ["metadata": ["resourceVersion": "VERSION of 01", "uid": "UID of 01"]],
                        ["metadata": ["resourceVersion": "VERSION"]],
                    ],
                ])
        #expect(
            normalized(["cells": ["6y325d", "3h4m", "12s", "<unknown>", "Started", 3]], to: "03")
                == ["cells": ["AGE", "AGE", "AGE", "<unknown>", "Started", 3]])
    }

    @Test("A difference shows the lines that changed and some around them")
    func difference() {
        let lines = (1...20).map { "\($0)\n" }.joined()
        #expect(
            lineDifference(lines, lines.replacing("10\n", with: "ten\n"), context: 1) == "  …\n 9\n-10\n+ten\n 11\n")
        #expect(lineDifference(lines, lines).isEmpty)
    }

    @Test("A rule reaches objects alone, in lists, in tables and in events, and no other kind")
    func rules() throws {
        let rule = KnownDifference.expecting("x", of: "Pod") { $0["seen"] = true }
        func applied(_ json: String) throws -> String {
            var answer = try RecordedAnswer(parsing: "200\nContent-Type: application/json\n\n\(json)\n")
            var other = answer
            rule.apply(&answer, &other, Step(name: "x", request: URL(filePath: "/x")))
            return answer.text.filter { !$0.isWhitespace }
        }
        for json in [
            #"{"kind":"Pod"%}"#, #"{"items":[{%}],"kind":"PodList"}"#, #"{"object":{"kind":"Pod"%},"type":"ADDED"}"#,
            #"{"kind":"Table","rows":[{"object":{"kind":"Pod"%}}]}"#,
        ] {
            let seen = json.replacing("{%", with: #"{"seen":true"#).replacing("%", with: #","seen":true"#)
            #expect(try applied(json.replacing("%", with: "")).hasSuffix(seen))
        }
        #expect(try applied(#"{"kind":"Node"}"#).hasSuffix(#"{"kind":"Node"}"#))
    }
}
