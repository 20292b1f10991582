import APIServer
import Foundation
import KubernetesAPI
import NIOCore
import Testing

@Suite struct HTTPServerTests {
    @Test("the server answers over HTTP/1.1 and HTTP/2 as the client chooses", arguments: ["--http1.1", "--http2"])
    func bothVersions(version: String) async throws {
        let answer = try await LiveServer.with(EchoHandler()) { server in
            try await server.curl("/api/v1/pods?limit=500", [version])
        }
        #expect(answer.status == 200, "\(answer)")
        #expect(answer.head.hasPrefix(version == "--http2" ? "HTTP/2 200" : "HTTP/1.1 200"))
        #expect(answer.json?["path"]?.string == "/api/v1/pods")
        #expect(answer.json?["user"]?.string == "")
    }

    @Test("a client certificate of our CA gives the user and the groups", arguments: ["--http1.1", "--http2"])
    func clientCertificate(version: String) async throws {
        let answer = try await LiveServer.with(EchoHandler()) { server in
            try await server.curl("/", [version] + server.adminCertificate)
        }
        #expect(answer.json?["user"]?.string == "kubernetes-admin")
        #expect(answer.json?["groups"] == ["system:masters"])
    }

    @Test("a body of 3 MiB is taken and one byte more is answered with 413", arguments: ["--http1.1", "--http2"])
    func bodyLimit(version: String) async throws {
        try await LiveServer.with(EchoHandler()) { server in
            let limit = Data(repeating: 0x20, count: 3 << 20)
            let most = try await server.curl("/", [version, "--data-binary", "@-"], stdin: limit)
            #expect(most.status == 200, "\(most.errors)")
            #expect(most.json?["length"]?.int64 == 3 << 20)
            let tooMuch = try await server.curl("/", [version, "--data-binary", "@-"], stdin: limit + [0x20])
            #expect(tooMuch.status == 413, "\(tooMuch.errors)")
            #expect(tooMuch.json?["reason"] == "RequestEntityTooLarge")
            #expect(tooMuch.json?["message"] == "Request entity too large: limit is 3145728")
            let chunked = try await server.curl(
                "/", [version, "-H", "Transfer-Encoding: chunked", "-H", "Expect:", "--data-binary", "@-"],
                stdin: limit + limit)
            #expect(chunked.status == 413, "\(chunked.errors)")
        }
    }

    @Test("a client that expects 100-continue gets it before it sends the body, or 413 instead")
    func expectContinue() async throws {
        try await LiveServer.with(EchoHandler()) { server in
            let expect = [
                "--http1.1", "-H", "Expect: 100-continue", "--expect100-timeout", "15", "--data-binary", "@-",
            ]
            let small = try await server.curl("/", expect, stdin: Data(repeating: 0x20, count: 10))
            #expect(small.statuses == [100, 200])
            let big = try await server.curl("/", expect, stdin: Data(repeating: 0x20, count: 4 << 20))
            #expect(big.statuses == [413], "\(big.errors)")
        }
    }

    @Test("a header that is too long is answered with 431")
    func headerLimit() async throws {
        let answer = try await LiveServer.with(EchoHandler()) { server in
            try await server.curl("/", ["--http1.1", "-H", "X-Long: " + String(repeating: "a", count: 70_000)])
        }
        #expect(answer.status == 431, "\(answer.errors)")
        #expect(answer.json?["kind"] == "Status")
    }

    @Test("an address that is too long is refused", arguments: ["--http1.1", "--http2"])
    func longAddress(version: String) async throws {
        try await LiveServer.with(EchoHandler()) { server in
            let fits = try await server.curl("/?a=" + String(repeating: "a", count: 8000), [version])
            #expect(fits.status == 200)
            let answer = try await server.curl("/?a=" + String(repeating: "a", count: 120_000), [version])
            #expect(answer.status.map { 400..<500 ~= $0 } ?? (answer.exitCode != 0), "\(answer.errors)")
        }
    }

    @Test(
        "a wrong encoding in path or query is answered with 400",
        arguments: ["/%zz", "/a%2", "/?a=%f", "/%ff", "/a%00"])
    func badEncoding(path: String) async throws {
        let answer = try await LiveServer.with(EchoHandler()) { try await $0.curl(path) }
        #expect(answer.status == 400)
        #expect(answer.json?["reason"] == "BadRequest")
    }

