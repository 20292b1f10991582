import KubernetesAPI
import KubernetesSchema

/// The two forms of events. One is stored, that of the core group; the other says the same in other words.
enum EventConversion {
    /// What the members are called in the core group and in events.k8s.io.
    private static let names = [
        ("involvedObject", "regarding"), ("message", "note"), ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"), ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"), ("reportingComponent", "reportingController"),
    ]
    private static let toCoreNames = Dictionary(uniqueKeysWithValues: names.map { ($1, $0) })
    private static let toEventsV1Names = Dictionary(uniqueKeysWithValues: names)

    static func toCore(_ event: JSONValue) throws -> JSONValue {
        try renamed(event, toCoreNames, apiVersion: "v1", type: "Event")
    }

    static func toEventsV1(_ event: JSONValue) throws -> JSONValue {
        try renamed(event, toEventsV1Names, apiVersion: "events.k8s.io/v1", type: "EventsV1Event")
    }

    /// The canonical form puts members in order and leaves out what the other form leaves out.
    private static func renamed(
        _ event: JSONValue, _ names: [String: String], apiVersion: String, type: String
    ) throws -> JSONValue {
        var result = JSONObject()
        for (key, value) in event.object?.members ?? [] { result[names[key] ?? key] = value }
        result["apiVersion"] = .string(apiVersion)
        return try Schema.shared.canonical(.object(result), as: type).value
    }
}
