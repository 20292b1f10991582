import KubernetesAPI
import Testing

@testable import APIServer

private let now = Double(Timestamp("2026-11-21T06:00:00Z")?.seconds ?? 0)
private let created: JSONValue = "2026-11-21T05:00:00Z"

@Suite struct CSINodeTests {
    let strategy = CSINodeStrategy()

    static func csiNode(_ drivers: JSONValue...) -> JSONValue {
        [
            "kind": "CSINode", "apiVersion": "storage.k8s.io/v1",
            "metadata": ["name": "node", "creationTimestamp": created],
            "spec": ["drivers": .array(drivers)],
        ]
    }

    static let driver: JSONValue = ["name": "a.example.com", "nodeID": "n", "topologyKeys": ["example.com/zone"]]
    static let cases: [(JSONValue, [String])] = [
        (csiNode(), []),
        (csiNode(driver), []),
        (csiNode(["name": "A.Example.com", "nodeID": .string(String(repeating: "n", count: 256))]), []),
        (
            csiNode(["name": "a", "nodeID": .string(String(repeating: "n", count: 257))]),
            [
                "spec.drivers[0].nodeID: Invalid value: \"\(String(repeating: "n", count: 257))\": "
                    + "must be 256 characters or less"
            ]
        ),
        (
            csiNode(driver, driver, ["name": "b"]),
            [
                "spec.drivers[1].name: Duplicate value: \"a.example.com\"",
                "spec.drivers[2].nodeID: Required value",
            ]
        ),
        (
            csiNode(["name": "a", "nodeID": "n", "topologyKeys": ["z", "z"], "allocatable": ["count": -1]]),
            [
                "spec.drivers[0].allocatable.count: Invalid value: -1: must be greater than or equal to 0",
                "spec.drivers[0]: Duplicate value: \"z\"",
            ]
        ),
    ]

    @Test("what a CSINode may say", arguments: cases)
    func create(object: JSONValue, expected: [String]) {
        #expect(strategy.validateCreate(object).texts == expected)
    }

    @Test("drivers come and go, and stay as they are meanwhile")
    func update() throws {
        let one = Self.csiNode(Self.driver)
        let other: JSONValue = ["name": "b.example.com", "nodeID": "m", "topologyKeys": []]
        #expect(strategy.validateUpdate(Self.csiNode(Self.driver, other), old: one).isEmpty)
        #expect(strategy.validateUpdate(Self.csiNode(other), old: one).isEmpty)
        let changed = try edited(one, [("/spec/drivers/0/nodeID", "other")])
        #expect(strategy.validateUpdate(changed, old: one).map(\.field) == ["CSINodeDriver"])
        #expect(strategy.tableCells(one, now: now) == ["node", 1, "60m"])
    }
}
