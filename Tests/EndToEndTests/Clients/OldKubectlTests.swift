import Foundation
import KubernetesAPI
import MayflyTestSupport
import Testing

/// kubectl 1.20, which speaks SPDY only and knows ephemeral containers as an alpha feature.
@Suite(.serialized) struct OldKubectlTests {
    @Test("A9 A14: kubectl 1.20 debugs on a terminal, which has a prompt, a size and the target's processes")
    func terminal() async throws {
        try await withServer { server in
            try await server.run(pod: "ephemeral-demo", shelllessPod)
            let kubectl = try await ClientTools.oldKubectl()
            let session = try await server.terminal(
                [
                    // It first sends a size that is one larger, to have screens drawn anew.
                    ("/ # ", "until stty size | grep -q '33 111'; do :; done; stty size; ps; tty\n"),
                    ("/dev/pts/", "exit\n"),
                ],
                [
                    kubectl, "debug", "-it", "ephemeral-demo", "--image=busybox:1.36", "--target=ephemeral-demo",
                    "-c", "debugger",
                ])
            #expect(session.exitCode == 0, "\(session)")
            #expect(session.output.contains("33 111\r\n") && session.output.contains("/pause"), "\(session)")
            let pod = try await server.oldKubectl("get", "pod", "ephemeral-demo", "-o", "json")
            let tree = try JSONValue.parse(Array(pod.output.utf8))
            #expect(tree["spec", "ephemeralContainers"]?.array?.first?["targetContainerName"] == "ephemeral-demo")
        }
    }

    @Test("A2 B2: every piped session of kubectl 1.20 prints what it was asked to")
    func piped() async throws {
        try await withServer { server in
            try await server.run(pod: "ephemeral-demo", shelllessPod)
            for number in 0..<5 {
                let session = try await server.oldKubectl(
                    "debug", "-i", "ephemeral-demo", "--image=busybox:1.36", input: "echo READY; exit\n")
                #expect(session.output.split(separator: "\n").contains("READY"), "\(session)")
                // This kubectl reads and then replaces, on any cluster: a status written in between is a conflict to it.
                let ended = "{.status.ephemeralContainerStatuses[\(number)].state.terminated.exitCode}"
                let wait = try await server.kubectl(
                    "wait", "pod/ephemeral-demo", "--for=jsonpath=\(ended)=0", "--timeout=60s")
                #expect(wait.exitCode == 0, "\(wait)")
            }
            let alpha = try await server.oldKubectl(
                "alpha", "debug", "-i", "ephemeral-demo", "--image=busybox:1.36", input: "echo READY; exit\n")
            #expect(alpha.output.split(separator: "\n").contains("READY"), "\(alpha)")
        }
    }

