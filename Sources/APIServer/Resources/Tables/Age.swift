import KubernetesAPI

/// Cells of server-rendered tables that many kinds share.
enum Cell {
    /// How long ago a time was, `<unknown>` without one.
    static func age(_ timestamp: JSONValue?, now: Double) -> JSONValue { .string(ageText(timestamp, now: now)) }

    static func ageText(_ timestamp: JSONValue?, now: Double) -> String {
        guard let time = timestamp?.string.flatMap({ Timestamp($0) }) else { return "<unknown>" }
        let passed = now - Double(time.seconds) - Double(time.nanoseconds) / 1e9
        return humanDuration(seconds: Int64(passed))
    }

    static func name(_ object: JSONValue) -> JSONValue { object["metadata", "name"] ?? "" }

    static func created(_ object: JSONValue, now: Double) -> JSONValue {
        age(object["metadata", "creationTimestamp"], now: now)
    }

    /// The text, or `placeholder` where there is none.
    static func text(_ value: JSONValue?, or placeholder: String = "<none>") -> JSONValue {
        let text = value?.string ?? ""
        return .string(text.isEmpty ? placeholder : text)
    }

    static func count(_ values: JSONValue?...) -> JSONValue {
        .number(JSONNumber(values.reduce(0) { $0 + ($1?.object?.count ?? $1?.array?.count ?? 0) }))
    }
}

extension TableColumn {
    static let name = TableColumn("Name", format: "name", description: "The name, unique within the namespace.")
    static let age = TableColumn("Age", description: "How long ago the object was created.")
}
