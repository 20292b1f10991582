import Foundation
import KubernetesAPI

/// An answer as far as it is compared. Written to a file like a request: status, headers, blank line, body, with JSON bodies
/// indented and their keys sorted.
struct RecordedAnswer: Equatable {
    enum Body: Equatable {
        /// One document, or the events of a watch.
        case documents([JSONValue])
        case text(String)
    }

    /// The headers that are compared, where they are sent.
    static let headerNames = ["Allow", "Content-Type", "Retry-After", "Warning"]

    var status: Int
    var headers: [(name: String, value: String)]
    var body: Body

    static func == (left: Self, right: Self) -> Bool { left.text == right.text }

    /// What came over the wire, as it came.
    init(_ response: APIResponse, body: [UInt8]) {
        status = response.status
        headers = Self.headerNames.flatMap { name in response.headers.all(name).map { (name, $0) } }
        let text = String(decoding: body, as: UTF8.self)
        self.body = Self.documents(text, response.headers["Content-Type"] ?? "").map { .documents($0) } ?? .text(text)
    }

    /// Reads what ``text`` has written.
    init(parsing file: String) throws {
        let parts = file.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
        var lines = (parts.first ?? "").split(separator: "\n")[...]
        guard let status = lines.popFirst().flatMap({ Int($0) }) else { throw CorpusError("no status in the answer") }
        self.status = status
        headers = lines.map { line in
            let field = line.split(separator: ":", maxSplits: 1)
            return (String(field[0]), String(field.count > 1 ? field[1].drop { $0 == " " } : ""))
        }
        let text = parts.count > 1 ? String(parts[1].hasSuffix("\n") ? parts[1].dropLast() : parts[1]) : ""
        let type = headers.first { $0.name == "Content-Type" }?.value ?? ""
        // Bodies are JSON in the files, whatever they were on the wire.
        body =
            Self.documents(text, type.isEmpty || type.hasPrefix("text/") ? type : "application/json")
            .map { .documents($0) } ?? .text(text)
    }

    var text: String {
        var text = "\(status)\n" + headers.map { "\($0.name): \($0.value)\n" }.joined() + "\n"
        switch body {
        case .text(let body): text += body + "\n"
        case .documents(let documents):
            for document in documents {
                text += String(decoding: document.sortedByKeys.encoded(pretty: true), as: UTF8.self) + "\n"
            }
        }
        return text
    }

    /// The JSON documents of a body; nil where it is none.
    private static func documents(_ text: String, _ type: String) -> [JSONValue]? {
        do {
            if type.hasPrefix("application/yaml") { return try JSONValue.parseYAML(text) }
            guard type.hasPrefix("application/json"), !text.isEmpty else { return nil }
            if let one = try? JSONValue.parse(Array(text.utf8)) { return [one] }  // else it may be several
            // A watch's events stand in lines; in a file each ends in a line of one brace.
            let ends = text.contains("\n}\n") || text.hasSuffix("\n}") ? "\n}\n" : "\n"
            return try (text + "\n").split(separator: ends).filter { $0 != "\n" }.map {
                try JSONValue.parse(Array(($0 + (ends == "\n" ? "" : "\n}")).utf8))
            }
        } catch {
            return nil
        }
    }
}

extension JSONValue {
    /// The same with the members of all objects sorted.
    var sortedByKeys: JSONValue {
        switch self {
        case .array(let elements): return .array(elements.map(\.sortedByKeys))
        case .object(let object):
            return .object(JSONObject(object.sorted().members.map { (key: $0.key, value: $0.value.sortedByKeys) }))
        default: return self
        }
    }
}