    @Test("B2 B3: over SPDY no byte of a bulk transfer is lost either way, and exit codes come back")
    func bulk() async throws {
        try await withServer { server in
            try await server.run(pod: "bulk", busyboxPod("bulk", "sleep 1000"))
            let lines = try await server.oldKubectl("exec", "bulk", "--", "seq", "1", "300000")
            #expect(
                lines.output == (1...300_000).map { "\($0)\n" }.joined(), "\(lines.output.utf8.count) \(lines.errors)")
            let input = String(repeating: "0123456789abcdef\n", count: 200_000)
            let copied = try await server.oldKubectl("exec", "-i", "bulk", "--", "cat", input: input)
            #expect(copied.output == input, "\(copied.output.utf8.count) bytes, \(copied.errors)")
            let failed = try await server.oldKubectl(
                "exec", "bulk", "--", "sh", "-c", "echo out; echo err >&2; exit 42")
            #expect(
                failed.exitCode == 42 && failed.output == "out\n" && failed.errors.hasPrefix("err\n"), "\(failed)")
            let file = server.directory.appending(path: "input").path
            try input.write(toFile: file, atomically: true, encoding: .utf8)
            let there = try await server.oldKubectl("cp", file, "bulk:/tmp/input")
            #expect(there.exitCode == 0, "\(there)")
            let back = try await server.oldKubectl("cp", "bulk:/tmp/input", file + ".back")
            #expect(back.exitCode == 0, "\(back)")
            #expect(try String(contentsOfFile: file + ".back", encoding: .utf8) == input)
            let absent = try await server.oldKubectl("exec", "bulk", "--", "/no/such/program")
            #expect(absent.exitCode != 0 && absent.errors.contains("no such file"), "\(absent)")
            let unknown = try await server.oldKubectl("exec", "nosuch", "--", "true")
            #expect(unknown.errors.contains("pods \"nosuch\" not found"), "\(unknown)")
        }
    }

    @Test("A9: kubectl 1.20 attaches to a running container, types and leaves")
    func attach() async throws {
        try await withServer { server in
            try await server.run(
                pod: "shell",
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: shell}
                spec:
                  terminationGracePeriodSeconds: 0
                  restartPolicy: Never
                  containers: [{name: app, image: "busybox:1.36", command: [sh], stdin: true, tty: true}]
                """)
            let session = try await server.terminal(
                [("/ # ", "echo $((6 * 7))-typed\n"), ("42-typed", "exit\n")],
                [try await ClientTools.oldKubectl(), "attach", "-it", "shell"])
            #expect(session.exitCode == 0 && session.output.contains("42-typed"), "\(session)")
            let logs = try await server.oldKubectl("logs", "shell")
            #expect(logs.output.contains("42-typed"), "\(logs)")
            let ended = try await server.mayfly("wait", "--for=jsonpath={.status.phase}=Succeeded", "pod/shell")
            #expect(ended.exitCode == 0, "\(ended)")
        }
    }

    @Test("A2: the EphemeralContainers kind of 1.16 to 1.22 is read with get --raw and written with replace --raw")
    func alphaKind() async throws {
        try await withServer { server in
            try await server.run(pod: "ephemeral-demo", shelllessPod)
            let read = try await server.oldKubectl("get", "--raw", SubresourceTests.path)
            #expect(read.exitCode == 0, "\(read)")
            let file = server.directory.appending(path: "ec.json").path
            try ephemeralContainersBody(pod: "ephemeral-demo").write(toFile: file, atomically: true, encoding: .utf8)
            let added = try await server.oldKubectl("replace", "--raw", SubresourceTests.path, "-f", file)
            #expect(added.exitCode == 0 && added.output.contains("\"kind\":\"EphemeralContainers\""), "\(added)")
            let described = try await server.oldKubectl("describe", "pod", "ephemeral-demo")
            #expect(described.output.contains("Ephemeral Containers:\n  debugger:\n"), "\(described)")
        }
    }

    @Test("A1 A18: the everyday verbs of kubectl 1.20 do what they say")
    func everyday() async throws {
        try await withServer { server in
            let manifest = server.directory.appending(path: "pod.yaml").path
            try busyboxPod("web", "echo from-web; exec sleep 1000").write(
                toFile: manifest, atomically: true, encoding: .utf8)
            try await server.expect(
                [
                    (["apply", "-f", manifest, "--dry-run=server"], "pod/web created (server dry run)"),
                    (["apply", "-f", manifest], "pod/web created"),
                    (["wait", "--for=condition=Ready", "pod/web", "--timeout=60s"], "pod/web condition met"),
                    (["apply", "-f", manifest], "pod/web unchanged"),
                    (["diff", "-f", manifest], ""),
                    (["get", "pods", "-o", "wide"], "web    1/1     Running   0"),
                    (["get", "pod", "web", "-o", "name"], "pod/web"),
                    (["get", "all"], "web "),
                    (["logs", "web"], "from-web"),
                    (["label", "pod", "web", "tier=front"], "pod/web labeled"),
                    (["get", "pods", "-l", "tier in (front)", "--show-labels"], "tier=front"),
                    (["annotate", "pod", "web", "note=seen"], "pod/web annotated"),
                    (["patch", "pod", "web", "-p", #"{"metadata":{"labels":{"a":"b"}}}"#], "pod/web patched"),
                    (
                        ["patch", "pod", "web", "-p", #"{"metadata":{"labels":{"a":"b"}}}"#],
                        "pod/web patched (no change)"
                    ),
                    (["describe", "pod", "web"], "Started container app"),
                    (["describe", "node", "node"], "Non-terminated Pods:"),
                    (["get", "events"], "Started container app"),
                    (["explain", "pod.spec.ephemeralContainers"], "targetContainerName\t<string>"),
                    (["explain", "pod", "--recursive"], "ephemeralContainers\t<[]Object>"),
                    (["api-resources"], "pods"), (["api-versions"], "v1"), (["version"], "Server Version:"),
                    (["auth", "can-i", "create", "pods"], "yes"),
                    (["create", "configmap", "settings", "--from-literal=a=1"], "configmap/settings created"),
                    (["create", "secret", "generic", "hidden", "--from-literal=a=1"], "secret/hidden created"),
                    (["create", "serviceaccount", "robot"], "serviceaccount/robot created"),
                    (["create", "namespace", "x"], "namespace/x created"),
                    (
                        ["run", "one", "--image=busybox:1.36", "-n", "x", "--restart=Never", "--", "true"],
                        "pod/one created"
                    ),
                    (["delete", "namespace", "x", "--timeout=60s"], "namespace \"x\" deleted"),
                    (["delete", "configmap,secret", "settings", "hidden", "--ignore-not-found"], "deleted"),
                    (["delete", "-f", manifest, "--timeout=60s"], "pod \"web\" deleted"),
                    (["get", "pods"], ""),
                ], from: try await ClientTools.oldKubectl())
            let strict = try await server.oldKubectl(
                "create", "-f", "-", input: busyboxPod("odd", "true").replacing("image:", with: "imaeg:"))
            #expect(strict.exitCode == 1 && strict.errors.contains("unknown field \"imaeg\""), "\(strict)")
        }
    }
}
