import KubernetesAPI
import Testing

@testable import APIServer

@Suite("A5: fieldValidation") struct FieldValidationTests {
    private let json = #"""
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p1","name":"p1"},"spec":{"foo":1,"bar":1,"bar":2,
        "containers":[{"name":"app","image":"x:1","image":"x:2","imag":"y"}]}}
        """#
    private let jsonFaults = [
        #"duplicate field "metadata.name""#, #"unknown field "spec.foo""#, #"unknown field "spec.bar""#,
        #"duplicate field "spec.containers[0].image""#, #"unknown field "spec.containers[0].imag""#,
    ]
    private let yaml = """
        kind: Pod
        apiVersion: v1
        metadata:
          name: p1
        spec:
          foo: 1
          containers:
          - name: app
            image: x:1
            image: x:2

        """

    private func warnings(_ answer: Answer) -> [String] {
        answer.headers.all("Warning")
    }

    private func header(_ text: String) -> String {
        "299 - \"\(text.replacing("\"", with: "\\\""))\""
    }

    @Test(
        "A5: Warn, the default, takes the object and tells each fault in the document's order", arguments: ["", "Warn"])
    func warn(mode: String) async throws {
        let server = try await TestServer()
        let answer = await server.send(
            .post, TestServer.pods, query: [("fieldValidation", mode)], body: Array(json.utf8))
        #expect(answer.status == 201)
        #expect(warnings(answer) == jsonFaults.map(header))
        #expect(answer.json["spec", "containers"]?.array?[0]["image"] == "x:2")
        #expect(answer.json["spec", "foo"] == nil)
    }

    @Test("A5: Ignore says nothing")
    func ignore() async throws {
        let server = try await TestServer()
        let answer = await server.send(
            .post, TestServer.pods, query: [("fieldValidation", "Ignore")], body: Array(json.utf8))
        #expect(answer.status == 201)
        #expect(warnings(answer) == [])
    }

    @Test("A5: Strict refuses")
    func strict() async throws {
        let server = try await TestServer()
        let answer = await server.send(
            .post, TestServer.pods, query: [("fieldValidation", "Strict")], body: Array(json.utf8))
        #expect(answer.status == 400)
        #expect(
            answer.message == "Pod in version \"v1\" cannot be handled as a Pod: strict decoding error: "
                + jsonFaults.joined(separator: ", "))
    }

    @Test("A5: in YAML duplicates are lines")
    func yamlDuplicates() async throws {
        let server = try await TestServer()
        let headers: HeaderFields = ["Content-Type": "application/yaml"]
        let strict = await server.send(
            .post, TestServer.pods, query: [("fieldValidation", "Strict")], headers: headers, body: Array(yaml.utf8))
        #expect(strict.status == 400)
        #expect(
            strict.message == """
                Pod in version "v1" cannot be handled as a Pod: strict decoding error: yaml: unmarshal errors:
                  line 10: key "image" already set in map, unknown field "spec.foo"
                """)
        let warned = await server.send(.post, TestServer.pods, headers: headers, body: Array(yaml.utf8))
        #expect(warned.status == 201)
        #expect(
            warnings(warned)
                == [#"line 10: key "image" already set in map"#, #"unknown field "spec.foo""#].map(header))
    }

    @Test("A5: so they are in an applied configuration")
    func applyDuplicates() async throws {
        let server = try await TestServer()
        let config = "kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: c\n  name: c\ndata: {a: b}\n"
        let fault = #"line 5: key "name" already set in map"#
        func apply(_ mode: String) async -> Answer {
            await server.send(
                .patch, TestServer.configMaps + "/c", query: [("fieldManager", "m"), ("fieldValidation", mode)],
                headers: TestServer.applyPatch, body: Array(config.utf8))
        }
        let strict = await apply("Strict")
        #expect(strict.status == 400)
        #expect(
            strict.message
                == "error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  \(fault)")
        for status in [201, 200] {
            let warned = await apply("Warn")
            #expect(warned.status == status)
            #expect(warnings(warned) == [header(fault)])
        }
        #expect(warnings(await apply("Ignore")) == [])
    }

    @Test("A5: what is refused for another reason is told its faults too, once each")
    func refused() async throws {
        let server = try await TestServer()
        try await server.createNode("n1")
        try await server.createPod("web")
        let web = TestServer.pods + "/web"
        func warned(
            _ method: APIRequest.Method, _ path: String, _ body: String, _ headers: HeaderFields = [:], status: Int,
            by faults: [String]
        ) async {
            let answer = await server.send(method, path, headers: headers, body: Array(body.utf8))
            #expect(answer.status == status, "\(answer.message)")
            #expect(warnings(answer) == faults.map(header))
        }
        await warned(
            .post, TestServer.pods, #"{"metadata":{"name":"_"},"x":1,"spec":{"containers":[{"imag":"x"}]}}"#,
            status: 422,
            by: [#"unknown field "x""#, #"unknown field "spec.containers[0].imag""#])
        await warned(
            .post, TestServer.pods, #"{"metadata":{"name":"web"},"x":1}"#, status: 422, by: [#"unknown field "x""#])
        await warned(
            .put, web + "/status", #"{"metadata":{"name":"web","resourceVersion":"1"},"x":1}"#, status: 409,
            by: [#"unknown field "x""#])
        await warned(
            .patch, web, #"{"spec":{"x":1,"hostNetwork":true}}"#, TestServer.mergePatch, status: 422,
            by: [#"unknown field "spec.x""#])
        await warned(
            .patch, web + "/status", #"{"x":1,"status":{"qosClass":"x"}}"#, TestServer.mergePatch, status: 422,
            by: [#"unknown field "x""#])
        for (subresource, kind) in [("binding", "Binding"), ("eviction", "Eviction")] {
            let group = kind == "Eviction" ? "policy/v1" : "v1"
            await warned(
                .post, web + "/" + subresource,
                #"{"kind":"\#(kind)","apiVersion":"\#(group)","metadata":{"name":"other"},"x":1}"#, status: 400,
                by: [#"unknown field "x""#])
        }
    }

    @Test("A5: reviews and tokens are held to the same")
    func virtualKinds() async throws {
        let server = try await TestServer()
        let review = await server.send(
            .post, "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            body: Array(#"{"spec":{"nonResourceAttributes":{"path":"/"}},"x":1}"#.utf8))
        #expect(review.status == 201)
        #expect(warnings(review) == [header(#"unknown field "x""#)])
        let token = await server.send(.post, ServiceAccountTokenTests.path, body: Array(#"{"spec":{},"x":1}"#.utf8))
        #expect(token.status == 201, "\(token.message)")
        #expect(warnings(token) == [header(#"unknown field "x""#)])
    }

    static let patches: [(HeaderFields, String, [String], String)] = [
        (
            TestServer.jsonPatch,
            #"[{"op":"add","path":"/metadata/labels","value":{"a":"b"},"foo":1},{"op":"add","path":"/spec/zzz","value":1}]"#,
            [#"json patch unknown field "[0].foo""#, #"unknown field "spec.zzz""#], "{"
        ),
        (
            TestServer.mergePatch, #"{"metadata":{"labels":{"a":"1","a":"2"}}}"#,
            [#"duplicate field "metadata.labels.a""#], #"{"metadata":{"labels":{"a":"1","a":"2"}}}"#
        ),
        (
            TestServer.strategicPatch, #"{"spec":{"zzz":1,"aaa":[true,null]},"metadata":{"labels":{"a":"1"}}}"#,
            [#"unknown field "spec.aaa""#, #"unknown field "spec.zzz""#],
            "map[metadata:map[labels:map[a:1]] spec:map[aaa:[true <nil>] zzz:1]]"
        ),
    ]

    @Test("A5: patches are held to the same, and to their own form", arguments: patches)
    func patch(headers: HeaderFields, body: String, faults: [String], shown: String) async throws {
        let server = try await TestServer()
        try await server.createPod("p1")
        let path = "\(TestServer.pods)/p1"
        let strict = await server.send(
            .patch, path, query: [("fieldValidation", "Strict")], headers: headers, body: Array(body.utf8))
        #expect(strict.status == 422)
        let start = " \"\" is invalid: patch: Invalid value: \"" + shown.replacing("\"", with: "\\\"")
        #expect(strict.message.hasPrefix(start), "\(strict.message)")
        #expect(strict.message.hasSuffix(": strict decoding error: " + faults.joined(separator: ", ")))
        let warned = await server.send(.patch, path, headers: headers, body: Array(body.utf8))
        #expect(warned.status == 200)
        #expect(warnings(warned) == faults.map(header))
    }

    @Test(
        "A5: a value of the wrong type in a strategic merge patch is told in its converter's words",
        arguments: [
            (#"{"spec":{"activeDeadlineSeconds":"x"}}"#, "unrecognized type: int64"),
            (#"{"metadata":{"labels":{"a":1}}}"#, "cannot convert int64 to string"),
            (#"{"metadata":{"labels":["x"]}}"#, "cannot restore map from slice"),
            (#"{"spec":{"hostNetwork":1}}"#, "unrecognized type: bool"),
            (#"{"spec":{"activeDeadlineSeconds":1.5}}"#, "cannot convert float64 to int64"),
            (#"{"spec":{"securityContext":1}}"#, "cannot restore struct from: int64"),
        ])
    func converter(body: String, text: String) async throws {
        let server = try await TestServer()
        try await server.createPod("p1")
        let answer = await server.send(
            .patch, "\(TestServer.pods)/p1", headers: TestServer.strategicPatch, body: Array(body.utf8))
        #expect(answer.status == 422)
        #expect(answer.message.hasPrefix(" \"\" is invalid: patch: Invalid value: \"map["))
        #expect(answer.message.hasSuffix("\": \(text)"), "\(answer.message)")
    }

    @Test(
        "A5: a patch of another shape than its type says is refused",
        arguments: [
            (
                TestServer.jsonPatch, "{}",
                "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp"
            ),
            (
                TestServer.mergePatch, "[]",
                "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}"
            ),
            (
                TestServer.strategicPatch, "[]",
                "json: cannot unmarshal array into Go value of type map[string]interface {}"
            ),
        ])
    func shape(headers: HeaderFields, body: String, message: String) async throws {
        let server = try await TestServer()
        try await server.createPod("p1")
        let answer = await server.send(
            .patch, "\(TestServer.pods)/p1", headers: headers, body: Array(body.utf8))
        #expect(answer.status == 400)
        #expect(answer.message == message)
    }
}
