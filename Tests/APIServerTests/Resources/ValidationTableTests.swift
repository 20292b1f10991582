import KubernetesAPI
import Testing

@testable import APIServer

/// What the server says of pods, compared line by line with what Kubernetes says (recorded from a reference kube-apiserver
/// 1.20.2 where current versions agree with it).
@Suite("A1: every violation is reported, with path and wording of Kubernetes") struct ValidationTableTests {
    static let pod: JSONValue = [
        "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "p1"],
        "spec": [
            "containers": [["name": "app", "image": "busybox:1.36"]], "volumes": [["name": "data", "emptyDir": [:]]],
        ],
    ]

    @Test("A1: of a new pod")
    func create() async throws {
        let server = try await TestServer()
        for entry in try ValidationTable.cases("pod-create") {
            let pod = try edited(Self.pod, entry.edits)
            let answer = await server.send(.post, TestServer.pods, query: [("dryRun", "All")], pod)
            #expect(answer.violations == entry.violations, "\(entry)")
        }
    }

    @Test("A1: of a pod's update")
    func update() async throws {
        let server = try await TestServer()
        for (index, entry) in try ValidationTable.cases("pod-update").enumerated() {
            let name = "p\(index)"
            let pod = try await server.create(
                TestServer.pods, try edited(Self.pod, [("/metadata/name", .string(name))] + entry.setup))
            let answer = await server.send(
                .put, "\(TestServer.pods)/\(name)", query: [("dryRun", "All")], try edited(pod, entry.edits))
            #expect(answer.violations.map { $0.replacing(name, with: "NAME") } == entry.violations, "\(entry)")
        }
    }

    @Test("A2: of ephemeral containers by clients of the alpha API, in the words of 1.20")
    func alpha() async throws {
        let server = try await TestServer()
        for (index, entry) in try ValidationTable.cases("ephemeral-containers-alpha").enumerated() {
            let name = "p\(index)", path = "\(TestServer.pods)/\(name)/ephemeralcontainers"
            try await server.create(TestServer.pods, try edited(Self.pod, [("/metadata/name", .string(name))]))
            var body: JSONValue = [
                "kind": "EphemeralContainers", "apiVersion": "v1",
                "metadata": ["name": .string(name), "namespace": "default"], "ephemeralContainers": [],
            ]
            if !entry.setup.isEmpty { _ = await server.send(.put, path, try edited(body, entry.setup)) }
            body = try edited(body, entry.edits)
            let answer = await server.send(.put, path, query: [("dryRun", "All")], body)
            #expect(answer.violations.map { $0.replacing(name, with: "NAME") } == entry.violations, "\(entry)")
        }
    }
}
