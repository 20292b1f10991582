internal import KubernetesAPI
internal import KubernetesSchema

/// The body of a PATCH.
struct PatchDocument: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case json = "application/json-patch+json"
        case merge = "application/merge-patch+json"
        case strategic = "application/strategic-merge-patch+json"
    }

    let kind: Kind
    let body: JSONValue

    /// Throws 415 for a type of patch that is not served, 400 for a body that cannot be read.
    init(_ request: APIRequest) throws(StatusError) {
        guard let kind = Kind(rawValue: MediaType(request.headers["Content-Type"] ?? "").name) else {
            throw .unsupportedMediaType(accepted: Kind.allCases.map(\.rawValue))
        }
        self.kind = kind
        do {
            body = try JSONValue.parse(request.body)
        } catch {
            throw .badRequest("error decoding patch: \(error)")
        }
        if kind != .json, body.object == nil { throw .badRequest("error decoding patch: the patch is no JSON object") }
    }

    /// The tree with the patch applied. Throws `PatchError`.
    /// - Parameter type: its declaration in the schema.
    func applied(to tree: JSONValue, type: String) throws(PatchError) -> JSONValue {
        switch kind {
        case .json: try JSONPatch(body).applied(to: tree)
        case .merge: MergePatch.apply(body, to: tree)
        case .strategic: try StrategicMergePatch.apply(body, to: tree, type: type, schema: Schema.shared)
        }
    }
}
