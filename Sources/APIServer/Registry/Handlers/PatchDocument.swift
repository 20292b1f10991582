internal import KubernetesAPI
internal import KubernetesSchema

/// The body of a PATCH.
struct PatchDocument: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case json = "application/json-patch+json"
        case merge = "application/merge-patch+json"
        case strategic = "application/strategic-merge-patch+json"
        case apply = "application/apply-patch+yaml"

        /// Throws 415 for a type of patch that is not served.
        init(_ request: APIRequest) throws(StatusError) {
            guard let kind = Kind(rawValue: MediaType(request.headers["Content-Type"] ?? "").name) else {
                throw .unsupportedMediaType(accepted: Kind.allCases.map(\.rawValue))
            }
            self = kind
        }
    }

    let kind: Kind
    let body: JSONValue

    /// Throws 400 for a body that cannot be read.
    init(_ request: APIRequest, _ kind: Kind) throws(StatusError) {
        self.kind = kind
        if kind == .apply {
            body = try Self.configuration(request.body)
            return
        }
        do {
            body = try JSONValue.parse(request.body)
        } catch {
            throw .badRequest("error decoding patch: \(error)")
        }
        if kind != .json, body.object == nil { throw .badRequest("error decoding patch: the patch is no JSON object") }
    }

    /// The object that is applied, in YAML or JSON.
    private static func configuration(_ bytes: [UInt8]) throws(StatusError) -> JSONValue {
        let first: JSONValue
        do {
            first = try JSONValue.parseYAML(String(decoding: bytes, as: UTF8.self)).first ?? [:]
        } catch {
            throw .badRequest("error decoding YAML: error converting YAML to JSON: \(error)")
        }
        guard first.object == nil else { return first }
        let mismatch = FieldTypeError(found: first, expected: "map[string]interface {}")
        throw .badRequest("error decoding YAML: error unmarshaling JSON: while decoding JSON: \(mismatch)")
    }

    /// The tree with the patch applied. Throws `PatchError`, or a `StatusError` for what cannot be applied.
    /// - Parameters:
    ///   - type: its declaration in the schema.
    ///   - force: whether an apply takes fields from others.
    func applied(to tree: JSONValue, type: String, by manager: FieldManager, force: Bool) throws -> JSONValue {
        switch kind {
        case .json: try JSONPatch(body).applied(to: tree)
        case .merge: MergePatch.apply(body, to: tree)
        case .strategic: try StrategicMergePatch.apply(body, to: tree, type: type, schema: Schema.shared)
        case .apply: try manager.apply(body, to: tree, force: force, now: .now)
        }
    }
}
