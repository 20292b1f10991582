internal import KubernetesAPI
internal import KubernetesSchema
internal import Synchronization

/// The published schemas: version 2 in one document, version 3 in one per group and version. Made when first asked for, since
/// most clients never ask, and kept.
final class OpenAPIDocuments: Sendable {
    private struct Documents: Sendable {
        var index: Document
        var groups: [String: Document]
        var swagger: Document
        var swaggerProtobuf: Document
    }

    private let versions: ServedVersions
    private let version: String
    private let documents = Mutex<Documents?>(nil)

    init(_ versions: ServedVersions, version: String) {
        self.versions = versions
        self.version = version
    }

    /// - Parameter path: below `/openapi/`, without a slash at the end.
    func respond(to request: APIRequest, path: String) -> APIResponse? {
        let documents = documents.withLock { documents in
            let made = documents ?? make()
            documents = made
            return made
        }
        let accept = AcceptHeader(request.headers)
        if path == "/openapi/v2" {
            for type in accept.types {
                if GnosticDocument.acceptedTypes.contains(type.name) {
                    return documents.swaggerProtobuf.response(to: request)
                }
                if type.isJSON { return documents.swagger.response(to: request) }
            }
            return Document.notAcceptable(["application/json", GnosticDocument.contentType])
        }
        guard let document = path == "/openapi/v3" ? documents.index : documents.groups[path] else { return nil }
        guard accept.types.contains(where: \.isJSON) else { return Document.notAcceptable(["application/json"]) }
        return Self.immutable(document.response(to: request), document, request)
    }

    /// An address with the document's hash stays true for ever, as Kubernetes says of it.
    private static func immutable(_ response: APIResponse, _ document: Document, _ request: APIRequest) -> APIResponse {
        guard let hash = request.query["hash"] else { return response }
        guard hash == document.hash else {
            return APIResponse(status: 301, headers: ["Location": "\(request.path)?hash=\(document.hash)"])
        }
        var response = response
        response.headers["Cache-Control"] = "public, immutable"
        return response
    }

    private func make() -> Documents {
        let schemas = OpenAPISchemas(Schema.published)
        var groups: [String: Document] = [:]
        var index = JSONObject()
        for served in versions.versions {
            let document = Document(
                OpenAPIWriter(.v3, schemas: schemas).document([served], version: version))
            let path = "/openapi/v3" + served.path
            groups[path] = document
            index[String(served.path.dropFirst())] = ["serverRelativeURL": .string("\(path)?hash=\(document.hash)")]
        }
        let swagger = OpenAPIWriter(.v2, schemas: schemas).document(versions.versions, version: version)
        return Documents(
            index: Document(["paths": .object(index)]), groups: groups, swagger: Document(swagger),
            swaggerProtobuf: Document(bytes: GnosticDocument.encode(swagger), contentType: GnosticDocument.contentType))
    }
}
