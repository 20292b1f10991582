import MayflyTestSupport
import Testing

/// Libraries as their users write programs with them; what is demanded of them stands in the programs.
@Suite(.serialized) struct PythonTests {
    @Test(
        "A1 A3 A9: the Python packages run pods on Mayfly",
        arguments: ["kubernetes_package.py", "dynamic_client.py", "kr8s_package.py"])
    func library(program: String) async throws {
        try await withServer { server in
            let ran = try await server.python(program)
            #expect(ran.exitCode == 0 && ran.output.hasSuffix("all is well\n"), "\(ran)\n\(server.log.suffix(3000))")
        }
    }

    @Test("B2 B3: exec works over every WebSocket subprotocol that kube-apiserver knows")
    func subprotocols() async throws {
        try await withServer { server in
            try await server.run(pod: "web", busyboxPod("web", "sleep 1000"))
            let ran = try await server.python("websocket_protocols.py", "web")
            #expect(ran.exitCode == 0 && ran.output.hasSuffix("all is well\n"), "\(ran)\n\(server.log.suffix(3000))")
        }
    }
}
