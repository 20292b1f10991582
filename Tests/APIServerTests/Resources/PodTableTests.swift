import KubernetesAPI
import Testing

@testable import APIServer

@Suite("A18: the table of pods") struct PodTableTests {
    static let now = Double(Timestamp("2026-11-21T06:00:00Z")?.seconds ?? 0)

    private static func status(_ name: String, _ state: JSONValue, ready: Bool = false, restarts: Int64 = 0)
        -> JSONValue
    {
        [
            "name": .string(name), "state": state, "ready": .bool(ready),
            "restartCount": .number(JSONNumber(restarts)),
        ]
    }

    private static let running: JSONValue = ["running": ["startedAt": "2026-11-21T05:00:00Z"]]
    private static func ended(_ code: Int64, _ reason: String = "", signal: Int64 = 0) -> JSONValue {
        [
            "terminated": [
                "exitCode": .number(JSONNumber(code)), "reason": .string(reason), "signal": .number(JSONNumber(signal)),
            ]
        ]
    }

    /// What is changed in the pod, and the cells Ready, Status, Restarts.
    static let cases: [([(String, JSONValue)], [JSONValue])] = [
        ([], ["0/1", "Pending", "0"]),
        ([("/status/reason", "Evicted")], ["0/1", "Evicted", "0"]),
        ([("/status/containerStatuses", [status("app", running, ready: true)])], ["1/1", "Pending", "0"]),
        (
            [
                ("/status/phase", "Running"),
                ("/status/containerStatuses", [status("app", running, ready: true, restarts: 2)]),
            ],
            ["1/1", "Running", "2"]
        ),
        (
            [("/status/containerStatuses", [status("app", ["waiting": ["reason": "ErrImagePull"]])])],
            ["0/1", "ErrImagePull", "0"]
        ),
        ([("/status/containerStatuses", [status("app", ended(3, "Error"))])], ["0/1", "Error", "0"]),
        ([("/status/containerStatuses", [status("app", ended(3))])], ["0/1", "ExitCode:3", "0"]),
        ([("/status/containerStatuses", [status("app", ended(137, signal: 9))])], ["0/1", "Signal:9", "0"]),
        (
            [
                ("/status/containerStatuses", [status("a", ended(0, "Completed")), status("b", running, ready: true)]),
                ("/spec/containers/-", container("b")), ("/status/phase", "Running"),
            ], ["1/2", "NotReady", "0"]
        ),
        (
            [
                ("/status/containerStatuses", [status("a", ended(0, "Completed")), status("b", running, ready: true)]),
                ("/spec/containers/-", container("b")), ("/status/conditions", [["type": "Ready", "status": "True"]]),
            ], ["1/2", "Running", "0"]
        ),
        (
            [
                ("/spec/initContainers", [container("i"), container("j")]),
                ("/status/initContainerStatuses", [status("i", ended(0, "Completed")), status("j", running)]),
            ], ["0/1", "Init:1/2", "0"]
        ),
        (
            [
                ("/spec/initContainers", [container("i")]),
                ("/status/initContainerStatuses", [status("i", ended(1, "Error"), restarts: 4)]),
            ], ["0/1", "Init:Error", "4"]
        ),
        (
            [("/spec/initContainers", [container("i")]), ("/status/initContainerStatuses", [status("i", ended(2))])],
            ["0/1", "Init:ExitCode:2", "0"]
        ),
        (
            [
                ("/spec/initContainers", [container("i")]),
                ("/status/initContainerStatuses", [status("i", ["waiting": ["reason": "CrashLoopBackOff"]])]),
            ], ["0/1", "Init:CrashLoopBackOff", "0"]
        ),
        (
            [
                ("/spec/initContainers", [container("i")]),
                ("/status/initContainerStatuses", [status("i", ["waiting": ["reason": "PodInitializing"]])]),
            ], ["0/1", "Init:0/1", "0"]
        ),
        (
            [
                ("/spec/initContainers", [container("side", adding: ["restartPolicy": "Always"])]),
                (
                    "/status/initContainerStatuses",
                    [["name": "side", "state": running, "ready": true, "started": true, "restartCount": 1]]
                ),
                ("/status/containerStatuses", [status("app", running, ready: true, restarts: 2)]),
                ("/status/phase", "Running"),
            ], ["2/2", "Running", "3"]
        ),
        ([("/metadata/deletionTimestamp", "2026-11-21T06:00:30Z")], ["0/1", "Terminating", "0"]),
        (
            [("/metadata/deletionTimestamp", "2026-11-21T06:00:30Z"), ("/status/phase", "Succeeded")],
            ["0/1", "Succeeded", "0"]
        ),
        (
            [("/metadata/deletionTimestamp", "2026-11-21T06:00:30Z"), ("/status/reason", "NodeLost")],
            ["0/1", "Unknown", "0"]
        ),
        (
            [("/status/conditions", [["type": "PodScheduled", "status": "False", "reason": "SchedulingGated"]])],
            ["0/1", "SchedulingGated", "0"]
        ),
        (
            [
                (
                    "/status/containerStatuses",
                    [
                        [
                            "name": "app", "state": running, "ready": true, "restartCount": 1,
                            "lastState": ["terminated": ["exitCode": 1, "finishedAt": "2026-11-21T05:55:00Z"]],
                        ]
                    ]
                ), ("/status/phase", "Running"),
            ], ["1/1", "Running", "1 (5m ago)"]
        ),
        (
            [
                ("/spec/ephemeralContainers", [container("dbg")]), ("/status/phase", "Running"),
                ("/status/containerStatuses", [status("app", running, ready: true)]),
                ("/status/ephemeralContainerStatuses", [status("dbg", ended(1, "Error"), restarts: 9)]),
            ], ["1/1", "Running", "0"]
        ),
    ]

