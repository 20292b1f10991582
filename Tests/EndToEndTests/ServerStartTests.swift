import Foundation
import MayflyTestSupport
import Testing

@Suite(.serialized) struct ServerStartTests {
    @Test(
        "A server that cannot start says why in one line, with the next step, and exits with 1",
        arguments: [
            (["--runtime", "/no/such/runc"], "/no/such/runc"),
            (["--secure-port", "99999"], "port"),
            (["--bind-address", "nowhere"], "not an IP address"),
            (["--feature-gates", "Nope=true"], "unrecognized feature gate"),
            (["--token-auth-file", "/no/such/file"], "/no/such/file"),
            (["--no-such-flag"], "no-such-flag"),
        ])
    func refused(flags: [String], expected: String) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "mayfly-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: directory) }  // what is left of a test is for the tester to see
        let port = flags.contains("--secure-port") ? [] : ["--secure-port", "0"]
        let result = try await runCommand(
            [TestServer.binary, "server", "--data-dir", directory.path] + port + flags, timeout: 20)
        #expect(result.exitCode == 1, "\(result)")
        #expect(result.errors.contains(expected), "\(result)")
        #expect(result.output.isEmpty, "\(result)")
    }

    @Test("A database that is none stops the start and is left as it was")
    func corruptDatabase() async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "mayfly-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: directory) }  // what is left of a test is for the tester to see
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let database = directory.appending(path: "state.db")
        let content = Data(repeating: 7, count: 10000)
        try content.write(to: database)
        let result = try await runCommand(
            [TestServer.binary, "server", "--data-dir", directory.path, "--secure-port", "0"], timeout: 20)
        #expect(result.exitCode == 1 && result.errors.contains("state.db"), "\(result)")
        #expect(try Data(contentsOf: database) == content)
    }

    @Test("The ready line names the address and a kubeconfig that only its owner may read, and the node is there")
    func ready() async throws {
        try await withServer(images: false) { server in
            let nodes = try await server.mayfly("get", "nodes", "-o", "name")
            #expect(nodes.output == "node/node\n", "\(nodes)")
            let attributes = try FileManager.default.attributesOfItem(atPath: server.kubeconfig)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            await server.stop()
            let line = try await server.start()
            #expect(
                line.hasPrefix("mayfly server ready: https://127.0.0.1:")
                    && line.hasSuffix("(kubeconfig \(server.kubeconfig))"))
            let second = try await runCommand(
                [TestServer.binary, "server", "--data-dir", server.dataDirectory, "--secure-port", "0"], timeout: 20)
            #expect(second.exitCode == 1, "two servers on one data directory: \(second)")
        }
    }
}