    @Test("HEAD gets the length of the body without the body", arguments: ["--http1.1", "--http2"])
    func head(version: String) async throws {
        let answer = try await LiveServer.with(EchoHandler()) { try await $0.curl("/livez", [version, "-I"]) }
        #expect(answer.status == 200)
        #expect(answer.head.lowercased().contains("content-length: "))
        #expect(answer.body.isEmpty)
    }

    @Test("a method that no API has is answered with 405")
    func unknownMethod() async throws {
        let answer = try await LiveServer.with(EchoHandler()) { try await $0.curl("/", ["-X", "PROPFIND"]) }
        #expect(answer.status == 405)
        #expect(answer.json?["reason"] == "MethodNotAllowed")
    }

    @Test("several requests use one connection, one after the other", arguments: ["--http1.1", "--http2"])
    func keepAlive(version: String) async throws {
        try await LiveServer.with(EchoHandler()) { server in
            let result = try await server.curl(
                "/1", [version, "-w", "%{num_connects} ", server.url + "/2", server.url + "/3"])
            // curl prints the number of new connections after each transfer.
            #expect(result.output.components(separatedBy: "}1 ").count == 2)
            #expect(result.output.components(separatedBy: "}0 ").count == 3)
        }
    }

    @Test("pipelined requests are answered in order")
    func pipelining() async throws {
        try await LiveServer.with(EchoHandler()) { server in
            let requests = (1...20).map {
                "GET /\($0) HTTP/1.1\r\nHost: x\r\n\($0 == 20 ? "Connection: close\r\n" : "")\r\n"
            }
            let result = try await server.openssl(requests.joined())
            let order = (1...20).compactMap { result.range(of: "\"path\":\"/\($0)\"")?.lowerBound }
            #expect(order.count == 20)
            #expect(order == order.sorted())
        }
    }

    @Test("what is not HTTP is answered with 400 and closed")
    func garbage() async throws {
        let result = try await LiveServer.with(EchoHandler()) { try await $0.openssl("NOT HTTP AT ALL\r\n\r\n") }
        #expect(result.contains("HTTP/1.1 400 Bad Request"))
    }

    @Test(
        "a request that does not come to its end is given up",
        arguments: ["GET / HTTP/1.1\r\nHost:", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf"])
    func slowRequest(begun: String) async throws {
        try await LiveServer.with(EchoHandler()) {
            $0.requestTimeout = .milliseconds(300)
        } _: { server in
            // openssl waits for the server to close; nothing comes before that.
            let answer = try await server.openssl(begun)
            #expect(answer.isEmpty)
        }
    }

    @Test("a port in use is told in one sentence")
    func portInUse() async throws {
        try await LiveServer.with(EchoHandler()) { server in
            await #expect(throws: ServerStartError.self) {
                try await LiveServer.with(EchoHandler()) {
                    $0.port = server.port
                } _: { _ in
                }
            }
            do {
                try await LiveServer.with(EchoHandler()) {
                    $0.port = server.port
                } _: { _ in
                }
            } catch {
                #expect(
                    "\(error)"
                        == "cannot listen on 127.0.0.1 port \(server.port): the port is in use; choose another with --secure-port"
                )
            }
        }
    }

    @Test(
        "an address that is none, or not this machine's, is told in one sentence",
        arguments: ["localhost", "192.0.2.1"])
    func badAddress(address: String) async throws {
        await #expect(throws: ServerStartError.self) {
            try await LiveServer.with(EchoHandler()) {
                $0.bindAddress = address
            } _: { _ in
            }
        }
    }
}

extension LiveServer {
    /// Sends bytes over TLS without ALPN and gives back all that comes until the server closes.
    func openssl(_ bytes: String) async throws -> String {
        try await run(
            "openssl",
            ["s_client", "-connect", "127.0.0.1:\(port)", "-CAfile", directory + "/pki/ca.crt", "-quiet", "-ign_eof"],
            stdin: Data(bytes.utf8)
        ).standardOutput
    }
}
