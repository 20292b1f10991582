import KubernetesAPI
import Testing

@Suite("Status errors")
struct StatusErrorTests {
    private func text(_ error: StatusError) -> String { String(decoding: error.status.json.encoded(), as: UTF8.self) }

    @Test("a conflict is written as kube-apiserver writes it")
    func conflict() {
        #expect(
            text(.conflict(resource: "pods", name: "p1"))
                == #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Operation cannot be fulfilled on pods \"p1\": the object has been modified; please apply your changes to the latest version and try again","reason":"Conflict","details":{"name":"p1","kind":"pods"},"code":409}"#
        )
    }

    @Test(
        "messages, reasons and codes are those of Kubernetes",
        arguments: [
            (StatusError.notFound(resource: "pods", name: "nope"), 404, "NotFound", #"pods "nope" not found"#),
            (
                .alreadyExists(resource: "leases", group: "coordination.k8s.io", name: "x"), 409, "AlreadyExists",
                #"leases.coordination.k8s.io "x" already exists"#
            ),
            (.unknownResource(), 404, "NotFound", "the server could not find the requested resource"),
            (
                .methodNotAllowed(), 405, "MethodNotAllowed",
                "the server does not allow this method on the requested resource"
            ),
            (.expired(resourceVersion: 1, oldest: 340), 410, "Expired", "too old resource version: 1 (340)"),
            (
                .forbidden(resource: "pods", name: "p1", because: "no"), 403, "Forbidden",
                #"pods "p1" is forbidden: no"#
            ),
            (.forbidden(resource: "pods", because: "no"), 403, "Forbidden", "pods is forbidden: no"),
            (.forbidden(resource: "", because: "no"), 403, "Forbidden", "forbidden: no"),
            (.tooLarge(limit: 3_145_728), 413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728"),
            (
                .tooLargeResourceVersion(9, current: 2), 504, "Timeout",
                "Timeout: Too large resource version: 9, current: 2"
            ),
            (.internalError("x"), 500, "InternalError", "Internal error occurred: x"),
        ] as [(StatusError, Int, String, String)])
    func messages(_ error: StatusError, _ code: Int, _ reason: String, _ message: String) {
        #expect(error.code == code)
        #expect(error.reason == reason)
        #expect(error.description == message)
    }

    @Test("an unknown resource has empty details, by which clients tell it from a missing object")
    func emptyDetails() {
        #expect(StatusError.unknownResource().status.json["details"] == [:])
    }

    @Test("field errors stand alone or in brackets, equal ones once, each with its cause")
    func invalid() {
        let first = FieldError(.required, "spec.containers[0].name", "Required value")
        let second = FieldError(.forbidden, "spec", "Forbidden: no")
        let one = StatusError.invalid(kind: "Pod", name: "p", errors: [first])
        #expect(one.description == #"Pod "p" is invalid: spec.containers[0].name: Required value"#)
        let two = StatusError.invalid(kind: "Pod", name: "p", errors: [first, second, first])
        #expect(
            two.description
                == #"Pod "p" is invalid: [spec.containers[0].name: Required value, spec: Forbidden: no]"#)
        #expect(two.status.details?.causes.count == 3)
        #expect(two.status.details?.causes[1].reason == "FieldValueForbidden")
        #expect(two.status.details?.causes[1].field == "spec")
    }
}
