import KubernetesAPI
import KubernetesClient
import Testing

@testable import Controllers

@Suite struct NamespaceControllerTests {
    private func namespace(_ server: ControlledServer, _ name: String) async throws -> Namespace {
        var namespace = Namespace()
        namespace.metadata.name = name
        return try await server.client.create(namespace)
    }

    @Test("A namespace goes with all that is in it", .timeLimit(.minutes(1)))
    func empties() async throws {
        try await ControlledServer.run([.namespaces, .contents, .garbage]) { server in
            let team = try await namespace(server, "team")
            try await server.configMap("c", namespace: "team")
            var lease = Lease()
            lease.metadata.name = "l"
            lease.metadata.namespace = "team"
            _ = try await server.client.create(lease)
            try await server.client.delete(Namespace.self, "team")
            try await server.waitUntilGone(team)
            #expect(try await server.client.list(ConfigMap.self, namespace: "team").items.isEmpty)
            #expect(try await server.client.list(ServiceAccount.self, namespace: "team").items.isEmpty)
            #expect(try await server.client.list(Lease.self, namespace: "team").items.isEmpty)
            let another = try await namespace(server, "team")
            #expect(another.metadata.uid != team.metadata.uid)
        }
    }

    @Test("A namespace that hangs says what holds it, and goes when that goes", .timeLimit(.minutes(1)))
    func hangs() async throws {
        try await ControlledServer.run([.namespaces]) { server in
            let team = try await namespace(server, "team")
            try await server.configMap("held", namespace: "team", finalizers: ["a.example/x"])
            try await server.configMap("free", namespace: "team")
            try await server.client.delete(Namespace.self, "team")
            let hanging = try await server.wait(for: Namespace.self, "team") {
                !($0?.status.conditions.isEmpty ?? true)
            }
            let conditions = hanging?.status.conditions ?? []
            #expect(
                conditions.map { "\($0.type)=\($0.status) \($0.reason): \($0.message)" } == [
                    "NamespaceDeletionDiscoveryFailure=False ResourcesDiscovered: All resources successfully discovered",
                    "NamespaceDeletionGroupVersionParsingFailure=False ParsedGroupVersions: All legacy kube types successfully parsed",
                    "NamespaceDeletionContentFailure=False ContentDeleted: All content successfully deleted, may be waiting on finalization",
                    "NamespaceContentRemaining=True SomeResourcesRemain: Some resources are remaining: configmaps. has 1 resource instances",
                    "NamespaceFinalizersRemaining=True SomeFinalizersRemain: Some content in the namespace has finalizers remaining: a.example/x in 1 resource instances",
                ])
            #expect(hanging?.status.phase == "Terminating")
            _ = try await server.client.patch(
                ConfigMap.self, "held", namespace: "team", .merge, ["metadata": ["finalizers": nil]])
            try await server.waitUntilGone(team)
        }
    }

    @Test("A condition that stays the same keeps its time")
    func conditions() throws {
        let before = NamespaceConditions.of([], before: [], now: Timestamp(seconds: 10))
        #expect(before.allSatisfy { $0.status == "False" })
        #expect(NamespaceConditions.of([], before: before, now: Timestamp(seconds: 20)) == before)
    }

    @Test("The account and the certificate of a namespace come back", .timeLimit(.minutes(1)))
    func contents() async throws {
        try await ControlledServer.run([.contents]) { server in
            let account = try await server.client.get(ServiceAccount.self, "default", namespace: "default")
            try await server.client.delete(ServiceAccount.self, "default", namespace: "default")
            try await server.wait(for: ServiceAccount.self, "default", namespace: "default") {
                $0 != nil && $0?.metadata.uid != account.metadata.uid
            }
            let map = try await server.client.get(ConfigMap.self, "kube-root-ca.crt", namespace: "default")
            try await server.client.delete(ConfigMap.self, "kube-root-ca.crt", namespace: "default")
            let again = try await server.wait(for: ConfigMap.self, "kube-root-ca.crt", namespace: "default") {
                $0 != nil && $0?.metadata.uid != map.metadata.uid
            }
            #expect(again?.data == ["ca.crt": ControlledServer.authorityPEM])
            _ = try await server.client.patch(
                ConfigMap.self, "kube-root-ca.crt", namespace: "default", .merge, ["data": ["ca.crt": "other"]])
            try await server.wait(for: ConfigMap.self, "kube-root-ca.crt", namespace: "default") {
                $0?.data == ["ca.crt": ControlledServer.authorityPEM]
            }
        }
    }
}
