import KubernetesAPI
import Testing

@testable import APIServer

@Suite struct EventsV1Tests {
    let strategy = EventsV1Strategy()

    /// As a client of events.k8s.io creates it.
    static let event: JSONValue = [
        "kind": "Event", "apiVersion": "events.k8s.io/v1", "metadata": ["name": "e", "namespace": "default"],
        "eventTime": "2026-11-21T05:50:00.000000Z", "reportingController": "example.com/c", "reportingInstance": "c-1",
        "action": "Doing", "reason": "Done", "regarding": ["kind": "Pod", "name": "p", "namespace": "default"],
        "note": "it is done", "type": "Normal",
    ]

    @Test("the two forms say the same, whichever comes first")
    func conversion() throws {
        let core = try EventConversion.toCore(Self.event)
        #expect(core["apiVersion"] == "v1")
        #expect(core["involvedObject", "name"] == "p")
        #expect(core["message"] == "it is done")
        #expect(core["reportingComponent"] == "example.com/c")
        #expect(core["source"] == [:])
        let back = try EventConversion.toEventsV1(core)
        #expect(try EventConversion.toCore(back) == core)
        let old: JSONValue = [
            "kind": "Event", "apiVersion": "v1", "metadata": ["name": "e"], "involvedObject": ["kind": "Pod"],
            "source": ["component": "kubelet"], "firstTimestamp": "2026-11-21T05:50:00Z", "count": 3,
        ]
        let new = try EventConversion.toEventsV1(old)
        #expect(new["deprecatedSource"] == ["component": "kubelet"])
        #expect(new["deprecatedFirstTimestamp"] == "2026-11-21T05:50:00Z")
        #expect(new["deprecatedCount"] == 3)
        #expect(new["regarding"] == ["kind": "Pod"])
    }

    static let cases: [(edits: [(String, JSONValue)], expected: [String])] = [
        ([], []),
        ([("/eventTime", .null)], ["eventTime: Required value"]),
        ([("/type", "Odd")], ["type: Invalid value: \"\": has invalid value: Odd"]),
        ([("/deprecatedCount", 1)], ["count: Invalid value: \"\": needs to be unset"]),
        ([("/deprecatedSource", ["host": "h"])], ["source: Invalid value: \"\": needs to be unset"]),
        (
            [("/deprecatedFirstTimestamp", "2026-11-21T05:50:00Z")],
            ["firstTimestamp: Invalid value: \"\": needs to be unset"]
        ),
        ([("/action", "")], ["action: Required value"]),
        ([("/reason", "")], ["reason: Required value"]),
        ([("/reportingInstance", "")], ["reportingInstance: Required value"]),
        (
            [("/note", .string(String(repeating: "x", count: 1025)))],
            ["message: Invalid value: \"\": can have at most 1024 characters"]
        ),
        (
            [("/series", ["count": 1, "lastObservedTime": nil])],
            [
                "series.count: Invalid value: \"\": should be at least 2", "series.lastObservedTime: Required value",
            ]
        ),
    ]

    @Test("events.k8s.io demands what the core group does not", arguments: cases.indices)
    func create(index: Int) throws {
        let (edits, expected) = Self.cases[index]
        let event = try edited(Self.event, edits)
        #expect(strategy.validateCreate(event).texts == expected)
    }

    @Test("only the series of an event may go on")
    func update() throws {
        let series = try edited(
            Self.event, [("/series", ["count": 2, "lastObservedTime": "2026-11-21T05:51:00.000000Z"])])
        #expect(strategy.validateUpdate(series, old: Self.event).isEmpty)
        let changed = try edited(Self.event, [("/note", "other"), ("/reportingController", "d")])
        #expect(
            strategy.validateUpdate(changed, old: Self.event).texts == [
                "message: Invalid value: \"other\": field is immutable",
                "reportingController: Invalid value: \"d\": field is immutable",
            ])
    }

    @Test("an event with a time of its own has to say who reports it, in the core group too")
    func legacy() {
        let texts = EventStrategy().validateCreate([
            "metadata": ["name": "e", "namespace": "default"], "eventTime": "2026-11-21T05:50:00.000000Z",
        ]).texts
        #expect(texts.contains("reportingController: Required value"))
        #expect(texts.contains("action: Required value"))
    }
}
