import KubernetesAPI
import Testing

@testable import APIServer

/// Whatever a client sends, it gets a 4xx with a `Status` that says what is wrong.
@Suite struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var method: APIRequest.Method = .post
        var path = TestServer.pods
        var query: QueryItems = []
        var headers: HeaderFields = [:]
        var body = ""
        var code: Int
        var reason: String
        var message: String
        var testDescription: String { name }
    }

    static let pod = #"{"metadata":{"name":"web"},"spec":{"containers":[{"name":"app","image":"busybox:1.36"}]}}"#

    @Test(
        "Bad input",
        arguments: [
            Case(
                name: "no JSON", body: "{\"kind\":", code: 400, reason: "BadRequest",
                message:
                    "the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: "
            ),
            Case(
                name: "no body", code: 400, reason: "BadRequest",
                message: "the object provided is unrecognized (must be of type Pod): "),
            Case(
                name: "a list", body: "[1]", code: 400, reason: "BadRequest",
                message: "the object provided is unrecognized (must be of type Pod): "),
            Case(
                name: "a number as kind", body: #"{"kind":3}"#, code: 400, reason: "BadRequest",
                message: "the object provided is unrecognized (must be of type Pod): "),
            Case(
                name: "no YAML", headers: ["Content-Type": "application/yaml"], body: "a: [", code: 400,
                reason: "BadRequest", message: "the object provided is unrecognized (must be of type Pod): "),
            Case(
                name: "two YAML documents", headers: ["Content-Type": "application/yaml"], body: "a: 1\n---\nb: 2\n",
                code: 400, reason: "BadRequest", message: "the body of the request has 2 YAML documents; send one"),
            Case(
                name: "YAML that is not UTF-8", headers: ["Content-Type": "application/yaml; charset=x"],
                body: "\u{0}", code: 400, reason: "BadRequest",
                message: "the object provided is unrecognized (must be of type Pod): "),
            Case(
                name: "no protobuf", headers: ["Content-Type": "application/vnd.kubernetes.protobuf"], body: "{}",
                code: 400, reason: "BadRequest", message: "the object provided is unrecognized (must be of type Pod): "),
            Case(
                name: "another media type", headers: ["Content-Type": "text/plain"], body: pod, code: 415,
                reason: "UnsupportedMediaType",
                message:
                    "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf"
            ),
            Case(
                name: "another kind", body: #"{"kind":"Node","apiVersion":"v1","metadata":{"name":"n"}}"#, code: 400,
                reason: "BadRequest",
                message:
                    #"Node in version "v1" cannot be handled as a Pod: converting (v1.Node) to (core.Pod): unknown conversion"#
            ),
            Case(
                name: "a kind that does not exist", body: #"{"kind":"Frob","apiVersion":"v1"}"#, code: 400,
                reason: "BadRequest",
                message:
                    #"Frob in version "v1" cannot be handled as a Pod: no kind "Frob" is registered for version "v1" in scheme"#
            ),
            Case(
                name: "another version", body: #"{"kind":"Pod","apiVersion":"v2"}"#, code: 400, reason: "BadRequest",
                message:
                    #"Pod in version "v2" cannot be handled as a Pod: no kind "Pod" is registered for version "v2" in scheme"#
            ),
            Case(
                name: "a field of another type", body: #"{"metadata":{"name":"p"},"spec":{"containers":"x"}}"#,
                code: 400, reason: "BadRequest",
                message:
                    #"Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type []v1.Container"#
            ),
            Case(
                name: "another namespace",
                body:
                    #"{"metadata":{"name":"p","namespace":"other"},"spec":{"containers":[{"name":"a","image":"b"}]}}"#,
                code: 400, reason: "BadRequest",
                message: "the namespace of the provided object does not match the namespace sent on the request"),
            Case(
                name: "a resourceVersion on create",
                body:
                    #"{"metadata":{"name":"p","resourceVersion":"5"},"spec":{"containers":[{"name":"a","image":"b"}]}}"#,
                code: 400, reason: "BadRequest", message: "resourceVersion should not be set on objects to be created"),
            Case(
                name: "no name", body: #"{"spec":{"containers":[{"name":"a","image":"b"}]}}"#, code: 422,
                reason: "Invalid",
                message: #"Pod "" is invalid: metadata.name: Required value: name or generateName is required"#),
            Case(
                name: "a wrong dryRun", query: [("dryRun", "yes")], body: pod, code: 422, reason: "Invalid",
                message:
                    #"CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: []string{"yes"}: supported values: "All""#
            ),
            Case(
                name: "an overlong field manager",
                query: [("fieldManager", String(repeating: "x", count: 129))], body: pod, code: 422, reason: "Invalid",
                message:
                    #"CreateOptions.meta.k8s.io "" is invalid: fieldManager: Too long: may not be more than 128 bytes"#
            ),
            Case(
                name: "a POST to an object", path: TestServer.pods + "/web", body: pod, code: 405,
                reason: "MethodNotAllowed",
                message: "the server does not allow this method on the requested resource"),
            Case(
                name: "a POST outside of a namespace", path: "/api/v1/pods", body: pod, code: 405,
                reason: "MethodNotAllowed",
                message: "the server does not allow this method on the requested resource"),
            Case(
                name: "a PUT of a collection", method: .put, body: pod, code: 405, reason: "MethodNotAllowed",
                message: "the server does not allow this method on the requested resource"),
            Case(
                name: "a method for nothing", method: .options, body: pod, code: 405, reason: "MethodNotAllowed",
                message: "the server does not allow this method on the requested resource"),
            Case(
                name: "a PUT of a pod that is not there", method: .put, path: TestServer.pods + "/web", body: pod,
                code: 404, reason: "NotFound", message: "pods \"web\" not found"),
            Case(
                name: "a PUT under another name", method: .put, path: TestServer.pods + "/other", body: pod, code: 400,
                reason: "BadRequest",
                message: "the name of the object (web) does not match the name on the URL (other)"),
            Case(
                name: "a PUT without a name", method: .put, path: TestServer.pods + "/web",
                body: #"{"spec":{"containers":[{"name":"a","image":"b"}]}}"#, code: 400, reason: "BadRequest",
                message: "the name of the object (web based on URL) was undeterminable: name must be provided"),
            Case(
                name: "a patch of an unknown type", method: .patch, path: TestServer.pods + "/web", body: "{}",
                code: 415, reason: "UnsupportedMediaType",
                message: "415: Unsupported Media Type"),
            Case(
                name: "a server-side apply by nobody", method: .patch, path: TestServer.pods + "/web",
                headers: TestServer.applyPatch, body: "{}", code: 422, reason: "Invalid",
                message:
                    #"PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch"#
            ),
            Case(
                name: "a forced patch that is no apply", method: .patch, path: TestServer.pods + "/web",
                query: [("force", "true")], headers: TestServer.mergePatch, body: "{}", code: 422, reason: "Invalid",
                message:
                    #"PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch"#
            ),
            Case(
                name: "an apply that is no YAML", method: .patch, path: TestServer.pods + "/web",
                query: [("fieldManager", "a")], headers: TestServer.applyPatch, body: "{", code: 400,
                reason: "BadRequest", message: "error decoding YAML: error converting YAML to JSON: yaml: "),
            Case(
                name: "an apply of a list", method: .patch, path: TestServer.pods + "/web",
                query: [("fieldManager", "a")], headers: TestServer.applyPatch, body: "[1]", code: 400,
                reason: "BadRequest",
                message:
                    "error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}"
            ),
            Case(
                name: "an apply of nothing", method: .patch, path: TestServer.pods + "/web",
                query: [("fieldManager", "a")], headers: TestServer.applyPatch, body: "", code: 400,
                reason: "BadRequest", message: "invalid object type: /, Kind="),
            Case(
                name: "a manager that cannot be printed", query: [("fieldManager", "a\u{1}b")], body: pod, code: 422,
                reason: "Invalid",
                message:
                    #"CreateOptions.meta.k8s.io "" is invalid: fieldManager: Invalid value: "a\x01b": invalid character U+0001 (at position 1)"#
            ),
            Case(
                name: "a patch of what is not there", method: .patch, path: TestServer.pods + "/web",
                headers: TestServer.mergePatch, body: "{}", code: 404, reason: "NotFound",
                message: "pods \"web\" not found"),
            Case(
                name: "a malformed patch", method: .patch, path: TestServer.pods + "/web",
                headers: TestServer.jsonPatch, body: "{]", code: 400, reason: "BadRequest",
                message: "error decoding patch: "),
            Case(
                name: "an unreadable deletion", method: .delete, path: TestServer.pods + "/web", body: "{", code: 400,
                reason: "BadRequest", message: "the object provided is unrecognized (must be of type DeleteOptions): "),
            Case(
                name: "a deletion that is a pod", method: .delete, path: TestServer.pods + "/web",
                body: #"{"kind":"Pod","apiVersion":"v1"}"#, code: 400, reason: "BadRequest",
                message: #"Pod in version "v1" cannot be handled as a DeleteOptions"#),
            Case(
                name: "a wrong propagation policy", method: .delete, path: TestServer.pods + "/web",
                query: [("propagationPolicy", "Sideways")], code: 422, reason: "Invalid",
                message: #"DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "Sideways""#),
            Case(
                name: "a wrong grace period", method: .delete, path: TestServer.pods + "/web",
                query: [("gracePeriodSeconds", "soon")], code: 400, reason: "BadRequest",
                message: #"strconv.ParseInt: parsing "soon": invalid syntax"#),
            Case(
                name: "an unknown path", method: .get, path: "/nothing", code: 404, reason: "NotFound",
                message: "the server could not find the requested resource"),
            Case(
                name: "an unknown resource", method: .get, path: "/api/v1/namespaces/default/frobs", code: 404,
                reason: "NotFound", message: "the server could not find the requested resource"),
            Case(
                name: "an unknown version", method: .get, path: "/api/v2/pods", code: 404, reason: "NotFound",
                message: "the server could not find the requested resource"),
            Case(
                name: "an unknown subresource", method: .get, path: TestServer.pods + "/web/frob", code: 404,
                reason: "NotFound", message: "the server could not find the requested resource"),
            Case(
                name: "an eviction", path: TestServer.pods + "/web/eviction", body: "{}", code: 400,
                reason: "BadRequest", message: "name in URL does not match name in Eviction object"),
            Case(
                name: "a pod outside of a namespace", method: .get, path: "/api/v1/pods/web", code: 404,
                reason: "NotFound", message: "the server could not find the requested resource"),
            Case(
                name: "a node in a namespace", method: .get, path: "/api/v1/namespaces/default/nodes", code: 404,
                reason: "NotFound", message: "the server could not find the requested resource"),
            Case(
                name: "a label selector", method: .get, query: [("labelSelector", "a in (")], code: 400,
                reason: "BadRequest", message: ""),
            Case(
                name: "a field that cannot be selected", method: .get, query: [("fieldSelector", "spec.foo=1")],
                code: 400, reason: "BadRequest", message: "field label not supported: spec.foo"),
            Case(
                name: "a field that config maps do not offer", method: .get, path: TestServer.configMaps,
                query: [("fieldSelector", "spec.foo=1")], code: 400, reason: "BadRequest",
                message: #""spec.foo" is not a known field selector: only "metadata.name", "metadata.namespace""#),
            Case(
                name: "a continue token", method: .get, query: [("continue", "rubbish")], code: 400,
                reason: "BadRequest", message: "invalid continue token: continue key is not valid: "),
            Case(
                name: "a resource version", method: .get, query: [("resourceVersion", "abc")], code: 400,
                reason: "BadRequest", message: "resourceVersion: Invalid value: \"abc\""),
            Case(
                name: "a future resource version", method: .get, query: [("resourceVersion", "99999")], code: 504,
                reason: "Timeout", message: "Timeout: Too large resource version: 99999, current: "),
            Case(
                name: "a limit", method: .get, query: [("limit", "many")], code: 400, reason: "BadRequest",
                message: "strconv.ParseInt"),
            Case(
                name: "a match without a version", method: .get, query: [("resourceVersionMatch", "Exact")], code: 422,
                reason: "Invalid",
                message:
                    #"ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided"#
            ),
            Case(
                name: "initial events of a list", method: .get, query: [("sendInitialEvents", "true")], code: 422,
                reason: "Invalid",
                message:
                    #"ListOptions.meta.k8s.io "" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list"#
            ),
            Case(
                name: "initial events without a match", method: .get,
                query: [("watch", "1"), ("sendInitialEvents", "true")], code: 422, reason: "Invalid",
                message:
                    #"ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"#
            ),
            Case(
                name: "an answer that nobody makes", method: .get,
                headers: ["Accept": "text/html"], code: 406, reason: "NotAcceptable",
                message:
                    "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf, application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch"
            ),
            Case(
                name: "a form that nobody makes", method: .get,
                headers: ["Accept": "application/json;as=Foo;g=meta.k8s.io;v=v1"], code: 406, reason: "NotAcceptable",
                message: "only the following media types are accepted: application/json, application/yaml"),
            Case(
                name: "a table's rows", method: .get, query: [("includeObject", "Some")],
                headers: ["Accept": "application/json;as=Table;v=v1;g=meta.k8s.io"], code: 400, reason: "BadRequest",
                message: "Unable to convert to Table as requested: includeObject: Invalid value: \"Some\": "),
            Case(
                name: "a log's tail", method: .get, path: TestServer.pods + "/there/log",
                query: [("tailLines", "-1")], code: 422, reason: "Invalid",
                message:
                    #"PodLogOptions "there" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0"#
            ),
        ])
    func refused(_ test: Case) async throws {
        let server = try await TestServer()
        if test.path.contains("/there") { try await server.createPod("there") }
        let answer = await server.send(
            test.method, test.path, query: test.query, headers: test.headers, body: Array(test.body.utf8))
        #expect(answer.status == test.code, "\(answer.text)")
        #expect(answer.json["kind"] == "Status")
        #expect(answer.json["status"] == "Failure")
        #expect(answer.json["code"]?.int64 == Int64(test.code))
        #expect(answer.reason == test.reason)
        #expect(answer.message.hasPrefix(test.message), "\(answer.message)")
        if test.code == 404 { #expect(answer.json["details"] != nil) }
    }

    @Test("A body beyond 3 MiB is 413")
    func oversized() async throws {
        let server = try await TestServer()
        let body = [UInt8](repeating: UInt8(ascii: " "), count: (3 << 20) + 1)
        let answer = await server.send(.post, TestServer.pods, body: body)
        #expect(answer.status == 413)
        #expect(answer.reason == "RequestEntityTooLarge")
        #expect(answer.message == "Request entity too large: limit is 3145728")
    }

    @Test("Nesting beyond all reason is 400")
    func deep() async throws {
        let server = try await TestServer()
        let body = String(repeating: "[", count: 100_000)
        #expect(await server.send(.post, TestServer.pods, body: Array(body.utf8)).status == 400)
    }
}
