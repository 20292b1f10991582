import KubernetesAPI
import MayflyTestSupport
import Testing

@Suite(.serialized) struct RecoveryTests {
    @Test("B12: kill -9 of the server in the middle of a session leaves the container running, and attach gets back in")
    func killed() async throws {
        try await withServer { server in
            try await server.run(pod: "ephemeral-demo", shelllessPod)
            let added = try await server.mayfly(
                "debug", "ephemeral-demo", "-c", "dbg", "--image=busybox:1.36", "--env=A=b")
            #expect(added.exitCode == 0, "\(added)")
            _ = try await server.kubectl(
                "patch", "pod", "ephemeral-demo", "--subresource=ephemeralcontainers", "--type=strategic", "-p",
                #"{"spec":{"$setElementOrder/ephemeralContainers":[{"name":"dbg"},{"name":"shell"}],"ephemeralContainers":[{"name":"shell","image":"busybox:1.36","stdin":true,"tty":true}]}}"#
            )
            let running = try await server.mayfly(
                "wait", "--for=jsonpath={.status.ephemeralContainerStatuses[1].state.running}", "pod/ephemeral-demo")
            #expect(running.exitCode == 0, "\(running)")
            // The session's input stays open, as a person's would: its end would end the shell.
            async let _ = runCommand(
                [
                    "bash", "-c",
                    "exec script -qec 'kubectl attach -it ephemeral-demo -c shell' /dev/null < <(echo 'MARK=before; touch /marked'; sleep 60)",
                ], environment: ["KUBECONFIG": server.kubeconfig], timeout: 60)
            let marked = try await server.mayfly(
                "exec", "ephemeral-demo", "-c", "shell", "--", "sh", "-c", "until [ -e /marked ]; do sleep 0.1; done")
            #expect(marked.exitCode == 0, "\(marked)")
            let before = try await server.kubectl("get", "pod", "ephemeral-demo", "-o", "json")
            await server.killServer()
            try await server.start()

            let after = try await server.kubectl("get", "pod", "ephemeral-demo", "-o", "json")
            func identifiers(_ result: CommandResult) throws -> [String] {
                let status = try JSONValue.parse(Array(result.output.utf8))["status"]
                return ["containerStatuses", "ephemeralContainerStatuses"].flatMap { list in
                    (status?[list]?.array ?? []).map {
                        "\($0["containerID"]?.string ?? "") \($0["restartCount"]?.int64 ?? -1)"
                    }
                }
            }
            #expect(try identifiers(before) == identifiers(after))
            let attached = try await runCommand(
                ["script", "-qec", "kubectl attach -it ephemeral-demo -c shell", "/dev/null"],
                input: "echo still $MARK here\nexit\n", environment: ["KUBECONFIG": server.kubeconfig])
            #expect(attached.output.contains("still before here"), "\(attached)")
        }
    }

    @Test(
        "A7: an ephemeral container that has ended is not run again, under restartPolicy Always and across a restart of the server"
    )
    func neverAgain() async throws {
        try await withServer { server in
            try await server.run(pod: "always", busyboxPod("always", "sleep 1000", restartPolicy: "Always"))
            let ended = try await server.mayfly(
                "debug", "-i", "-q", "always", "-c", "once", "--image=busybox:1.36", "--", "sh", "-c",
                "echo ran; exit 3")
            #expect(ended.exitCode == 3 && ended.output == "ran\n", "\(ended)")
            await server.killServer()
            try await server.start()
            let ready = try await server.mayfly("wait", "--for=condition=Ready", "pod/always")
            #expect(ready.exitCode == 0, "\(ready)")
            let pod = try JSONValue.parse(
                Array(try await server.mayfly("get", "pod", "always", "-o", "json").output.utf8))
            let status = pod["status", "ephemeralContainerStatuses"]?.array?.first
            #expect(status?["state", "terminated", "exitCode"]?.int64 == 3)
            #expect(status?["restartCount"]?.int64 == 0)
            #expect(pod["status", "phase"]?.string == "Running")
            let log = try await server.mayfly("logs", "always", "-c", "once")
            #expect(log.output == "ran\n", "\(log)")
        }
    }

    @Test("A7 A13: a crashing container is restarted with back-off, and its pod can be entered meanwhile")
    func crashing() async throws {
        try await withServer { server in
            _ = try await server.mayfly(
                "apply", "-f", "-", input: busyboxPod("crash", "exit 1", restartPolicy: "Always"))
            let backedOff = try await server.mayfly(
                "wait", "--for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=CrashLoopBackOff",
                "pod/crash")
            #expect(backedOff.exitCode == 0, "\(backedOff)")
            let entered = try await server.mayfly(
                "debug", "-i", "-q", "crash", "--image=busybox:1.36", input: "echo inside; exit\n")
            #expect(entered.output == "inside\n", "\(entered)")
            let shown = try await server.kubectl("get", "pod", "crash")
            #expect(shown.output.contains("CrashLoopBackOff") && shown.output.contains("0/1"), "\(shown)")
        }
    }
}
