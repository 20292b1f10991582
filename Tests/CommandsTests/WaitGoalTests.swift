import KubernetesAPI
import Testing

@testable import Commands

@Suite struct WaitGoalTests {
    static let pod: JSONValue = [
        "status": [
            "phase": "Running", "conditions": [["type": "Ready", "status": "True"]],
            "containerStatuses": [["ready": true, "restartCount": 3]],
        ]
    ]

    @Test(
        "A goal is met or not by a state",
        arguments: [
            ("condition=Ready", true), ("condition=ready=true", true), ("condition=Ready=False", false),
            ("condition=Initialized", false), ("delete", false), ("create", true),
            ("jsonpath={.status.phase}=Running", true), ("jsonpath={.status.phase}=Failed", false),
            ("jsonpath={.status.containerStatuses[0].restartCount}=3", true), ("jsonpath={.status.phase}", true),
            ("jsonpath={.status.containerStatuses[1].ready}", false),
        ])
    func goals(text: String, isMet: Bool) throws {
        #expect(try WaitGoal(text).isMet(by: Self.pod) == isMet)
    }

    @Test("An object that is gone meets deletion alone")
    func absence() throws {
        #expect(try WaitGoal("delete").isMet(by: nil))
        #expect(try !WaitGoal("create").isMet(by: nil))
        #expect(try !WaitGoal("condition=Ready").isMet(by: nil))
    }

    @Test("What is no goal is refused", arguments: ["", "ready", "condition=", "jsonpath=.status", "jsonpath={.a}b"])
    func refused(text: String) {
        #expect(throws: CommandFailure.self) { try WaitGoal(text) }
    }
}
