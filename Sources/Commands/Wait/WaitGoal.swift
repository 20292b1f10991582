internal import KubernetesAPI

/// What `wait --for` waits for.
enum WaitGoal: Sendable, Equatable {
    case deletion
    case creation
    case condition(type: String, status: String)
    /// The value at a path of member names and list positions; nil: any.
    case field(path: [String], value: String?)

    /// Throws a ``CommandFailure`` in kubectl's words.
    init(_ text: String) throws {
        let lowered = text.lowercased()
        if lowered == "delete" {
            self = .deletion
        } else if lowered == "create" {
            self = .creation
        } else if lowered.hasPrefix("condition=") {
            let parts = text.dropFirst("condition=".count).split(separator: "=", maxSplits: 1).map(String.init)
            guard let type = parts.first else { throw CommandFailure("error: the condition of --for is missing") }
            self = .condition(type: type, status: parts.count > 1 ? parts[1] : "True")
        } else if lowered.hasPrefix("jsonpath=") {
            self = try .field(jsonPath: String(text.dropFirst("jsonpath=".count)))
        } else {
            throw CommandFailure("error: unrecognized condition: \"\(text)\"")
        }
    }

    /// Reads the plain form of JSONPath, `{.status.containerStatuses[0].ready}=true`.
    private static func field(jsonPath text: String) throws -> WaitGoal {
        guard text.hasPrefix("{"), let end = text.firstIndex(of: "}") else {
            throw CommandFailure(
                "error: the path of --for=jsonpath must stand in braces, like '{.status.phase}'=Running")
        }
        let path = text[text.index(after: text.startIndex)..<end].split { $0 == "." || $0 == "[" || $0 == "]" }.map(
            String.init)
        let rest = text[text.index(after: end)...]
        guard rest.isEmpty || rest.hasPrefix("=") else {
            throw CommandFailure(
                "error: jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'"
            )
        }
        return .field(path: path, value: rest.isEmpty ? nil : String(rest.dropFirst()))
    }

    /// Whether an object that is not there is a state to wait on.
    var acceptsAbsence: Bool { self == .deletion || self == .creation }

    func isMet(by object: JSONValue?) -> Bool {
        switch self {
        case .deletion: return object == nil
        case .creation: return object != nil
        case .condition(let type, let status):
            let condition = object?["status", "conditions"]?.array?.first {
                $0["type"]?.string?.lowercased() == type.lowercased()
            }
            return condition?["status"]?.string?.lowercased() == status.lowercased()
        case .field(let path, let value):
            let found = path.reduce(object) { current, step in
                Int(step).flatMap { index in
                    current?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
                } ?? current?[step]
            }
            guard let found else { return false }
            return value == nil || value == (found.string ?? String(decoding: found.encoded(), as: UTF8.self))
        }
    }
}
