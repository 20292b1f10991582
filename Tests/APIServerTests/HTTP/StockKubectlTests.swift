import APIServer
import Foundation
import KubernetesAPI
import Logging
import ResourceStore
import Testing

/// Stock kubectl against the whole API server over its socket, without a node.
@Suite struct StockKubectlTests {
    static func withServer(_ body: @Sendable (LiveServer) async throws -> Void) async throws {
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let definitions = ServedResources.all() + ReviewResources.all
        var configuration = APIPipeline.Configuration(
            definitions: definitions, store: InMemoryStore(), audit: AuditLog(logger),
            documents: APIDocuments(definitions, version: "0.1.0"), logger: logger)
        configuration.authenticator = Authenticator(tokens: try TokenFile(parsing: "bob-token,bob,u1"))
        let pipeline = APIPipeline(configuration)
        try await pipeline.bootstrap()
        try await LiveServer.with(pipeline) { try await body($0) }
    }

    private static let pod = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: web}
        spec:
          containers:
          - name: app
            image: IMAGE

        """

    @Test("A3: kubectl debug adds an ephemeral container to a pod")
    func debug() async throws {
        try await Self.withServer { server in
            _ = try await server.kubectl(["create", "-f", "-"], stdin: Self.pod.replacing("IMAGE", with: "pause"))
            let debug = try await server.kubectl(
                ["debug", "web", "--image=busybox", "--target=app", "-c", "dbg", "--profile=general", "--", "sh"])
            #expect(debug.code == 0, "\(debug.standardError)")
            let names = try await server.kubectl(
                ["get", "pod", "web", "-o", "jsonpath={.spec.ephemeralContainers[*]['name','targetContainerName']}"])
            #expect(names.standardOutput == "dbg app", "\(names.standardError)")
            let described = try await server.kubectl(["describe", "pod", "web"])
            #expect(described.standardOutput.contains("Ephemeral Containers:\n  dbg:\n"), "\(described.standardError)")
        }
    }

    @Test("kubectl watches until it is told to stop")
    func watch() async throws {
        try await Self.withServer { server in
            _ = try await server.kubectl(["create", "-f", "-"], stdin: Self.pod.replacing("IMAGE", with: "pause"))
            async let waiting = server.kubectl(["wait", "pod/web", "--for=delete", "--timeout=15s"])
            _ = try await server.kubectl(["label", "pod", "web", "a=b"])
            _ = try await server.kubectl(["delete", "pod", "web", "--wait=false"])
            let done = try await waiting
            #expect(done.code == 0, "\(done.standardError)")
        }
    }

    @Test("typed writes of kubectl come as protobuf and are taken")
    func protobuf() async throws {
        try await Self.withServer { server in
            let namespace = try await server.kubectl(["create", "namespace", "team"])
            #expect(namespace.standardOutput == "namespace/team created\n", "\(namespace.standardError)")
            let may = try await server.kubectl(["auth", "can-i", "create", "pods"])
            #expect(may.standardOutput == "yes\n", "\(may.standardError)")
            let who = try await server.kubectl(["auth", "whoami", "-o", "jsonpath={.status.userInfo.username}"])
            #expect(who.standardOutput == "kubernetes-admin", "\(who.standardError)")
        }
    }

    @Test("A20: whoever is not known or not allowed is refused")
    func refused() async throws {
        try await Self.withServer { server in
            let anonymous = try await server.curl("/api/v1/pods")
            #expect(anonymous.status == 403)
            let bob = try await server.curl("/api/v1/pods", ["-H", "Authorization: Bearer bob-token"])
            #expect(bob.status == 403)
            #expect(bob.json?["message"]?.string?.contains("User \"bob\" cannot list resource \"pods\"") == true)
            let wrong = try await server.curl("/api/v1/pods", ["-H", "Authorization: Bearer wrong"])
            #expect(wrong.status == 401)
            #expect(wrong.json?["message"] == "Unauthorized")
        }
    }

    @Test("an answer beyond 128 KiB is compressed for those who take that")
    func gzip() async throws {
        try await Self.withServer { server in
            let data = String(repeating: "0123456789abcdef", count: 10_000)
            for (name, text) in [("long", data), ("short", "x")] {
                let object: JSONValue = [
                    "kind": "ConfigMap", "apiVersion": "v1", "metadata": ["name": .string(name)],
                    "data": ["a": .string(text)],
                ]
                let created = try await server.kubectl(
                    ["create", "-f", "-"], stdin: String(decoding: object.encoded(), as: UTF8.self))
                #expect(created.code == 0, "\(created.standardError)")
            }
            let path = "/api/v1/namespaces/default/configmaps/"
            let gzip = server.adminCertificate + ["-H", "Accept-Encoding: gzip"]
            let head = try await server.curl(path + "long", gzip + ["-o", "/dev/null", "-D", "-"])
            #expect(head.output.lowercased().contains("content-encoding: gzip"))
            #expect(head.output.lowercased().contains("vary: accept-encoding"))
            let whole = try await server.curl(path + "long", server.adminCertificate + ["--compressed"])
            #expect(whole.json?["data", "a"]?.string == data)
            let plain = try await server.curl(path + "long", server.adminCertificate)
            #expect(plain.json?["data", "a"]?.string == data)
            let short = try await server.curl(path + "short", gzip)
            #expect(!short.head.lowercased().contains("content-encoding"))
        }
    }

    @Test(
        "a long list is sent piece by piece, compressed or not, and is the list", arguments: ["--http1.1", "--http2"])
    func longList(version: String) async throws {
        try await Self.withServer { server in
            let data = String(repeating: "0123456789abcdef", count: 20_000)
            for number in 0..<7 {
                let object: JSONValue = [
                    "kind": "ConfigMap", "apiVersion": "v1", "metadata": ["name": .string("long-\(number)")],
                    "data": ["a": .string(data)],
                ]
                let created = try await server.kubectl(
                    ["create", "-f", "-"], stdin: String(decoding: object.encoded(), as: UTF8.self))
                #expect(created.code == 0, "\(created.standardError)")
            }
            let path = "/api/v1/namespaces/default/configmaps?fieldSelector=metadata.name!%3Dkube-root-ca.crt"
            let plain = try await server.curl(path, server.adminCertificate + [version, "-A", "test"])
            #expect(plain.head.lowercased().contains("content-length: "))
            let items = try #require(plain.json?["items"]?.array)
            #expect(items.map { $0["metadata", "name"]?.string } == (0..<7).map { "long-\($0)" })
            #expect(items.allSatisfy { $0["data", "a"]?.string == data && $0["kind"] == nil })
            let gzip = try await server.curl(path, server.adminCertificate + [version, "-A", "test", "--compressed"])
            #expect(gzip.head.lowercased().contains("content-encoding: gzip"))
            #expect(!gzip.head.lowercased().contains("content-length: "))
            #expect(gzip.json == plain.json)
        }
    }
}
