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
                throw .unknownPatchType()
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
            (body, faults) = try Self.configuration(text)
            return
        }
        let value: JSONValue, duplicates: [String]
        do {
            (value, duplicates) = try JSONValue.parseFindingDuplicates(text)
        } catch {
            throw .badRequest(kind == .strategic ? "\(error)" : "error decoding patch: \(error)")
        }
        switch (kind, value) {
        case (.json, .array), (.merge, .object), (.strategic, .object): body = value
        // Go reads null as nothing, and only merge patches need a document.
        case (.json, .null): body = []
        case (.strategic, .null): body = [:]
        case (.merge, .null): throw .badRequest("Invalid JSON Patch")
        default: throw Self.wrongType(kind, value)
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

    /// The object that is applied, in YAML or JSON, and what stands twice in it.
    private static func configuration(_ bytes: [UInt8]) throws(StatusError) -> (JSONValue, duplicates: [String]) {
        let first: JSONValue, duplicates: [String]
        do {
            let (documents, lines) = try JSONValue.parseYAMLFindingDuplicates(String(decoding: bytes, as: UTF8.self))
            (first, duplicates) = (documents.first ?? [:], lines)
        } catch {
            throw .badRequest("error decoding YAML: error converting YAML to JSON: \(error)")
        }
        guard first.object == nil else { return (first, duplicates) }
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
        case .number(let number): Int64(number.text) == nil ? number.goFloat : number.text
        case .string(let text): text
        case .array(let items): "[\(items.map(\.goText).joined(separator: " "))]"
        case .object(let object):
            "map[\(object.sorted().members.map { "\($0.key):\($0.value.goText)" }.joined(separator: " "))]"
        }
    }
}

extension JSONNumber {
    /// As a float64, which Go makes of what is no int64.
    fileprivate var goFloat: String {
        let float = "\(Double(text) ?? 0)"
        return float.hasSuffix(".0") ? String(float.dropLast(2)) : float
    }
}
