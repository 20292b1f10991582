import APIServer
import Foundation
import KubernetesAPI
import ResourceStore
import Testing

/// Watches over the socket: what a connection does with a watch that has nothing to say, that ends, or that says too much.
@Suite struct WatchOverHTTPTests {
    /// A server that takes one watch at a time, so that a test can tell whether the one before has ended.
    private static func withServer(_ body: (TestServer, LiveServer) async throws -> Void) async throws {
        let server = try await TestServer { $0.limits.streams = 1 }
        try await LiveServer.with(server.pipeline) { try await body(server, $0) }
    }

    private static func path(_ server: TestServer, _ options: String = "") -> String {
        "\(TestServer.configMaps)?watch=true&resourceVersion=\(server.store.currentRevision)&\(options)"
    }

    private static func begins(_ server: TestServer) async {
        while !server.audit.events.contains(where: { $0.info.verb == "watch" }) { await Task.yield() }
    }

    private static func summaries(_ body: String) -> [String] {
        body.split(separator: "\n").map { summary(try? JSONValue.parse(Array($0.utf8))) }
    }

    @Test("events are sent as they come, and the end in time with a bookmark", arguments: ["--http1.1", "--http2"])
    func live(version: String) async throws {
        try await Self.withServer { server, live in
            let path = Self.path(server, "timeoutSeconds=3&allowWatchBookmarks=true")
            async let answer = live.curl(path, live.adminCertificate + [version])
            for name in ["a", "b", "c"] {
                try await server.create(TestServer.configMaps, ["metadata": ["name": .string(name)]])
                try await Task.sleep(for: .milliseconds(300))  // the watch waits for each of them
            }
            let watched = try await answer
            #expect(watched.exitCode == 0, "\(watched.errors)")
            #expect(Self.summaries(watched.body) == ["ADDED a", "ADDED b", "ADDED c", "BOOKMARK "])
        }
    }

    @Test("what is there before the watch is sent whole, then what happens", arguments: ["--http1.1", "--http2"])
    func initial(version: String) async throws {
        try await Self.withServer { server, live in
            let names = (0..<300).map { "c-\($0)" }
            for name in names { try await server.create(TestServer.configMaps, ["metadata": ["name": .string(name)]]) }
            let path = "\(TestServer.configMaps)?watch=true&timeoutSeconds=2"
            async let answer = live.curl(path, live.adminCertificate + [version])
            await Self.begins(server)
            try await server.create(TestServer.configMaps, ["metadata": ["name": "late"]])
            let watched = Self.summaries(try await answer.body)
            #expect(watched == names.sorted().map { "ADDED \($0)" } + ["ADDED late"])
        }
    }

    @Test("a client that leaves ends its watch, though nothing happens", arguments: ["--http1.1", "--http2"])
    func leaving(version: String) async throws {
        try await Self.withServer { server, live in
            let path = Self.path(server)
            async let answer = live.curl(path, live.adminCertificate + [version, "--max-time", "2"])
            #expect(try await answer.exitCode != 0)
            let next = "\(TestServer.configMaps)?watch=true&timeoutSeconds=1"
            while try await live.curl(next, live.adminCertificate).status == 429 {}
        }
    }

    @Test("stopping the server ends a watch that waits", arguments: ["--http1.1", "--http2"])
    func stopping(version: String) async throws {
        var request: Task<LiveServer.Answer, any Error>?
        try await Self.withServer { server, live in
            let path = Self.path(server)
            // Outlives this scope on purpose: the server stops while the watch is under way.
            request = Task { try await live.curl(path, live.adminCertificate + [version]) }
            await Self.begins(server)
        }
        let answer = try #require(try await request?.value)
        #expect(answer.exitCode == 0, "\(answer.errors)")
        #expect(answer.status == 200)
    }

    @Test("a client that is slow gets every event in its turn")
    func slow() async throws {
        try await Self.withServer { server, live in
            let path = Self.path(server)
            async let read = run("python3", ["-c", Self.slowReader, live.directory, String(live.port), path, "40"])
            let payload = JSONValue.string(String(repeating: "x", count: 100_000))
            for number in 0..<40 {
                try await server.create(
                    TestServer.configMaps, ["metadata": ["name": .string("c-\(number)")], "data": ["payload": payload]])
            }
            let result = try await read
            #expect(result.standardOutput == (0..<40).map { "c-\($0)\n" }.joined(), "\(result.standardError)")
        }
    }

    /// Watches with hardly any buffer, begins to read late, and prints the names of the objects that come.
    private static let slowReader = """
        import json, socket, ssl, sys, time
        directory, port, path, count = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
        context = ssl.create_default_context(cafile=directory + "/pki/ca.crt")
        context.check_hostname = False
        context.load_cert_chain(directory + "/pki/admin.crt", directory + "/pki/admin.key")
        plain = socket.socket()
        plain.settimeout(30)
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        plain.connect(("127.0.0.1", port))
        stream = context.wrap_socket(plain)
        stream.sendall(f"GET {path} HTTP/1.1\\r\\nHost: test\\r\\n\\r\\n".encode())
        time.sleep(2)
        for line in stream.makefile("rb"):
            if line.startswith(b"{"):
                print(json.loads(line)["object"]["metadata"]["name"])
                count -= 1
                if count == 0: break
        """
}
