import APIServer
import Foundation
import KubernetesAPI
import Testing

/// Stock kubectl 1.32 against the whole pipeline over HTTPS.
@Suite struct PipelineWithKubectlTests {
    static let pod = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: web}
        spec:
          containers:
          - name: app
            image: busybox:1.36
        """

    private func kubectl(
        _ live: LiveServer, _ arguments: [String], stdin: String = ""
    ) async throws -> (standardOutput: String, standardError: String, code: Int32) {
        try await run(
            "kubectl", ["--kubeconfig", live.directory + "/admin.kubeconfig"] + arguments, stdin: Data(stdin.utf8))
    }

    /// Runs kubectl and demands success.
    private func succeed(_ live: LiveServer, _ arguments: [String], stdin: String = "") async throws -> String {
        let result = try await kubectl(live, arguments, stdin: stdin)
        #expect(result.code == 0, "\(arguments): \(result.standardError)")
        return result.standardOutput
    }

    @Test("A1, A18: kubectl creates, applies, lists, labels, waits for and deletes")
    func objects() async throws {
        let server = try await TestServer()
        try await LiveServer.with(server.pipeline) { live in
            #expect(try await succeed(live, ["create", "-f", "-"], stdin: Self.pod) == "pod/web created\n")
            #expect(
                try await succeed(live, ["get", "pods"]).hasPrefix(
                    "NAME   READY   STATUS    RESTARTS   AGE\nweb    0/1     Pending"))
            #expect(try await succeed(live, ["get", "pods", "-o", "name", "-l", "app=web"]) == "pod/web\n")
            #expect(try await succeed(live, ["label", "pod", "web", "x=y"]) == "pod/web labeled\n")
            #expect(try await succeed(live, ["get", "pod", "web", "-o", "jsonpath={.metadata.labels.x}"]) == "y")
            #expect(try await succeed(live, ["apply", "-f", "-"], stdin: Self.pod).hasPrefix("pod/web configured"))
            #expect(try await succeed(live, ["apply", "-f", "-"], stdin: Self.pod) == "pod/web unchanged\n")
            #expect(try await succeed(live, ["describe", "pod", "web"]).contains("Name:             web"))
            #expect(
                try await succeed(live, ["create", "configmap", "c", "--from-literal=a=b"]) == "configmap/c created\n")
            #expect(try await succeed(live, ["create", "namespace", "team"]) == "namespace/team created\n")
            #expect(
                try await succeed(live, ["wait", "pod/web", "--for=jsonpath={.status.phase}=Pending", "--timeout=5s"])
                    == "pod/web condition met\n")
            #expect(try await succeed(live, ["delete", "pod", "web"]) == "pod \"web\" deleted\n")
            #expect(try await succeed(live, ["get", "pods"]) == "")
            let missing = try await kubectl(live, ["get", "pod", "web"])
            #expect(missing.standardError == "Error from server (NotFound): pods \"web\" not found\n")
        }
    }

    @Test("A2, A3, A5: both generations of ephemeral containers through kubectl")
    func ephemeralContainers() async throws {
        let server = try await TestServer()
        try await server.createPod("web")
        let path = "/api/v1/namespaces/default/pods/web/ephemeralcontainers"
        let body = """
            {"apiVersion":"v1","kind":"EphemeralContainers","metadata":{"name":"web"},
             "ephemeralContainers":[{"command":["sh"],"image":"busybox","name":"debugger","stdin":true,"tty":true}]}
            """
        try await LiveServer.with(server.pipeline) { live in
            let file = live.directory + "/ec.json"
            try Data(body.utf8).write(to: URL(fileURLWithPath: file))
            let replaced = try await succeed(live, ["replace", "--raw", path, "-f", file])
            #expect(replaced.hasPrefix(#"{"kind":"EphemeralContainers","apiVersion":"v1","metadata":{"name":"web""#))
            #expect(try await succeed(live, ["describe", "pod", "web"]).contains("Ephemeral Containers:\n  debugger:"))
            let patched = try await kubectl(
                live,
                [
                    "patch", "pod", "web", "--subresource", "ephemeralcontainers", "-p",
                    #"{"spec":{"ephemeralContainers":[{"name":"debugger","image":"other"}]}}"#,
                ])
            // kubectl patch offers no such subresource before 1.33; whatever refuses it, nothing may change.
            #expect(patched.code != 0)
            let direct = try await kubectl(
                live, ["patch", "pod", "web", "-p", #"{"spec":{"ephemeralContainers":[{"name":"x","image":"y"}]}}"#])
            #expect(direct.code == 1)
            #expect(direct.standardError.contains("pod updates may not change fields other than"))
        }
    }

    @Test("A17, A20: versions, discovery and rights")
    func session() async throws {
        let server = try await TestServer()
        try await LiveServer.with(server.pipeline) { live in
            #expect(try await succeed(live, ["version"]).contains("Server Version: v1.32.0+mayfly.0.0.0"))
            let resources = try await succeed(live, ["api-resources", "--no-headers", "-o", "name"])
            #expect(resources.contains("pods\n"))
            #expect(resources.contains("leases.coordination.k8s.io\n"))
            #expect(try await succeed(live, ["auth", "can-i", "create", "pods/exec"]) == "yes\n")
            let bob = try await kubectl(
                live, ["auth", "can-i", "patch", "pods", "--subresource=ephemeralcontainers", "--as", "bob"])
            #expect(bob.standardOutput == "no\n")
            #expect(bob.code == 1)
            #expect(try await succeed(live, ["auth", "whoami"]).contains("system:masters"))
            #expect(try await succeed(live, ["get", "--raw", "/readyz"]) == "ok")
            let refused = try await kubectl(live, ["get", "pods", "--as", "bob"])
            #expect(
                refused.standardError
                    == "Error from server (Forbidden): pods is forbidden: User \"bob\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\"\n"
            )
        }
    }

    @Test("Mistakes in manifests come back in Kubernetes' words")
    func mistakes() async throws {
        let server = try await TestServer()
        try await LiveServer.with(server.pipeline) { live in
            let unknown = try await kubectl(live, ["create", "-f", "-"], stdin: Self.pod + "\n    imagee: x\n")
            #expect(unknown.code == 1)
            #expect(unknown.standardError.contains("unknown field \"spec.containers[0].imagee\""))
            let dry = try await succeed(live, ["apply", "--dry-run=server", "-f", "-"], stdin: Self.pod)
            #expect(dry == "pod/web created (server dry run)\n")
            #expect(try await succeed(live, ["get", "pods"]) == "")
        }
    }
}
