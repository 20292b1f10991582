import KubernetesAPI
import ResourceStore
import Testing

@testable import APIServer

@Suite struct NamespaceContentsTests {
    @Test("A namespace comes with its account and the server's certificate, and pods can be created at once")
    func contents() async throws {
        let server = try await TestServer(authorityPEM: "PEM")
        try await server.create("/api/v1/namespaces", ["metadata": ["name": "team"]])
        for namespace in ["default", "kube-system", "team"] {
            let path = "/api/v1/namespaces/\(namespace)"
            let account = await server.send(.get, path + "/serviceaccounts/default")
            #expect(account.status == 200)
            let uid = account.json["metadata", "uid"]?.string ?? ""
            #expect(!uid.isEmpty)
            let map = await server.send(.get, path + "/configmaps/kube-root-ca.crt").json
            #expect(map["data"] == ["ca.crt": "PEM"])
        }
        let pod: JSONValue = [
            "metadata": ["name": "p"], "spec": ["containers": [["name": "app", "image": "busybox:1.36"]]],
        ]
        #expect(await server.send(.post, "/api/v1/namespaces/team/pods", pod).status == 201)
    }

    @Test("Nothing new comes into a namespace that goes")
    func terminating() async throws {
        let server = try await TestServer()
        try await server.create("/api/v1/namespaces", ["metadata": ["name": "team"]])
        _ = await server.send(.delete, "/api/v1/namespaces/team")
        let refused = await server.send(
            .post, "/api/v1/namespaces/team/configmaps", ["metadata": ["name": "c"]])
        #expect(refused.status == 403)
        #expect(
            refused.message
                == "configmaps \"c\" is forbidden: unable to create new content in namespace team because it is being terminated"
        )
        #expect(
            refused.json["details", "causes"] == [
                [
                    "reason": "NamespaceTerminating", "message": "namespace team is being terminated",
                    "field": "metadata.namespace",
                ]
            ])
        let missing = await server.send(.post, "/api/v1/namespaces/none/pods", ["metadata": ["name": "p"]])
        #expect(missing.status == 404)
        #expect(missing.message == "namespaces \"none\" not found")
    }

    @Test("The system's namespaces stay", arguments: ["default", "kube-system", "kube-public"])
    func immortal(_ name: String) async throws {
        let server = try await TestServer()
        let refused = await server.send(.delete, "/api/v1/namespaces/\(name)")
        #expect(refused.status == 403)
        #expect(refused.message == "namespaces \"\(name)\" is forbidden: this namespace may not be deleted")
    }

    @Test("Priority classes of the system are there from the start, and a second start changes nothing")
    func bootstrap() async throws {
        let server = try await TestServer()
        let revision = server.store.currentRevision
        try await server.pipeline.bootstrap()
        #expect(server.store.currentRevision == revision)
        let list = await server.send(.get, "/apis/scheduling.k8s.io/v1/priorityclasses").json
        #expect(list["items"]?.array?.map(\.name) == ["system-cluster-critical", "system-node-critical"])
        #expect(list["items"]?.array?.map { $0["metadata", "generation"] } == [1, 1])
    }
}
