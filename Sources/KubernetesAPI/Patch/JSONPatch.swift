/// A JSON patch (RFC 6902): operations done in order, all or none.
public struct JSONPatch: Sendable, Equatable {
    enum Action: Sendable, Equatable {
        case add(JSONValue), replace(JSONValue), test(JSONValue), remove
        case move(from: JSONPointer), copy(from: JSONPointer)
    }

    struct Operation: Sendable, Equatable {
        var action: Action
        var path: JSONPointer
    }

    var operations: [Operation]

    /// The most operations one patch may hold, as in Kubernetes.
    static let maximumOperations = 10_000

    /// The most JSON values all `copy` operations of a patch may add, so that repeated copies cannot blow a document up.
    static let maximumCopiedValues = 200_000

    /// Reads a patch document. Throws ``PatchError``: malformed if it is no list of objects, unprocessable for an operation
    /// that cannot be.
    public init(_ json: JSONValue) throws(PatchError) {
        guard case .array(let items) = json else {
            throw .malformed("a JSON patch must be a list of operations")
        }
        guard items.count <= Self.maximumOperations else {
            throw .tooLarge(
                "The allowed maximum operations in a JSON patch is \(Self.maximumOperations), got \(items.count)")
        }
        var operations: [Operation] = []
        for item in items {
            guard case .object(let members) = item else {
                throw .malformed(
                    "error decoding patch: json: cannot unmarshal \(item.sort) into Go value of type handlers.jsonPatchOp"
                )
            }
            operations.append(try Operation(members))
        }
        self.operations = operations
    }

    /// The first member names the patch writes to (`["ephemeralContainers"]`), which tell the API generations apart.
    public var topLevelKeys: Set<String> {
        Set(operations.compactMap(\.path.tokens.first))
    }

    /// The document with every operation done. Throws ``PatchError``.
    public func applied(to document: JSONValue) throws(PatchError) -> JSONValue {
        var document = document
        var copied = 0
        for operation in operations {
            let path = operation.path
            switch operation.action {
            case .add(let value): try document.add(value, at: path.tokens[...])
            case .remove: try document.remove(at: path.tokens[...])
            case .replace(let value):
                try document.replace(with: value, at: path.tokens[...])
            case .move(let from):
                guard from == path || !from.contains(path) else {
                    throw .unprocessable("a value cannot be moved into itself")
                }
                let value = try document.value(at: from)
                try document.remove(at: from.tokens[...])
                try document.add(value, at: path.tokens[...])
            case .copy(let from):
                let value = try document.member(at: from)
                copied += value.countOfValues
                guard copied <= Self.maximumCopiedValues else {
                    throw .unprocessable("the patch copies too much")
                }
                try document.add(value, at: path.tokens[...])
            case .test(let expected):
                // As in Kubernetes a missing value passes for null.
                let actual = expected == .null ? (try? document.value(at: path)) ?? .null : try document.value(at: path)
                guard actual.equalsAsJSON(expected) else {
                    throw .unprocessable("testing value \(path.text) failed")
                }
            }
        }
        return document
    }
}

extension JSONPatch.Operation {
    init(_ members: JSONObject) throws(PatchError) {
        guard let name = members["op"]?.string else { throw .unprocessable("operation without \"op\"") }
        guard let text = members["path"]?.string else { throw .unprocessable("operation \(name) without \"path\"") }
        path = try JSONPointer(text)
        // The document as a whole cannot be addressed in Kubernetes.
        if path.tokens.isEmpty { throw .unprocessable("operation \(name) on the whole document") }
        switch name {
        case "remove": action = .remove
        case "add", "replace", "test":
            let value = members["value"] ?? .null
            action = name == "add" ? .add(value) : name == "replace" ? .replace(value) : .test(value)
        case "move", "copy":
            guard let source = members["from"]?.string else {
                throw .unprocessable("operation \(name) without \"from\"")
            }
            let from = try JSONPointer(source)
            action = name == "move" ? .move(from: from) : .copy(from: from)
        default: throw .unprocessable("unknown operation \(quoted(name))")
        }
    }
}

extension JSONPointer {
    /// The path for messages.
    var text: String { tokens.map { "/\($0)" }.joined() }
}
