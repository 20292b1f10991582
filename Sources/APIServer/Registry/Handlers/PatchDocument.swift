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
    /// The body as it came.
    let text: [UInt8]
    /// What a strict request may not have in the patch itself.
    let faults: [String]

    /// Throws 400 for a body that cannot be read.
    init(_ request: APIRequest, _ kind: Kind) throws(StatusError) {
        self.kind = kind
        text = request.body
        if kind == .apply {
            body = try Self.configuration(text)
            faults = []
            return
        }
        let duplicates: [String]
        do {
            (body, duplicates) = try JSONValue.parseFindingDuplicates(text)
        } catch {
            throw .badRequest("error decoding patch: \(error)")
        }
        switch (kind, body) {
        case (.json, .array), (.merge, .object), (.strategic, .object): break
        default: throw Self.wrongType(kind, body)
        }
        let known = ["op", "path", "from", "value"]
        let unknown = (kind == .json ? body.array ?? [] : []).enumerated().flatMap { index, operation in
            (operation.object?.keys ?? []).filter { !known.contains($0) }.map {
                "json patch unknown field \(quoted("[\(index)].\($0)"))"
            }
        }
        faults = duplicates.map { "\(kind == .json ? "json patch " : "")duplicate field \(quoted($0))" } + unknown
    }

    private static func wrongType(_ kind: Kind, _ body: JSONValue) -> StatusError {
        let expected = kind == .json ? "[]handlers.jsonPatchOp" : "map[string]interface {}"
        let text = "json: cannot unmarshal \(body.sort) into Go value of type \(expected)"
        return .badRequest(kind == .strategic ? text : "error decoding patch: \(text)")
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

extension JSONValue {
    /// The value as Go prints a map (`%+v`), which is how messages show a patch.
    var goText: String {
        switch self {
        case .null: "<nil>"
        case .bool(let value): String(value)
        case .number(let number): number.text
        case .string(let text): text
        case .array(let items): "[\(items.map(\.goText).joined(separator: " "))]"
        case .object(let object):
            "map[\(object.sorted().members.map { "\($0.key):\($0.value.goText)" }.joined(separator: " "))]"
        }
    }
}
