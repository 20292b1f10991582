import KubernetesAPI

/// The rows of `kubectl get events`.
enum EventTable {
    static let columns = [
        TableColumn("Last Seen", description: "When this was last observed."),
        TableColumn("Type", description: "Normal or Warning."),
        TableColumn("Reason", description: "Why the object's state changed, in one word."),
        TableColumn("Object", description: "The object this is about."),
        TableColumn("Subobject", description: "The part of the object this is about.", priority: 1),
        TableColumn("Source", description: "What reported this.", priority: 1),
        TableColumn("Message", description: "What happened."),
        TableColumn("First Seen", description: "When this was first observed.", priority: 1),
        TableColumn("Count", description: "How often this was observed.", priority: 1),
        TableColumn("Name", format: "name", description: "The name, unique within the namespace.", priority: 1),
    ]

    static func cells(_ event: JSONValue, now: Double) -> [JSONValue] {
        let first = Cell.ageText(present(event["firstTimestamp"]) ?? event["eventTime"], now: now)
        var last = present(event["lastTimestamp"]).map { Cell.ageText($0, now: now) } ?? first
        var count = event["count"]?.int64 ?? 0
        if let series = present(event["series"]) {
            last = Cell.ageText(series["lastObservedTime"], now: now)
            count = series["count"]?.int64 ?? 0
        } else if count == 0 {
            count = 1
        }
        let involved = event["involvedObject"]
        let kind = (involved?["kind"]?.string ?? "").lowercased(), name = involved?["name"]?.string ?? ""
        return [
            .string(last), event["type"] ?? "", event["reason"] ?? "", .string(name.isEmpty ? kind : "\(kind)/\(name)"),
            involved?["fieldPath"] ?? "", .string(source(event)), .string(trimmed(event["message"]?.string ?? "")),
            .string(first), .number(JSONNumber(count)), Cell.name(event),
        ]
    }

    private static func present(_ value: JSONValue?) -> JSONValue? { value == .null ? nil : value }

    private static func source(_ event: JSONValue) -> String {
        func text(_ value: JSONValue?, or other: JSONValue?) -> String {
            let own = value?.string ?? ""
            return own.isEmpty ? other?.string ?? "" : own
        }
        let component = text(event["source", "component"], or: event["reportingComponent"])
        let host = text(event["source", "host"], or: event["reportingInstance"])
        return host.isEmpty ? component : "\(component), \(host)"
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
