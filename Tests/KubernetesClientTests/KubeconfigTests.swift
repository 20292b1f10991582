import KubernetesAPI
import Testing

@testable import KubernetesClient

@Suite struct KubeconfigTests {
    static let text = """
        apiVersion: v1
        kind: Config
        clusters:
        - name: local
          cluster: {server: "https://127.0.0.1:6443", certificate-authority-data: aGVsbG8=}
        - name: far
          cluster: {server: "https://[::1]/k8s/clusters/c1/", insecure-skip-tls-verify: true, tls-server-name: api.example}
        users:
        - name: admin
          user: {token: secret}
        - name: plugin
          user: {exec: {command: aws}}
        contexts:
        - name: local
          context: {cluster: local, user: admin}
        - name: far
          context: {cluster: far, namespace: prod}
        - name: eks
          context: {cluster: local, user: plugin}
        - name: broken
          context: {cluster: nowhere}
        current-context: local
        """

    @Test("A22: a context leads to a server, its authority, the user's token and the namespace")
    func connections() throws {
        let config = try Kubeconfig(text: Self.text, path: "/k/config")
        let local = try config.connection()
        #expect(local.host == "127.0.0.1" && local.port == 6443 && local.usesTLS)
        #expect(local.certificateAuthority == Array("hello".utf8))
        #expect(local.bearerToken == "secret" && local.namespace == nil)
        let far = try config.connection(context: "far")
        #expect(far.host == "::1" && far.port == 443 && far.pathPrefix == "/k8s/clusters/c1")
        #expect(far.skipsVerification && far.serverName == "api.example" && far.namespace == "prod")
        #expect(far.url == "https://[::1]:443/k8s/clusters/c1")
    }

    @Test(
        "What a kubeconfig lacks is said in one sentence",
        arguments: [
            ("nowhere", "context \"nowhere\" does not exist"),
            ("broken", "cluster \"nowhere\" of context \"broken\" does not exist"),
            ("eks", "user \"plugin\" uses a credential plugin"),
        ])
    func gaps(context: String, expected: String) throws {
        let config = try Kubeconfig(text: Self.text, path: "/k/config")
        do {
            _ = try config.connection(context: context)
            Issue.record("it connected")
        } catch let error as KubeconfigError {
            #expect(error.description.hasPrefix(expected))
        }
    }

    @Test("The first of several files to name a thing wins")
    func merging() throws {
        var first = try Kubeconfig(text: Self.text, path: "/a/config")
        first.merge(
            try Kubeconfig(
                text:
                    "users: [{name: admin, user: {token: other}}, {name: second, user: {token: two}}]\ncurrent-context: far",
                path: "/b/config"))
        #expect(first.users["admin"]?["token"]?.string == "secret")
        #expect(first.users["second"]?["token"]?.string == "two")
        #expect(first.currentContext == "local")
    }

    @Test("Text that is no kubeconfig is refused, with the file's name", arguments: ["- a\n", "{", "a: b: c"])
    func malformed(text: String) {
        #expect { try Kubeconfig(text: text, path: "/x/config") } throws: { "\($0)".contains("/x/config") }
    }

    @Test(
        "Servers that are no URL are refused", arguments: ["", "https://", "https://host:port", "https://host:99999"])
    func servers(server: String) {
        #expect(throws: KubeconfigError.self) { try ClusterConnection(server: server) }
    }
}
