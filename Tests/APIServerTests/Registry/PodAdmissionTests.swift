import KubernetesAPI
import Testing

@testable import APIServer

@Suite struct PodAdmissionTests {
    private func refusal(_ server: TestServer, _ spec: [(String, JSONValue)], metadata: JSONValue = [:]) async
        -> Answer
    {
        var pod: JSONValue = [
            "metadata": metadata, "spec": ["containers": [["name": "app", "image": "busybox:1.36"]]],
        ]
        pod["metadata"]?["name"] = "x"
        for (key, value) in spec { pod["spec"]?[key] = value }
        return await server.send(.post, TestServer.pods, pod)
    }

    private func createClass(_ server: TestServer, _ name: String, _ members: JSONObject) async throws {
        var object: JSONValue = ["metadata": ["name": .string(name)]]
        for (key, value) in members.members { object[key] = value }
        try await server.create("/apis/scheduling.k8s.io/v1/priorityclasses", object)
    }

    // MARK: Priority

    @Test("A pod gets number and policy of its class, and those of the standard class without one")
    func priority() async throws {
        let server = try await TestServer()
        try await createClass(server, "high", ["value": 1000, "preemptionPolicy": "Never"])
        let named = try await server.createPod("a", spec: [("priorityClassName", "high")])
        #expect(named["spec", "priority"] == 1000)
        #expect(named["spec", "preemptionPolicy"] == "Never")
        let system = try await server.createPod("b", spec: [("priorityClassName", "system-node-critical")])
        #expect(system["spec", "priority"] == 2_000_001_000)
        let plain = try await server.createPod("c")
        #expect(plain["spec", "priority"] == 0)
        #expect(plain["spec", "priorityClassName"] == nil)
        try await createClass(server, "usual", ["value": 7, "globalDefault": true])
        let standard = try await server.createPod("d")
        #expect(standard["spec", "priority"] == 7)
        #expect(standard["spec", "priorityClassName"] == "usual")
    }

    @Test("A pod may not name a class that is not there, nor say another number or policy than its class")
    func priorityRefused() async throws {
        let server = try await TestServer()
        let unknown = await refusal(server, [("priorityClassName", "nope")])
        #expect(unknown.status == 403)
        #expect(unknown.message == "pods \"x\" is forbidden: no PriorityClass with name nope was found")
        let number = await refusal(server, [("priority", 5)])
        #expect(
            number.message
                == "pods \"x\" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name"
        )
        let policy = await refusal(server, [("preemptionPolicy", "Never")])
        #expect(
            policy.message
                == "pods \"x\" is forbidden: the string value of PreemptionPolicy (Never) must not be provided in pod spec; priority admission controller computed PreemptLowerPriority from the given PriorityClass name"
        )
        #expect(await refusal(server, [("priority", 0)]).status == 201)
    }

    @Test("Only one class can be everybody's")
    func oneDefault() async throws {
        let server = try await TestServer()
        let classes = "/apis/scheduling.k8s.io/v1/priorityclasses"
        try await createClass(server, "one", ["value": 1, "globalDefault": true])
        let second = await server.send(
            .post, classes, ["metadata": ["name": "two"], "value": 2, "globalDefault": true])
        #expect(second.status == 403)
        #expect(
            second.message
                == "priorityclasses.scheduling.k8s.io \"two\" is forbidden: PriorityClass one is already marked as default. Only one default can exist"
        )
        try await createClass(server, "two", ["value": 2])
        let later = await server.send(
            .patch, classes + "/two", headers: TestServer.mergePatch, ["globalDefault": true])
        #expect(later.status == 403)
        let own = await server.send(.patch, classes + "/one", headers: TestServer.mergePatch, ["description": "x"])
        #expect(own.status == 200)
    }

    // MARK: RuntimeClass

    @Test("A pod gets overhead, selector and tolerations of its runtime class")
    func runtimeClass() async throws {
        let server = try await TestServer()
        let toleration: JSONValue = ["key": "k", "operator": "Exists"]
        try await server.create(
            "/apis/node.k8s.io/v1/runtimeclasses",
            [
                "metadata": ["name": "kata"], "handler": "kata", "overhead": ["podFixed": ["cpu": "250m"]],
                "scheduling": ["nodeSelector": ["kata": "yes"], "tolerations": [toleration]],
            ])
        let pod = try await server.createPod("a", spec: [("runtimeClassName", "kata"), ("nodeSelector", ["a": "b"])])
        #expect(pod["spec", "overhead"] == ["cpu": "250m"])
        #expect(pod["spec", "nodeSelector"] == ["a": "b", "kata": "yes"])
        #expect(pod["spec", "tolerations"]?.array?.contains(toleration) == true)
        let conflict = await refusal(server, [("runtimeClassName", "kata"), ("nodeSelector", ["kata": "no"])])
        #expect(
            conflict.message
                == "pods \"x\" is forbidden: conflict: runtimeClass.scheduling.nodeSelector[kata] = yes; pod.spec.nodeSelector[kata] = no"
        )
        let other = await refusal(server, [("runtimeClassName", "kata"), ("overhead", ["cpu": "1"])])
        #expect(
            other.message
                == "pods \"x\" is forbidden: pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead"
        )
    }

    static let refused: [([(String, JSONValue)], String)] = [
        ([("runtimeClassName", "nope")], "pod rejected: RuntimeClass \"nope\" not found"),
        (
            [("overhead", ["cpu": "1"])],
            "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead"
        ),
        (
            [("serviceAccountName", "nope")],
            "error looking up service account default/nope: serviceaccount \"nope\" not found"
        ),
    ]

    @Test("What is not there is no reason to wait", arguments: refused.indices)
    func missing(index: Int) async throws {
        let server = try await TestServer()
        let (spec, why) = Self.refused[index]
        let answer = await refusal(server, spec)
        #expect(answer.status == 403)
        #expect(answer.message == "pods \"x\" is forbidden: \(why)")
    }

    // MARK: ServiceAccount

    @Test("A pod has the account default unless it names one, and that account's pull secrets unless it has its own")
    func serviceAccount() async throws {
        let server = try await TestServer()
        try await server.create(
            "/api/v1/namespaces/default/serviceaccounts",
            ["metadata": ["name": "builder"], "imagePullSecrets": [["name": "registry"]]])
        let plain = try await server.createPod("a")
        #expect(plain["spec", "serviceAccountName"] == "default")
        let named = try await server.createPod("b", spec: [("serviceAccountName", "builder")])
        #expect(named["spec", "serviceAccount"] == "builder")
        #expect(named["spec", "imagePullSecrets"] == [["name": "registry"]])
        let own = try await server.createPod(
            "c", spec: [("serviceAccountName", "builder"), ("imagePullSecrets", [["name": "mine"]])])
        #expect(own["spec", "imagePullSecrets"] == [["name": "mine"]])
    }

    @Test("A node's own pods have no account")
    func mirror() async throws {
        let server = try await TestServer()
        let annotations: JSONValue = ["annotations": ["kubernetes.io/config.mirror": "h"]]
        let refused = await refusal(server, [("serviceAccountName", "default")], metadata: annotations)
        #expect(refused.message == "pods \"x\" is forbidden: a mirror pod may not reference service accounts")
        let secret = await refusal(
            server, [("volumes", [["name": "s", "secret": ["secretName": "s"]]])], metadata: annotations)
        #expect(secret.message == "pods \"x\" is forbidden: a mirror pod may not reference secrets")
    }
}
