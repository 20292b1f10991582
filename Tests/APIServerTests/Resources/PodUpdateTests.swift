import KubernetesAPI
import Testing

@testable import APIServer

private let forbidden =
    "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
    + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
    + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n"

@Suite("A1: updates of pods") struct PodUpdateTests {
    private func errors(_ edits: [(String, JSONValue)], old: JSONValue = plainPod) throws -> [String] {
        var new = try edited(old, edits)
        let strategy = PodStrategy(gates: FeatureGates())
        strategy.prepareForUpdate(&new, old: old)
        return strategy.validateUpdate(new, old: old).texts
    }

    static let allowed: [(String, JSONValue)] = [
        ("/metadata/labels", ["a": "b"]), ("/metadata/annotations", ["a": "b"]),
        ("/spec/containers/0/image", "busybox:1.37"), ("/spec/activeDeadlineSeconds", 10),
        ("/spec/tolerations", [["key": "a", "operator": "Exists"]]), ("/status/phase", "Running"),
        ("/spec/nodeSelector", [:]),
    ]

    @Test("A1: labels, annotations, images and a few more may change", arguments: allowed)
    func mayChange(path: String, value: JSONValue) throws {
        #expect(try errors([(path, value)]) == [])
    }

    @Test("A1: anything else of the spec may not, and the message shows the difference")
    func immutable() throws {
        #expect(
            try errors([("/spec/containers/0/command", ["sh"])]) == [
                forbidden + "+ spec.containers[app].command: []string{\"sh\"}\n"
            ])
        #expect(
            try errors([("/spec/restartPolicy", "Never")]) == [
                forbidden + "- spec.restartPolicy: \"Always\"\n+ spec.restartPolicy: \"Never\"\n"
            ])
    }

    @Test("A1: a container cannot be added to an existing pod")
    func addContainer() throws {
        #expect(
            try errors([("/spec/containers/-", container("more"))])
                == ["spec.containers: Forbidden: pod updates may not add or remove containers"])
        #expect(
            try errors([("/spec/initContainers", [container("more")])])
                == ["spec.initContainers: Forbidden: pod updates may not add or remove containers"])
    }

    @Test("A4: an ephemeral container cannot be added, changed or removed by updating the pod")
    func ephemeral() throws {
        let found = try errors([("/spec/ephemeralContainers", [container("dbg")])])
        #expect(found.count == 1)
        #expect(found[0].hasPrefix(forbidden + "+ spec.ephemeralContainers: [{\"name\":\"dbg\""))
        let debugged = try edited(plainPod, [("/spec/ephemeralContainers", [container("dbg")])])
        #expect(
            try errors([("/spec/ephemeralContainers/0/image", "alpine:3")], old: debugged) == [
                forbidden + "- spec.ephemeralContainers[dbg].image: \"busybox:1.36\"\n"
                    + "+ spec.ephemeralContainers[dbg].image: \"alpine:3\"\n"
            ])
        #expect(try errors([("/spec/ephemeralContainers", [])], old: debugged)[0].hasPrefix(forbidden))
    }

    @Test("the status of a plain update is ignored")
    func status() throws {
        var new = try edited(plainPod, [("/status/phase", "Failed")])
        PodStrategy(gates: FeatureGates()).prepareForUpdate(&new, old: plainPod)
        #expect(new["status"] == plainPod["status"])
    }

    @Test("tolerations are only added, deadlines only shortened, gates only removed")
    func narrowing() throws {
        let old = try edited(
            plainPod,
            [
                ("/spec/tolerations", [["key": "a", "operator": "Exists"]]), ("/spec/activeDeadlineSeconds", 10),
                ("/spec/schedulingGates", [["name": "g"]]),
            ])
        #expect(try errors([("/spec/activeDeadlineSeconds", 5)], old: old) == [])
        #expect(
            try errors([("/spec/activeDeadlineSeconds", 11)], old: old)
                == ["spec.activeDeadlineSeconds: Invalid value: 11: must be less than or equal to previous value"])
        #expect(
            try errors([("/spec/tolerations", [])], old: old)
                == ["spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds"]
        )
        #expect(try errors([("/spec/schedulingGates", [])], old: old) == [])
        #expect(
            try errors([("/spec/schedulingGates/-", ["name": "h"])], old: old)
                == [
                    "spec.schedulingGates[1].name: Forbidden: only deletion is allowed, but found new scheduling gate 'h'"
                ])
    }

    @Test("A23: a pod neither becomes a mirror pod nor ceases to be one")
    func mirror() throws {
        let path = "metadata.annotations[kubernetes.io/config.mirror]: Forbidden: may not"
        #expect(
            try errors([("/metadata/annotations", ["kubernetes.io/config.mirror": "x"]), ("/spec/nodeName", "n")])
                .contains("\(path) add mirror pod annotation"))
    }

    static let transitions: [(String, JSONValue, String, [String])] = [
        (
            "ephemeralContainerStatuses", ["terminated": ["exitCode": 1]], "Always",
            ["status.ephemeralContainerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state"]
        ),
        ("containerStatuses", ["terminated": ["exitCode": 0]], "Always", []),
        ("containerStatuses", ["terminated": ["exitCode": 1]], "OnFailure", []),
        (
            "containerStatuses", ["terminated": ["exitCode": 0]], "OnFailure",
            ["status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state"]
        ),
        (
            "containerStatuses", ["terminated": ["exitCode": 1]], "Never",
            ["status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state"]
        ),
        ("ephemeralContainerStatuses", ["waiting": ["reason": "x"]], "Never", []),
    ]

    @Test("A7: what has ended for good stays ended, ephemeral containers under every policy", arguments: transitions)
    func statusTransitions(list: String, before: JSONValue, policy: String, expected: [String]) throws {
        let old = try edited(
            plainPod,
            [("/spec/restartPolicy", .string(policy)), ("/status/\(list)", [["name": "x", "state": before]])])
        let body = try edited(
            old, [("/status/\(list)", [["name": "x", "state": ["running": [:]]]]), ("/spec/restartPolicy", "Never")])
        let strategy = PodStatusStrategy()
        let new = strategy.merge(body, into: old, for: .current)
        #expect(new["spec"] == old["spec"])
        #expect(strategy.validate(new, old: old, for: .current).texts == expected)
    }

    @Test("the status subresource keeps the class and checks addresses")
    func statusAddresses() throws {
        let strategy = PodStatusStrategy()
        var body = try edited(plainPod, [("/status", ["phase": "Running", "podIPs": [["ip": "x"]]])])
        let new = strategy.merge(body, into: plainPod, for: .current)
        #expect(new["status", "qosClass"] == "BestEffort")
        #expect(
            strategy.validate(new, old: plainPod, for: .current).texts == [
                "status.podIPs[0]: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"
            ])
        body = try edited(plainPod, [("/status/qosClass", "Guaranteed")])
        #expect(
            strategy.validate(strategy.merge(body, into: plainPod, for: .current), old: plainPod, for: .current).texts
                == ["status.qosClass: Invalid value: \"Guaranteed\": field is immutable"])
    }
}
