import APIServer
import Foundation
import KubernetesAPI
import NIOCore
import StreamProtocols
import Testing

protocol PreparedTestSession: PreparedSession {}

/// Sends back what comes in, and ends with a code when the client has no more.
private struct EchoSession: PreparedTestSession {
    var tty = false
    var code: Int32 = 0

    func run(_ session: some RemoteCommandSession) async {
        do {
            for try await input in session.input {
                switch input {
                case .stdin(let bytes): try await session.write(bytes, to: .stdout)
                case .stdinClosed: return await session.finish(.exited(code: code))
                case .resize: break
                }
            }
        } catch {
            Issue.record(error)
        }
    }
}

/// Writes a great deal and ends.
private struct FloodSession: PreparedTestSession {
    let tty = false
    let megabytes: Int

    func run(_ session: some RemoteCommandSession) async {
        do {
            for _ in 0..<megabytes {
                try await session.write(ByteBuffer(repeating: UInt8(ascii: "x"), count: 1 << 20), to: .stdout)
            }
            try await session.write(ByteBuffer(string: "the end"), to: .stderr)
        } catch {
            Issue.record(error)
        }
        await session.finish(.exited(code: 0))
    }
}

/// Waits for the client to leave, and tells whether input ended.
private struct WaitingSession: PreparedTestSession {
    let tty = false
    let began = AsyncStream.makeStream(of: Void.self)
    let ended = AsyncStream.makeStream(of: Bool.self)

    func run(_ session: some RemoteCommandSession) async {
        began.continuation.yield()
        do {
            for try await _ in session.input {}
            ended.continuation.yield(true)
        } catch {
            ended.continuation.yield(false)
        }
    }
}

private struct FailingSession: PreparedTestSession {
    let tty = false
    func run(_ session: some RemoteCommandSession) async {
        await session.finish(.failed("error executing command in container: no such file"))
    }
}

@Suite struct SessionTests {
    @Test("A9: kubectl exec sends input and receives output to the last byte", arguments: Carrier.allCases)
    func echo(carrier: Carrier) async throws {
        let text = String((0..<200_000).map { "line \($0)\n" }.joined().prefix(1_500_000))
        let output = try await LiveServer.with(DocumentsHandler(session: EchoSession())) {
            try await $0.kubectl(["exec", "-i", "web", "--", "cat"], stdin: text, over: carrier)
        }
        #expect(output.code == 0, "\(output.standardError)")
        #expect(output.standardOutput == text)
    }

    @Test("B3: kubectl exec exits with the command's exit code", arguments: [1, 3, 127], Carrier.allCases)
    func exitCode(code: Int32, carrier: Carrier) async throws {
        let output = try await LiveServer.with(DocumentsHandler(session: EchoSession(code: code))) {
            try await $0.kubectl(["exec", "-i", "web", "--", "cat"], stdin: "hello", over: carrier)
        }
        #expect(output.code == code)
        #expect(output.standardOutput == "hello")
        #expect(output.standardError == "command terminated with exit code \(code)\n")
    }

    @Test("B2: no output is lost when the command ends at once after writing much", arguments: Carrier.allCases)
    func flood(carrier: Carrier) async throws {
        let output = try await LiveServer.with(DocumentsHandler(session: FloodSession(megabytes: 32))) {
            try await $0.kubectl(["exec", "web", "--", "cat"], over: carrier)
        }
        #expect(output.standardOutput.utf8.count == 32 << 20)
        #expect(output.standardError == "the end")
        #expect(output.code == 0)
    }

    @Test("a session that fails tells its reason", arguments: Carrier.allCases)
    func failing(carrier: Carrier) async throws {
        let output = try await LiveServer.with(DocumentsHandler(session: FailingSession())) {
            try await $0.kubectl(["exec", "web", "--", "cat"], over: carrier)
        }
        #expect(output.code == 1)
        #expect(output.standardError.contains("error executing command in container: no such file"))
    }

    @Test("a refusal comes through to kubectl in the server's words, by WebSocket and by its SPDY fallback")
    func refusal() async throws {
        let output = try await LiveServer.with(DocumentsHandler(session: nil)) {
            try await $0.kubectl(["exec", "web", "--", "cat"])
        }
        #expect(output.code == 1)
        #expect(output.standardError == "Error from server (NotFound): pods \"gone\" not found\n")
    }

    @Test(
        "a handshake for SPDY names a protocol that we know, or is refused",
        arguments: [
            (["Upgrade: SPDY/3.1"], 400, "X-Stream-Protocol-Version is required"),
            (["Upgrade: SPDY/2", "X-Stream-Protocol-Version: v4.channel.k8s.io"], 400, "missing upgrade headers"),
            (
                ["Upgrade: SPDY/3.1", "X-Stream-Protocol-Version: v9.channel.k8s.io"], 403,
                "client supports [v9.channel.k8s.io], server accepts [v5.channel.k8s.io v4.channel.k8s.io"
            ),
        ])
    func refusedSPDY(headers: [String], status: Int, reason: String) async throws {
        let answer = try await LiveServer.with(DocumentsHandler(session: EchoSession())) { try await $0.spdy(headers) }
        #expect(answer.status == status)
        #expect(answer.json?["message"]?.string?.contains(reason) == true, "\(answer)")
        #expect(answer.json?["kind"] == "Status")
        if status == 403 {
            #expect(answer.head.contains("X-Accepted-Stream-Protocol-Versions: v2.channel.k8s.io"), "\(answer)")
        }
    }

