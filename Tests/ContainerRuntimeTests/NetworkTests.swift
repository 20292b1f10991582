import ContainerRuntime
import Testing

/// Pods on their network. Asks for root, the CNI plugins and iptables.
@Suite(.serialized)
struct NetworkTests {
    private static let server = "echo page > /tmp/index.html; httpd -h /tmp; echo ready; exec sleep 1000"

    @Test("pods reach each other, the machine reaches them, and a host port leads to one", arguments: testedRuntimes)
    func reach(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let first = try await fixture.sandbox {
                $0.portMappings = [PortMapping(hostPort: 38471, containerPort: 80, hostIP: "127.0.0.1")]
            }
            let second = try await fixture.sandbox()
            let server = try await fixture.start(first, "server", ["sh", "-c", Self.server]) { $0.stdin = true }
            let joined = try await fixture.runtime.attach(server.id, options: ProcessIO())
            _ = try await joined.read(until: "ready")
            await joined.close()
            let client = try await fixture.start(second, "client", ["sleep", "1000"])
            let address = try #require(first.addresses.first)
            #expect(first.addresses != second.addresses)
            let fetched = try await fixture.exec(client.id, ["wget", "-qO-", "http://\(address)/"])
            #expect(fetched.stdout == "page\n")
            #expect(try await Shell.run("busybox wget -qO- http://\(address)/") == "page\n")
            #expect(try await Shell.run("busybox wget -qO- http://127.0.0.1:38471/") == "page\n")
            try await fixture.runtime.removeSandbox(podUID: first.spec.podUID)
            #expect(try await !Shell.run("iptables-save -t nat").contains("38471"))
        }
    }

    @Test("servers side by side on one range give every pod an address of its own", arguments: testedRuntimes)
    func sideBySide(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { one in
            try await RuntimeFixture.with(name) { other in
                #expect(one.runtime.stateDirectory != other.runtime.stateDirectory)
                async let left = [one.sandbox(), one.sandbox()]
                async let right = [other.sandbox(), other.sandbox()]
                let addresses = try await (left + right).flatMap(\.addresses)
                #expect(Set(addresses).count == 4)
            }
        }
    }

    @Test("a pod's kernel parameters are its own", arguments: testedRuntimes)
    func sysctls(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox {
                $0.sysctls = ["net.ipv4.ip_local_port_range": "40000 40100", "kernel.shm_rmid_forced": "1"]
            }
            let app = try await fixture.start(sandbox, "app", ["sleep", "1000"])
            let script = "cat /proc/sys/net/ipv4/ip_local_port_range /proc/sys/kernel/shm_rmid_forced"
            #expect(try await fixture.exec(app.id, ["sh", "-c", script]).stdout == "40000\t40100\n1\n")
        }
    }
}
