import Foundation
import KubernetesAPI
import MayflyTestSupport
import Testing

@Suite(.serialized) struct SessionTests {
    @Test("B2: every piped session of kubectl prints what it was asked to")
    func pipedSessions() async throws {
        try await withServer { server in
            try await server.run(pod: "ephemeral-demo", shelllessPod)
            for _ in 0..<20 {
                let session = try await server.kubectl(
                    "debug", "-i", "ephemeral-demo", "--image=busybox:1.36", input: "echo READY; exit\n")
                #expect(session.output.split(separator: "\n").contains("READY"), "\(session)")
            }
        }
    }

    @Test("B2 B3: a command that ends at once has all of its output and its exit code, attached before it starts")
    func endsAtOnce() async throws {
        try await withServer { server in
            try await server.run(pod: "ephemeral-demo", shelllessPod)
            for code in 0..<12 {
                let session = try await server.mayfly(
                    "debug", code % 2 == 0 ? "-i" : "--attach", "-q", "ephemeral-demo", "--image=busybox:1.36", "--",
                    "sh",
                    "-c", "echo out; echo err >&2; exit \(code)")
                #expect(
                    session.exitCode == code && session.output == "out\n" && session.errors == "err\n", "\(session)")
            }
        }
    }

    @Test("B2 B3: no byte of a bulk transfer is lost either way, and exit codes come back")
    func bulk() async throws {
        try await withServer { server in
            try await server.run(pod: "bulk", busyboxPod("bulk", "sleep 1000"))
            let lines = try await server.mayfly("exec", "bulk", "--", "seq", "1", "300000")
            #expect(lines.output.split(separator: "\n").count == 300_000 && lines.output.hasSuffix("\n300000\n"))
            let input = String(repeating: "0123456789abcdef\n", count: 200_000)
            for client in TestServer.Client.allCases {
                let counted = try await server.run(client, "exec", "-i", "bulk", "--", "wc", "-c", input: input)
                #expect(counted.output.contains("\(input.utf8.count)"), "\(counted.output)\(counted.errors)")
            }
            let failed = try await server.mayfly("exec", "bulk", "--", "sh", "-c", "echo out; echo err >&2; exit 42")
            #expect(failed.exitCode == 42 && failed.output == "out\n" && failed.errors.hasPrefix("err\n"), "\(failed)")
            let kubectl = try await server.kubectl("exec", "bulk", "--", "sh", "-c", "exit 42")
            #expect(
                kubectl.exitCode == 42 && kubectl.errors.contains("command terminated with exit code 42"), "\(kubectl)")
        }
    }

    @Test("A9: logs, exec and attach work on ephemeral containers as on others")
    func interaction() async throws {
        try await withServer { server in
            try await server.run(pod: "ephemeral-demo", shelllessPod)
            let added = try await server.mayfly(
                "debug", "ephemeral-demo", "-c", "dbg", "--image=busybox:1.36", "--", "sh", "-c",
                "echo one; echo two; sleep 1000")
            #expect(added.exitCode == 0, "\(added)")
            let running = try await server.mayfly(
                "wait", "--for=jsonpath={.status.ephemeralContainerStatuses[0].state.running}", "pod/ephemeral-demo")
            #expect(running.exitCode == 0, "\(running)")
            for client in TestServer.Client.allCases {
                let ran = try await server.run(client, "exec", "ephemeral-demo", "-c", "dbg", "--", "echo", "inside")
                #expect(ran.output == "inside\n", "\(ran)")
                let tail = try await server.run(client, "logs", "ephemeral-demo", "-c", "dbg", "--tail=1")
                #expect(tail.output == "two\n", "\(tail)")
            }
            let unknown = try await server.kubectl("logs", "ephemeral-demo", "-c", "nosuch")
            #expect(unknown.errors.contains("container nosuch is not valid for pod ephemeral-demo"), "\(unknown)")
        }
    }

    @Test("B1: a session asks each thing once and is told the rest: nothing polls, on either side")
    func noPolling() async throws {
        let log = FileManager.default.temporaryDirectory.appending(path: "mayfly-audit-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: log) }  // what is left of a test is for the tester to see
        try await withServer(flags: ["--audit-log-path", log.path]) { server in
            try await server.run(pod: "ephemeral-demo", shelllessPod)
            let before = try auditedRequests(log).count
            let session = try await server.mayfly(
                "debug", "-i", "ephemeral-demo", "-c", "dbg", "--image=busybox:1.36", input: "sleep 2; exit 3\n")
            #expect(session.exitCode == 3, "\(session)")
            let requests = try auditedRequests(log).dropFirst(before).filter { $0.path.contains("ephemeral-demo") }
            let client = requests.filter { $0.user == "kubernetes-admin" }.map(\.what)
            #expect(Set(client).count == client.count, "one of each: \(client)")
            #expect(client.filter { $0.hasSuffix("ephemeralcontainers") } == ["patch pods/ephemeralcontainers"])
            // It became running, and it ended: two things to tell, though two seconds went by.
            let node = requests.filter { $0.user.hasPrefix("system:node:") }.map(\.what)
            #expect(node.filter { $0 == "patch pods/status" }.count <= 3, "\(node)")
            #expect(node.allSatisfy { $0 == "patch pods/status" }, "\(node)")
        }
    }

    @Test("B9: a start without hope ends at once with the reason")
    func hopeless() async throws {
        try await withServer { server in
            try await server.run(pod: "ephemeral-demo", shelllessPod)
            let absent = try await server.mayfly(
                "debug", "-i", "ephemeral-demo", "--image=nowhere:1", "--image-pull-policy=Never", timeout: 20)
            #expect(absent.exitCode == 1 && absent.errors.contains("ErrImageNeverPull"), "\(absent)")
            let command = try await server.mayfly(
                "debug", "-i", "ephemeral-demo", "--image=busybox:1.36", "--", "/no/such/program", timeout: 20)
            #expect(command.exitCode != 0 && (command.errors + command.output).contains("no such file"), "\(command)")
        }
    }
}

private struct AuditedRequest {
    var user: String
    /// Verb, resource and subresource.
    var what: String
    var path: String
}

private func auditedRequests(_ log: URL) throws -> [AuditedRequest] {
    try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map { line in
        let event = try JSONValue.parse(Array(line.utf8))
        let resource = [event["objectRef", "resource"]?.string, event["objectRef", "subresource"]?.string]
        return AuditedRequest(
            user: event["user", "username"]?.string ?? "",
            what: "\(event["verb"]?.string ?? "") \(resource.compactMap { $0 }.joined(separator: "/"))",
            path: event["requestURI"]?.string ?? "")
    }
}
