import Foundation
import KubernetesAPI

/// Takes out of answers what differs from run to run. The README of the corpus lists what it does; nothing is dropped
/// elsewhere. One normalizer serves one scenario: of uids and versions it tells in which answer they came up first, so that it still
/// shows which of them are equal.
struct Normalizer {
    private var uids: [String: String] = [:]
    private var versions: [String: String] = [:]
    private var number = ""
    private let days: [String]
    private let keepsManagedFields: Bool

    init(scenario: String, now: Date = Date()) {
        days = [-86400.0, 0, 86400].map { String(now.addingTimeInterval($0).ISO8601Format().prefix(10)) }
        keepsManagedFields = scenario.hasPrefix("apply/")
    }

    /// - Parameter number: of the request that was answered.
    mutating func normalize(_ answer: inout RecordedAnswer, to number: String) {
        self.number = number
        switch answer.body {
        case .text(let text): answer.body = .text(normalized(text))
        case .documents(let documents): answer.body = .documents(documents.map { normalized($0) })
        }
        for index in answer.headers.indices { answer.headers[index].value = normalized(answer.headers[index].value) }
    }

    private mutating func normalized(_ value: JSONValue, isCollection: Bool = false) -> JSONValue {
        switch value {
        case .string(let text): return .string(normalized(text))
        case .array(let elements): return .array(elements.map { normalized($0, isCollection: isCollection) })
        case .object(let object): return .object(normalized(object, isCollection: isCollection))
        default: return value
        }
    }

    private mutating func normalized(_ object: JSONObject, isCollection: Bool) -> JSONObject {
        let kind = object["kind"]?.string ?? ""
        let isCollection = isCollection || kind.hasSuffix("List") || kind == "Table"
        var result = JSONObject()
        for (key, value) in object.sorted().members {
            switch (key, value) {
            case ("metadata", .object(let metadata)):
                result[key] = .object(normalized(metadata: metadata, isCollection: isCollection))
            case ("object", .object(var bookmark)) where object["type"] == "BOOKMARK":
                bookmark["metadata"]?["resourceVersion"] = "VERSION"
                result[key] = .object(normalized(bookmark, isCollection: false))
            case ("cells", .array(let cells)): result[key] = .array(cells.map(age))
            case ("storageVersionHash", _), ("serverAddress", _), ("hash", _): result[key] = .string(key.uppercased())
            default: result[key] = normalized(value)
            }
        }
        return result
    }

    private mutating func normalized(metadata: JSONObject, isCollection: Bool) -> JSONObject {
        var metadata = metadata
        if let version = metadata["resourceVersion"]?.string, !version.isEmpty {
            metadata["resourceVersion"] = .string(isCollection ? "VERSION" : known(version))
        }
        if let token = metadata["continue"]?.string, !token.isEmpty { metadata["continue"] = "TOKEN" }
        if let base = metadata["generateName"]?.string, let name = metadata["name"]?.string, name.hasPrefix(base),
            name.count == base.count + 5
        {
            metadata["name"] = .string(base + "xxxxx")
            // The label that repeats it.
            if metadata["labels"]?["kubernetes.io/metadata.name"]?.string == name {
                metadata["labels"]?["kubernetes.io/metadata.name"] = .string(base + "xxxxx")
            }
        }
        metadata["selfLink"] = nil
        // Within one second their order is that of the managers' names, else that of the times.
        let entries = keepsManagedFields ? metadata["managedFields"]?.array : nil
        metadata["managedFields"] = entries.map { .array($0.sorted { Self.manager($0) < Self.manager($1) }) }
        return normalized(metadata, isCollection: false)
    }

    private static func manager(_ entry: JSONValue) -> String {
        ["manager", "operation", "subresource"].map { entry[$0]?.string ?? "" }.joined(separator: " ")
    }

    private mutating func known(_ version: String) -> String {
        defer { versions[version] = versions[version] ?? number }
        return named("VERSION", by: versions[version])
    }

    private func named(_ what: String, by earlier: String?) -> String {
        earlier.map { $0 == number ? what : "\(what) of \($0)" } ?? what
    }

    /// What a table tells of an age, of the corpus' own fixed times too: that of 2020 grows by a day every day.
    private func age(_ cell: JSONValue) -> JSONValue {
        cell.string?.wholeMatch(of: #/(\d+[ydhms])+/#) == nil ? cell : "AGE"
    }

    private mutating func normalized(_ text: String) -> String {
        // Most strings are short words; looking at the length first makes a replay several times as fast.
        guard text.utf8.count >= 9 else { return text }
        var text = text
        if text.utf8.count >= 36 {
            text.replace(#/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/#) { match in
                let uid = String(match.0)
                defer { uids[uid] = uids[uid] ?? number }
                return named("UID", by: uids[uid])
            }
        }
        if text.utf8.count >= 20, text.contains(":") {
            let days = days
            text.replace(#/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/#) { match in
                days.contains(String(match.0.prefix(10))) ? "TIME" : String(match.0)
            }
        }
        if text.contains("gen") || text.contains("Gen_") {
            text.replace(#/\b(gen[-.]|Gen_)[a-z0-9]{5}\b/#) { "\($0.1)xxxxx" }
        }
        if text.contains("0xc") { text.replace(#/0xc[0-9a-f]{6,}/#) { _ in "ADDRESS" } }
        if text.contains(", error found in #") { text.replace(#/(?s), error found in #\d+ byte of .*$/#) { _ in "" } }
        if text.contains("esource version: ") {
            text.replace(#/resource version: \d+, current: \d+/#) { _ in "resource version: VERSION, current: VERSION" }
            text.replace(#/resource version: (\d+) \(\d+\)/#) { "resource version: \($0.1) (VERSION)" }
        }
        if text.contains(" in record (") {
            text.replace(#/in (the precondition|record) \(\d+\)/#) { "in \($0.1) (VERSION)" }
        }
        return text
    }
}
