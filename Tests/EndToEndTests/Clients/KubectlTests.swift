import Foundation
import KubernetesAPI
import MayflyTestSupport
import Testing

/// Today's kubectl (1.32), verb by verb.
@Suite(.serialized) struct KubectlTests {
    @Test("A1 A18: the everyday verbs of kubectl do what they say")
    func everyday() async throws {
        try await withServer { server in
            let manifest = server.directory.appending(path: "pod.yaml").path
            try busyboxPod("web", "echo from-web; exec sleep 1000").write(
                toFile: manifest, atomically: true, encoding: .utf8)
            let changed = server.directory.appending(path: "changed.yaml").path
            try busyboxPod("web", "echo from-web; exec sleep 1000").replacing(
                "  name: web", with: "  name: web\n  labels: {tier: front}"
            ).write(toFile: changed, atomically: true, encoding: .utf8)
            try await server.expect([
                (["apply", "-f", manifest, "--dry-run=server"], "pod/web created (server dry run)"),
                (["apply", "-f", manifest], "pod/web created"),
                (["wait", "--for=condition=Ready", "pod/web", "--timeout=60s"], "pod/web condition met"),
                (["apply", "-f", manifest], "pod/web unchanged"),
                (["diff", "-f", manifest], ""),
                (["apply", "-f", changed], "pod/web configured"),
                (["get", "pods", "-o", "wide"], "web    1/1     Running   0"),
                (["get", "pods", "-A"], "default     web"),
                (["get", "pod/web", "node/node"], "node/node   Ready"),
                (["get", "pod", "web", "-o", "custom-columns=A:.metadata.name,B:.status.phase"], "web   Running"),
                (["get", "pods", "--sort-by=.metadata.name"], "web"),
                (["get", "pods", "--field-selector=status.phase=Running"], "web"),
                (["logs", "web"], "from-web"),
                (["logs", "web", "--all-containers", "--prefix"], "[pod/web/app] from-web"),
                (["label", "pod", "web", "more=1"], "pod/web labeled"),
                (["label", "pod", "web", "more-"], "pod/web unlabeled"),
                (["get", "pods", "-l", "tier in (front)", "-L", "tier"], "front"),
                (["annotate", "pod", "web", "note=seen"], "pod/web annotated"),
                (["patch", "pod", "web", "-p", #"{"metadata":{"labels":{"a":"b"}}}"#], "pod/web patched"),
                (["patch", "pod", "web", "-p", #"{"metadata":{"labels":{"a":"b"}}}"#], "pod/web patched (no change)"),
                (
                    ["patch", "pod", "web", "--type=json", "-p", #"[{"op":"remove","path":"/metadata/labels/a"}]"#],
                    "pod/web patched"
                ),
                (["set", "image", "pod/web", "app=docker.io/library/busybox:1.36"], "pod/web image updated"),
                (["describe", "pod", "web"], "Started container app"),
                (["describe", "node", "node"], "Non-terminated Pods:"),
                (["events", "--for", "pod/web"], "Started container app"),
                (["get", "events", "--field-selector=involvedObject.name=web,reason=Started"], "Started"),
                (["exec", "web", "--", "echo", "inside"], "inside"),
                (["api-resources", "--verbs=list", "-o", "name"], "configmaps"), (["api-versions"], "v1"),
                (["cluster-info"], "Kubernetes control plane"), (["version", "-o", "json"], "serverVersion"),
                (["auth", "can-i", "create", "pods"], "yes"), (["auth", "can-i", "--list"], "*.*"),
                (["auth", "whoami"], "system:masters"),
                (["get", "--raw", "/api/v1/namespaces/default/pods/web"], "\"kind\":\"Pod\""),
                (["get", "--raw", "/readyz?verbose"], "readyz check passed"),
                (["delete", "-f", manifest, "--timeout=60s"], "pod \"web\" deleted"),
                (["get", "pods"], ""),
            ])
            let strict = try await server.kubectl(
                "create", "-f", "-", input: busyboxPod("odd", "true").replacing("image:", with: "imaeg:"))
            #expect(
                strict.exitCode == 1
                    && strict.errors.contains("strict decoding error: unknown field \"spec.containers[0].imaeg\""),
                "\(strict)")
        }
    }

    @Test("kubectl create makes what its generators describe, and delete takes it away")
    func creating() async throws {
        try await withServer(images: false) { server in
            try await server.expect([
                (["create", "namespace", "x"], "namespace/x created"),
                (["get", "namespace", "x"], "Active"),
                (["create", "configmap", "settings", "-n", "x", "--from-literal=a=1"], "configmap/settings created"),
                (["get", "configmap", "settings", "-n", "x", "-o", "jsonpath={.data.a}"], "1"),
                (["create", "secret", "generic", "hidden", "-n", "x", "--from-literal=a=1"], "secret/hidden created"),
                (["get", "secret", "hidden", "-n", "x"], "Opaque   1"),
                (
                    [
                        "create", "secret", "docker-registry", "login", "-n", "x", "--docker-username=u",
                        "--docker-password=p",
                    ], "secret/login created"
                ),
                (["create", "serviceaccount", "robot", "-n", "x"], "serviceaccount/robot created"),
                (["create", "token", "robot", "-n", "x"], "."), (["get", "serviceaccounts", "-n", "x"], "robot"),
                (["delete", "namespace", "x", "--timeout=60s"], "namespace \"x\" deleted"),
            ])
            let gone = try await server.kubectl("get", "namespace", "x")
            #expect(gone.exitCode == 1 && gone.errors.contains("namespaces \"x\" not found"), "\(gone)")
            // The way the demonstration goes: made and taken away in one line.
            let both = try await runCommand(
                ["sh", "-c", "kubectl create namespace x && kubectl delete namespace x"],
                environment: ["KUBECONFIG": server.kubeconfig])
            #expect(both.exitCode == 0 && both.output == "namespace/x created\nnamespace \"x\" deleted\n", "\(both)")
        }
    }

    @Test("A4: kubectl edit writes back what the editor leaves, and says so where that is refused")
    func edit() async throws {
        try await withServer(images: false) { server in
            let made = try await server.kubectl("create", "configmap", "settings", "--from-literal=a=one")
            #expect(made.exitCode == 0, "\(made)")
            func edit(_ change: String) async throws -> CommandResult {
                try await runCommand(
                    ["kubectl", "edit", "configmap", "settings"],
                    environment: ["KUBECONFIG": server.kubeconfig, "EDITOR": "sed -i '\(change)'"])
            }
            let edited = try await edit("s/one/two/")
            #expect(edited.exitCode == 0 && edited.output == "configmap/settings edited\n", "\(edited)")
            let same = try await edit("s/nothing//")
            #expect(same.exitCode == 0 && same.errors.contains("Edit cancelled, no changes made"), "\(same)")
            let read = try await server.kubectl("get", "configmap", "settings", "-o", "jsonpath={.data.a}")
            #expect(read.output == "two", "\(read)")
            let wrong = try await edit("s/  name: settings/  name: Other_Name/")
            #expect(wrong.exitCode == 1, "\(wrong)")
        }
    }

    @Test("A1: kubectl run starts a pod, and with -it and --rm talks to it and takes it away")
    func run() async throws {
        try await withServer { server in
            try await server.expect([
                (["run", "one", "--image=busybox:1.36", "--restart=Never", "--", "echo", "ran"], "pod/one created"),
                (["wait", "--for=jsonpath={.status.phase}=Succeeded", "pod/one", "--timeout=60s"], "condition met"),
                (["logs", "one"], "ran"),
                (["run", "two", "--image=busybox:1.36", "--dry-run=client", "-o", "yaml"], "run: two"),
            ])
            let piped = try await server.kubectl(
                "run", "three", "-i", "--rm", "--quiet", "--image=busybox:1.36", "--restart=Never", "--", "sh",
                input: "echo $((6 * 7))\n")
            #expect(piped.exitCode == 0 && piped.output.hasPrefix("42\n"), "\(piped)")
            let session = try await server.terminal(
                [("/ # ", "echo $((6 * 7))-typed\n"), ("42-typed", "exit\n")],
                ["kubectl", "run", "four", "-it", "--rm", "--image=busybox:1.36", "--restart=Never", "--", "sh"])
            #expect(session.exitCode == 0 && session.output.contains("pod \"four\" deleted"), "\(session)")
        }
    }

    @Test("500 pods are listed in pages of ten, each once, and deleted together")
    func pages() async throws {
        try await withServer(images: false) { server in
            let made = try await server.python("many_pods.py", "500")
            #expect(made.exitCode == 0, "\(made)")
            let listed = try await server.kubectl("get", "pods", "--chunk-size=10", "-v=6")
            let lines = listed.output.split(separator: "\n").dropFirst()
            #expect(lines.count == 500 && lines.allSatisfy { $0.contains("Pending") }, "\(listed.errors.suffix(2000))")
            #expect(Set(lines.map { $0.prefix { $0 != " " } }).count == 500)
            let requests = listed.errors.split(separator: "\n").filter {
                $0.contains("200 OK") && $0.contains("limit=10")
            }
            #expect(requests.count == 50 && requests.dropFirst().allSatisfy { $0.contains("continue=") })
            // One request: kubectl would delete them one by one.
            let removed = try await server.kubectl("delete", "--raw", "/api/v1/namespaces/default/pods")
            #expect(removed.exitCode == 0, "\(removed)")
            let left = try await server.kubectl("get", "pods")
            #expect(left.errors == "No resources found in default namespace.\n", "\(left)")
        }
    }

    @Test("A18: get --watch -o wide shows a pod come up and go")
    func watching() async throws {
        try await withServer { server in
            let manifest = server.directory.appending(path: "pod.yaml").path
            try busyboxPod("web", "sleep 1000").write(toFile: manifest, atomically: true, encoding: .utf8)
            let script = """
                mkfifo events
                kubectl get pods --watch -o wide --output-watch-events > events & watching=$!
                sed -u '/^DELETED/q' < events > seen & reader=$!
                kubectl apply -f \(manifest)
                kubectl wait --for=condition=Ready pod/web --timeout=60s
                kubectl delete pod web --now
                wait $reader; kill $watching; cat seen
                """
            let ran = try await runCommand(
                ["sh", "-c", "cd \(server.directory.path); " + script], environment: ["KUBECONFIG": server.kubeconfig])
            let lines = ran.output.split(separator: "\n").filter { $0.contains("   web ") }
            #expect(lines.first?.hasPrefix("ADDED") == true && lines.last?.hasPrefix("DELETED") == true, "\(ran)")
            #expect(lines.contains { $0.hasPrefix("MODIFIED") && $0.contains("1/1     Running") }, "\(ran)")
            #expect(ran.output.contains("NOMINATED NODE"), "\(ran)")
        }
    }
}

extension TestServer {
    /// Runs kubectl with each list of arguments: it is to succeed and to print the text.
    func expect(_ commands: [([String], String)], from kubectl: String = "kubectl") async throws {
        for (arguments, text) in commands {
            let ran = try await runCommand([kubectl] + arguments, environment: ["KUBECONFIG": kubeconfig])
            #expect(ran.exitCode == 0 && (text.isEmpty || ran.output.contains(text)), "expected \(text)\n\(ran)")
        }
    }
}
