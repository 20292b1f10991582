import KubernetesAPI
import Testing

@testable import APIServer

private let now = Double(Timestamp("2026-11-21T06:00:00Z")?.seconds ?? 0)
private let created: JSONValue = "2026-11-21T05:00:00Z"

@Suite struct PriorityClassTests {
    let strategy = PriorityClassStrategy()

    static func priorityClass(_ name: String, _ members: JSONObject) -> JSONValue {
        var object: JSONValue = [
            "kind": "PriorityClass", "metadata": ["name": .string(name), "creationTimestamp": created],
            "preemptionPolicy": "PreemptLowerPriority",
        ]
        for (key, value) in members.members { object[key] = value }
        return object
    }

    private static let reserved =
        "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: "

    static let cases: [(JSONValue, [String])] = [
        (priorityClass("high", ["value": 1_000_000_000]), []),
        (priorityClass("low", ["value": -5, "preemptionPolicy": "Never"]), []),
        (
            priorityClass("high", ["value": 1_000_000_001]),
            ["value: Forbidden: maximum allowed value of a user defined priority is 1000000000"]
        ),
        (priorityClass("system-cluster-critical", ["value": 2_000_000_000]), []),
        (priorityClass("system-node-critical", ["value": 2_000_001_000]), []),
        (
            priorityClass("system-node-critical", ["value": 1]),
            [reserved + "value of system-node-critical PriorityClass must be 2000001000"]
        ),
        (
            priorityClass("system-node-critical", ["value": 2_000_001_000, "globalDefault": true]),
            [reserved + "globalDefault of system-node-critical PriorityClass must be false"]
        ),
        (priorityClass("system-mine", ["value": 1]), [reserved + "system-mine is not a known system priority class"]),
        (
            priorityClass("high", ["value": 1, "preemptionPolicy": "Sometimes"]),
            [
                "preemptionPolicy: Unsupported value: \"Sometimes\": supported values: \"PreemptLowerPriority\", \"Never\""
            ]
        ),
    ]

    @Test("what a priority class may say", arguments: cases)
    func create(object: JSONValue, expected: [String]) {
        #expect(strategy.validateCreate(object).texts == expected)
    }

    @Test("value and policy stay as they are, the rest may change")
    func update() throws {
        let old = Self.priorityClass("high", ["value": 1])
        let described = try edited(old, [("/description", "x"), ("/globalDefault", true)])
        #expect(strategy.validateUpdate(described, old: old).isEmpty)
        let changed = try edited(old, [("/value", 2), ("/preemptionPolicy", "Never")])
        #expect(
            strategy.validateUpdate(changed, old: old).texts == [
                "value: Forbidden: may not be changed in an update.",
                "preemptionPolicy: Invalid value: \"Never\": field is immutable",
            ])
    }

    @Test("the table of priority classes")
    func table() {
        let object = Self.priorityClass("high", ["value": 7])
        #expect(strategy.tableCells(object, now: now) == ["high", 7, false, "60m", "PreemptLowerPriority"])
        #expect(strategy.tableColumns.map(\.name) == ["Name", "Value", "Global-Default", "Age", "PreemptionPolicy"])
    }

    @Test("the system's own classes pass its rules", arguments: SystemPriorityClass.allCases)
    func system(_ own: SystemPriorityClass) {
        #expect(strategy.validateCreate(own.object).isEmpty)
    }
}

@Suite struct RuntimeClassTests {
    let strategy = RuntimeClassStrategy()

    static func runtimeClass(_ members: JSONObject) -> JSONValue {
        var object: JSONValue = [
            "kind": "RuntimeClass", "metadata": ["name": "crun", "creationTimestamp": created], "handler": "crun",
        ]
        for (key, value) in members.members { object[key] = value }
        return object
    }

    static let cases: [(JSONValue, [String])] = [
        (runtimeClass([:]), []),
        (
            runtimeClass([
                "overhead": ["podFixed": ["memory": "64Mi"]],
                "scheduling": ["nodeSelector": ["a": "b"], "tolerations": [["key": "k", "operator": "Exists"]]],
            ]), []
        ),
        (
            runtimeClass(["overhead": ["podFixed": ["memory": "-1"]]]),
            ["overhead.limits[memory]: Invalid value: \"-1\": must be greater than or equal to 0"]
        ),
        (
            runtimeClass(["scheduling": ["tolerations": [["key": "k", "operator": "Like"]]]]),
            [
                "scheduling.tolerations[0].operator: Unsupported value: \"Like\": supported values: \"Equal\", \"Exists\""
            ]
        ),
    ]

    @Test("what a runtime class may say", arguments: cases)
    func create(object: JSONValue, expected: [String]) {
        #expect(strategy.validateCreate(object).texts == expected)
    }

    @Test("the handler is a label and stays as it is")
    func handler() throws {
        let old = Self.runtimeClass([:])
        let bad = strategy.validateCreate(try edited(old, [("/handler", "Crun_2")]))
        #expect(bad.map(\.field) == ["handler"])
        let changed = try edited(old, [("/handler", "runc")])
        #expect(
            strategy.validateUpdate(changed, old: old).texts == ["handler: Invalid value: \"runc\": field is immutable"]
        )
        #expect(strategy.tableCells(old, now: now) == ["crun", "crun", "60m"])
    }
}
