import KubernetesAPI
import KubernetesClient
import Testing

@testable import Controllers

@Suite struct PodGarbageCollectorTests {
    private func pod(_ server: ControlledServer, _ name: String, on node: String) async throws -> Pod {
        var container = Container()
        container.name = "a"
        container.image = "x"
        var pod = Pod()
        pod.metadata.name = name
        pod.metadata.namespace = "default"
        pod.spec.containers = [container]
        pod.spec.nodeName = node
        return try await server.client.create(pod)
    }

    private func node(_ server: ControlledServer, _ name: String) async throws {
        var node = Node()
        node.metadata.name = name
        _ = try await server.client.create(node)
    }

    @Test("A pod that is being deleted goes without its node; one that nobody deletes stays", .timeLimit(.minutes(1)))
    func missing() async throws {
        try await ControlledServer.run([.pods]) { server in
            let kept = try await pod(server, "kept", on: "gone")
            let dying = try await pod(server, "dying", on: "gone")
            try await server.client.delete(Pod.self, "dying", namespace: "default")
            let there = try await server.client.get(Pod.self, "dying", namespace: "default")
            #expect(there.metadata.deletionTimestamp != nil)
            try await server.waitUntilGone(dying)
            let now = try await server.client.get(Pod.self, "kept", namespace: "default")
            #expect(now.metadata.uid == kept.metadata.uid)
            #expect(now.metadata.deletionTimestamp == nil)
        }
    }

    @Test("A pod that finalizers hold goes with the last of them", .timeLimit(.minutes(1)))
    func held() async throws {
        try await ControlledServer.run([.pods]) { server in
            let held = try await pod(server, "held", on: "gone")
            _ = try await server.client.patch(
                Pod.self, "held", namespace: "default", .merge, ["metadata": ["finalizers": ["a.example/x"]]])
            try await server.client.delete(Pod.self, "held", namespace: "default")
            try await server.wait(for: Pod.self, "held", namespace: "default") {
                $0?.metadata.deletionGracePeriodSeconds == 0
            }
            _ = try await server.client.patch(
                Pod.self, "held", namespace: "default", .merge, ["metadata": ["finalizers": nil]])
            try await server.waitUntilGone(held)
        }
    }

    @Test("While its node is there a pod waits for the node's word", .timeLimit(.minutes(1)))
    func present() async throws {
        try await ControlledServer.run([.pods]) { server in
            try await node(server, "n1")
            let waiting = try await pod(server, "waiting", on: "n1")
            try await server.client.delete(Pod.self, "waiting", namespace: "default")
            // One that is let go meanwhile shows that several looks have passed.
            let dying = try await pod(server, "dying", on: "gone")
            try await server.client.delete(Pod.self, "dying", namespace: "default")
            try await server.waitUntilGone(dying)
            #expect(
                try await server.client.get(Pod.self, "waiting", namespace: "default").metadata.uid
                    == waiting.metadata.uid)
            try await server.client.delete(Node.self, "n1")
            try await server.waitUntilGone(waiting)
        }
    }
}
