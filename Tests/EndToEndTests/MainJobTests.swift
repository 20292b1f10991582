import MayflyTestSupport
import Testing

@Suite(.serialized) struct MainJobTests {
    @Test("A1 A10 A11 A12 A14 B3: a pod without a shell is debugged, with and without its processes, by both clients")
    func debugging() async throws {
        try await withServer { server in
            try await server.run(pod: "ephemeral-demo", shelllessPod)
            let shell = try await server.mayfly("exec", "ephemeral-demo", "--", "sh")
            #expect(shell.exitCode != 0, "the image was to have no shell: \(shell)")

            let script = "ps; wget -qO- http://localhost:8080/; echo IPC $(readlink /proc/self/ns/ipc); exit 7\n"
            let own = try await server.mayfly(
                "debug", "-i", "ephemeral-demo", "--image=busybox:1.36", input: script)
            #expect(own.exitCode == 7, "\(own)")
            #expect(own.output.contains("hello from a pod without a shell"), "\(own)")
            #expect(!own.output.contains("/pause"), "\(own)")

            let shared = try await server.mayfly(
                "debug", "-i", "ephemeral-demo", "--image=busybox:1.36", "--target=ephemeral-demo", input: script)
            #expect(shared.exitCode == 7, "\(shared)")
            #expect(shared.output.contains("/pause"), "\(shared)")

            let kubectl = try await server.kubectl(
                "debug", "-i", "ephemeral-demo", "--image=busybox:1.36", "--target=ephemeral-demo", input: script)
            #expect(kubectl.output.contains("/pause") && kubectl.output.contains("hello from a pod"), "\(kubectl)")
            #expect(kubectl.output.contains("Defaulting debug container name to debugger-"), "\(kubectl)")

            let alpha = try await server.mayfly(
                "alpha", "debug", "ephemeral-demo", "--image=busybox:1.36", "--interactive=true", "-q",
                input: "echo READY; exit\n")
            #expect(alpha.output == "READY\n", "\(alpha)")
        }
    }

    @Test("A14: a terminal session of kubectl shows a prompt, takes keys, has a size, and ends with the shell")
    func terminal() async throws {
        try await withServer { server in
            try await server.run(pod: "ephemeral-demo", shelllessPod)
            // kubectl first sends a size that is one larger, to have screens drawn anew.
            let script = "until stty size | grep -q '33 111'; do :; done; stty size; ps; tty\nexit\n"
            for client in ["kubectl", TestServer.binary] {
                let session = try await runCommand(
                    [
                        "script", "-qec",
                        "stty rows 33 cols 111; \(client) debug -it ephemeral-demo --image=busybox:1.36 --target=ephemeral-demo",
                        "/dev/null",
                    ], input: script, environment: ["KUBECONFIG": server.kubeconfig])
                #expect(session.output.contains("/ # "), "\(session)")
                #expect(session.output.contains("33 111\r\n"), "\(session)")
                #expect(session.output.contains("/pause"), "\(session)")
                #expect(session.output.contains("/dev/pts/"), "\(session)")
            }
        }
    }

    @Test("A10: with shareProcessNamespace every container sees the pod's processes, and none is process 1")
    func sharedProcesses() async throws {
        try await withServer { server in
            try await server.run(
                pod: "shared", busyboxPod("shared", "sleep 1000", extra: "  shareProcessNamespace: true"))
            let seen = try await server.mayfly(
                "debug", "-i", "-q", "shared", "--image=busybox:1.36", input: "ps; cat /proc/1/comm; exit\n")
            #expect(seen.output.contains("sleep 1000"), "\(seen)")
            #expect(seen.output.contains("catatonit"), "\(seen)")
        }
    }

    @Test(
        "A11: a debug container has the pod's volumes on request, its network and hosts, and an environment of its own")
    func sharing() async throws {
        try await withServer { server in
            try await server.run(
                pod: "volumes",
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: volumes}
                spec:
                  terminationGracePeriodSeconds: 0
                  volumes: [{name: work, emptyDir: {}}]
                  containers:
                  - name: app
                    image: busybox:1.36
                    command: [sh, -c, "echo from-app > /work/file; exec sleep 1000"]
                    env: [{name: APP_ONLY, value: "1"}]
                    volumeMounts: [{name: work, mountPath: /work}]
                """)
            let patch = """
                {"spec":{"ephemeralContainers":[{"name":"dbg","image":"busybox:1.36","stdin":true,"env":[{"name":"OWN","value":"2"}],
                "command":["sh","-c","cat /seen/file; env; hostname; grep volumes /etc/hosts"],
                "volumeMounts":[{"name":"work","mountPath":"/seen"}]}]}}
                """
            let added = try await server.kubectl(
                "patch", "pod", "volumes", "--subresource=ephemeralcontainers", "--type=strategic", "-p", patch)
            #expect(added.exitCode == 0, "\(added)")
            let ended = try await server.mayfly(
                "wait", "--for=jsonpath={.status.ephemeralContainerStatuses[0].state.terminated.exitCode}=0",
                "pod/volumes")
            #expect(ended.exitCode == 0, "\(ended)")
            let log = try await server.mayfly("logs", "volumes", "-c", "dbg")
            #expect(log.output.contains("from-app\n") && log.output.contains("OWN=2"), "\(log)")
            #expect(!log.output.contains("APP_ONLY"), "\(log)")
            #expect(log.output.contains("\nvolumes\n"), "\(log)")
        }
    }
}
