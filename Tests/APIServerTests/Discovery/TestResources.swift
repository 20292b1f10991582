import APIServer
import KubernetesAPI
import StreamProtocols

/// A strategy that lets everything through, for tests of what surrounds strategies.
struct PlainStrategy: ResourceStrategy {
    func prepareForCreate(_ object: inout JSONValue) {}
    func validateCreate(_ object: JSONValue) -> [FieldError] { [] }
    func prepareForUpdate(_ new: inout JSONValue, old: JSONValue) {}
    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] { [] }
    func bumpsGeneration(_ new: JSONValue, old: JSONValue) -> Bool { false }
    func selectableFields(_ object: JSONValue) -> [String: String] { [:] }
    var tableColumns: [TableColumn] { [] }
    func tableCells(_ object: JSONValue, now: Double) -> [JSONValue] { [] }
    func tableRowConditions(_ object: JSONValue) -> [JSONValue] { [] }
    func gracePeriodForDeletion(_ object: JSONValue, requested: Int64?) -> Int64 { 0 }
}

struct PlainSubresource: SubresourceStrategy {
    func project(_ parent: JSONValue, for client: ClientGeneration) -> JSONValue { parent }
    func merge(_ body: JSONValue, into parent: JSONValue, for client: ClientGeneration) throws -> JSONValue { body }
    func validate(_ new: JSONValue, old: JSONValue, for client: ClientGeneration) -> [FieldError] { [] }
    func generation(of request: APIRequest, body: JSONValue?) -> ClientGeneration { .current }
}

let testResources = [
    ResourceDefinition(
        group: "", version: "v1", kind: "Pod", resource: "pods", singular: "pod", shortNames: ["po"],
        categories: ["all"],
        namespaced: true,
        verbs: ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"], schemaType: "Pod",
        strategy: PlainStrategy(),
        subresources: [
            SubresourceDefinition(name: "log", kind: "Pod", verbs: ["get"]),
            SubresourceDefinition(name: "exec", kind: "PodExecOptions", verbs: ["create", "get"]),
            SubresourceDefinition(
                name: "ephemeralcontainers", kind: "Pod", verbs: ["get", "patch", "update"],
                strategy: PlainSubresource()),
        ]),
    ResourceDefinition(
        group: "", version: "v1", kind: "Namespace", resource: "namespaces", singular: "namespace", shortNames: ["ns"],
        namespaced: false, verbs: ["create", "delete", "get", "list", "patch", "update", "watch"],
        schemaType: "Namespace", strategy: PlainStrategy()),
    ResourceDefinition(
        group: "coordination.k8s.io", version: "v1", kind: "Lease", resource: "leases", singular: "lease",
        namespaced: true,
        verbs: ["create", "delete", "get", "list", "patch", "update", "watch"], schemaType: "Lease",
        strategy: PlainStrategy()),
]

/// Serves the documents of the test resources, one pod, and sessions in it.
struct DocumentsHandler: RequestHandler {
    let documents = APIDocuments(testResources, version: "0.1.0")
    var session: (any PreparedTestSession)?

    func respond(to request: APIRequest, from connection: ConnectionIdentity) async -> APIResponse {
        if let response = documents.respond(to: request) { return response }
        if request.path == "/api/v1/namespaces/default/pods/web" {
            let pod: JSONValue = [
                "kind": "Pod", "apiVersion": "v1", "metadata": ["name": "web", "namespace": "default"],
                "spec": ["containers": [["name": "app", "image": "app", "stdin": true]]],
                "status": ["phase": "Running"],
            ]
            return APIResponse(status: 200, headers: ["Content-Type": "application/json"], body: .bytes(pod.encoded()))
        }
        let missing = StatusError.unknownResource()
        return APIResponse(
            status: 404, headers: ["Content-Type": "application/json"], body: .bytes(missing.status.json.encoded()))
    }

    func prepareUpgrade(_ request: APIRequest, from connection: ConnectionIdentity) async -> UpgradeDecision {
        guard let session else {
            let refusal = StatusError.notFound(resource: "pods", name: "gone")
            return .refuse(
                APIResponse(
                    status: 404, headers: ["Content-Type": "application/json"],
                    body: .bytes(refusal.status.json.encoded())))
        }
        let flags = Set(["stdin", "stdout", "stderr", "tty"].filter { request.query[$0] == "true" })
        return .accept(
            session,
            .init(
                stdin: flags.contains("stdin"), stdout: flags.contains("stdout"), stderr: flags.contains("stderr"),
                tty: flags.contains("tty")))
    }
}