    @Test(
        "A7, A18: ready, status and restarts are told as kubectl does; ephemeral containers count nowhere",
        arguments: cases)
    func cells(edits: [(String, JSONValue)], expected: [JSONValue]) throws {
        let cells = PodTable.cells(try edited(plainPod, edits), now: Self.now)
        #expect(cells.count == PodTable.columns.count)
        #expect(Array(cells[1...3]) == expected)
    }

    @Test("A18: the wide columns and the age")
    func wide() throws {
        let pod = try edited(
            plainPod,
            [
                ("/metadata/creationTimestamp", "2026-11-21T05:58:00Z"), ("/status/podIPs", [["ip": "10.85.0.2"]]),
                ("/spec/nodeName", "n1"), ("/spec/readinessGates", [["conditionType": "a"], ["conditionType": "b"]]),
                ("/status/conditions", [["type": "a", "status": "True"]]),
            ])
        #expect(
            PodTable.cells(pod, now: Self.now) == [
                "p1", "0/1", "Pending", "0", "2m", "10.85.0.2", "n1", "<none>", "1/2",
            ])
        #expect(
            PodTable.cells(plainPod, now: Self.now).suffix(5) == ["<unknown>", "<none>", "<none>", "<none>", "<none>"])
        #expect(PodTable.columns.map(\.priority) == [0, 0, 0, 0, 0, 1, 1, 1, 1])
    }

    @Test("A18: rows of finished pods carry the condition Completed")
    func conditions() throws {
        let strategy = PodStrategy(gates: FeatureGates())
        #expect(strategy.tableRowConditions(plainPod).isEmpty)
        for (phase, message) in [("Succeeded", "The pod has completed successfully."), ("Failed", "The pod failed.")] {
            let pod = try edited(plainPod, [("/status/phase", .string(phase))])
            let condition: JSONValue = [
                "type": "Completed", "status": "True", "reason": .string(phase), "message": .string(message),
            ]
            #expect(strategy.tableRowConditions(pod) == [condition])
        }
    }

    @Test("the fields that selectors may name")
    func fields() throws {
        let pod = try edited(plainPod, [("/spec/nodeName", "n1"), ("/status/podIP", "10.85.0.2")])
        let fields = PodStrategy(gates: FeatureGates()).selectableFields(pod)
        #expect(fields["spec.nodeName"] == "n1")
        #expect(fields["status.phase"] == "Pending")
        #expect(fields["status.podIP"] == "10.85.0.2")
        #expect(fields["spec.hostNetwork"] == "false")
        #expect(try FieldSelector(parsing: "spec.nodeName=n1,status.phase!=Running").matches(fields))
    }
}