    @Test(
        "the first of the client's protocols that we know is spoken over SPDY, by GET and POST",
        arguments: [
            (["v4.channel.k8s.io", "v3.channel.k8s.io"], "v4.channel.k8s.io"),
            (["v9.channel.k8s.io, v2.channel.k8s.io"], "v2.channel.k8s.io"), (["channel.k8s.io"], "channel.k8s.io"),
        ], ["GET", "POST"])
    func negotiated(offered: ([String], String), method: String) async throws {
        let headers = offered.0.map { "X-Stream-Protocol-Version: \($0)" }
        let answer = try await LiveServer.with(DocumentsHandler(session: EchoSession())) {
            try await $0.spdy(["Upgrade: SPDY/3.1"] + headers, ["-X", method, "--max-time", "3"])
        }
        #expect(answer.status == 101)
        #expect(answer.output.contains("\r\nX-Stream-Protocol-Version: \(offered.1)\r\n"), "\(answer)")
        #expect(answer.output.contains("\r\nUpgrade: SPDY/3.1\r\n"), "\(answer)")
    }

    @Test("a client that vanishes ends the session's input")
    func vanishing() async throws {
        let session = WaitingSession()
        try await LiveServer.with(DocumentsHandler(session: session)) { server in
            async let client = server.websocket(["--max-time", "3"])
            var ended = session.ended.stream.makeAsyncIterator()
            #expect(await ended.next() == true)
            _ = try await client
        }
    }

    @Test("stopping the server ends sessions")
    func stopping() async throws {
        let session = WaitingSession()
        let client = try await LiveServer.with(DocumentsHandler(session: session)) { server in
            let client = Task { try await server.websocket([]) }
            var began = session.began.stream.makeAsyncIterator()
            await began.next()
            return client
        }
        var ended = session.ended.stream.makeAsyncIterator()
        #expect(await ended.next() == true)
        _ = try await client.value
    }

    @Test(
        "handshakes that are none are refused",
        arguments: [
            (["Sec-WebSocket-Version: 12"], "not valid"), (["Sec-WebSocket-Key: short"], "not valid"),
            (["Sec-WebSocket-Protocol: v9.channel.k8s.io"], "not supported"),
        ])
    func badHandshake(headers: [String], reason: String) async throws {
        let answer = try await LiveServer.with(DocumentsHandler(session: EchoSession())) {
            try await $0.websocket(headers.flatMap { ["-H", $0] })
        }
        #expect(answer.status == 400)
        #expect(answer.json?["message"]?.string?.contains(reason) == true, "\(answer)")
    }

    @Test(
        "the subprotocol is agreed on",
        arguments: [
            ("v5.channel.k8s.io", "v5.channel.k8s.io"), ("v4.channel.k8s.io, v5.channel.k8s.io", "v5.channel.k8s.io"),
            ("v4.channel.k8s.io", "v4.channel.k8s.io"), ("channel.k8s.io", "channel.k8s.io"),
            ("v4.base64.channel.k8s.io", "v4.base64.channel.k8s.io"),
            ("base64.channel.k8s.io", "base64.channel.k8s.io"),
        ])
    func subprotocol(offered: String, chosen: String) async throws {
        let answer = try await LiveServer.with(DocumentsHandler(session: FailingSession())) {
            try await $0.websocket(["-H", "Sec-WebSocket-Protocol: \(offered)", "--max-time", "4"])
        }
        #expect(answer.status == 101)
        #expect(answer.output.contains("Sec-WebSocket-Protocol: \(chosen)\r\n"))
        // The value that RFC 6455 section 1.3 gives for its sample key.
        #expect(answer.output.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"))
    }
}

/// What kubectl is told to speak.
enum Carrier: CaseIterable { case webSocket, spdy }

extension LiveServer {
    func kubectl(
        _ arguments: [String], stdin: String? = nil, over carrier: Carrier
    ) async throws -> (standardOutput: String, standardError: String, code: Int32) {
        try await run(
            "env",
            [
                "KUBECTL_REMOTE_COMMAND_WEBSOCKETS=\(carrier == .webSocket)", "kubectl", "--kubeconfig",
                directory + "/admin.kubeconfig", "--cache-dir", directory + "/cache",
            ] + arguments, stdin: stdin.map { Data($0.utf8) })
    }

    /// A handshake for SPDY by curl.
    func spdy(_ headers: [String], _ arguments: [String] = ["-X", "POST"]) async throws -> Answer {
        try await curl(
            "/api/v1/namespaces/default/pods/web/exec?command=sh&stdin=true&stdout=true",
            ["--http1.1", "-N", "-H", "Connection: Upgrade"] + headers.flatMap { ["-H", $0] } + arguments)
    }

    /// A WebSocket handshake by curl, with headers that take the place of the usual ones.
    func websocket(_ arguments: [String]) async throws -> Answer {
        let given = Set(arguments.filter { $0.contains(": ") }.map { $0.prefix { $0 != ":" } })
        let usual = [
            "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: v5.channel.k8s.io",
        ].filter { !given.contains($0.prefix { $0 != ":" }) }
        return try await curl(
            "/api/v1/namespaces/default/pods/web/exec?command=sh&stdin=true&stdout=true",
            ["--http1.1", "-N"] + usual.flatMap { ["-H", $0] } + arguments)
    }
}
