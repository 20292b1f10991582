import Foundation
import KubernetesAPI

/// A difference from the reference that is meant, as a rule: it makes of the reference's answer the one that is expected, or
/// takes out of both what is not to be compared. The id is a heading in `known-differences.md`, where the reason stands.
struct KnownDifference: Sendable {
    let id: String
    let apply: @Sendable (_ expected: inout RecordedAnswer, _ answer: inout RecordedAnswer, _ step: Step) -> Void

    init(
        _ id: String, _ apply: @escaping @Sendable (inout RecordedAnswer, inout RecordedAnswer, Step) -> Void
    ) {
        self.id = id
        self.apply = apply
    }

    /// Objects of a kind, wherever they stand (alone, in lists, in tables, in the events of watches), as the reference would
    /// show them today.
    static func expecting(
        _ id: String, of kind: String, _ edit: @escaping @Sendable (inout JSONValue) -> Void
    ) -> KnownDifference {
        KnownDifference(id) { expected, _, _ in expected.editObjects(of: kind, edit) }
    }

    /// What a status says in words, as it would read today.
    static func rewording(_ id: String, _ edit: @escaping @Sendable (String) -> String) -> KnownDifference {
        expecting(id, of: "Status") { $0.editMessages(edit) }
    }

    /// Something of Mayfly's own in objects of a kind.
    static func overlooking(
        _ id: String, of kind: String, _ edit: @escaping @Sendable (inout JSONValue) -> Void
    ) -> KnownDifference {
        KnownDifference(id) { _, answer, _ in answer.editObjects(of: kind, edit) }
    }

    /// The ids that are headings of `known-differences.md`.
    static func documented() throws -> [String] {
        let text = try String(contentsOf: Corpus.directory.appending(path: "known-differences.md"), encoding: .utf8)
        return text.matches(of: #/(?m)^## ([a-z0-9-]+)$/#).map { String($0.1) }
    }
}

extension RecordedAnswer {
    mutating func editObjects(of kind: String, _ edit: (inout JSONValue) -> Void) {
        guard case .documents(let documents) = body else { return }
        body = .documents(documents.map { $0.editingObjects(of: kind, isElement: false, edit) })
    }
}

extension JSONValue {
    /// The message of a status and those of its causes.
    mutating func editMessages(_ edit: (String) -> String) {
        if let message = self["message"]?.string { self["message"] = .string(edit(message)) }
        guard var causes = self["details", "causes"]?.array else { return }
        for index in causes.indices {
            if let message = causes[index]["message"]?.string { causes[index]["message"] = .string(edit(message)) }
        }
        self["details"]?["causes"] = .array(causes)
    }

    /// - Parameter isElement: whether this stands in a list of that kind, where objects do not name it.
    fileprivate func editingObjects(of kind: String, isElement: Bool, _ edit: (inout JSONValue) -> Void) -> JSONValue {
        var value = self
        if self["kind"]?.string == kind || isElement { edit(&value) }
        for key in ["items", "rows"] {
            guard let elements = value[key]?.array else { continue }
            let areMeant = key == "items" && self["kind"]?.string == kind + "List"
            value[key] = .array(elements.map { $0.editingObjects(of: kind, isElement: areMeant, edit) })
        }
        if let object = value["object"] {
            value["object"] = object.editingObjects(of: kind, isElement: false, edit)
        }
        return value
    }
}

/// An answer that is expected instead of the reference's. The file begins with `# ID` lines, the differences it shows.
struct ExceptionalAnswer {
    let ids: [String]
    let answer: RecordedAnswer

    init?(of step: Step) throws {
        guard FileManager.default.fileExists(atPath: step.exception.path) else { return nil }
        let lines = try String(contentsOf: step.exception, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        let heads = lines.prefix { $0.hasPrefix("# ") }
        ids = heads.map { String($0.dropFirst(2)) }
        answer = try RecordedAnswer(parsing: lines.dropFirst(heads.count).joined(separator: "\n"))
    }
}
