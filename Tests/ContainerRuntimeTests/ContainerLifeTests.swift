import ContainerRuntime
import Testing

/// Containers from creation to removal, with a real runtime, conmon, CNI and overlayfs. Asks for root.
@Suite(.serialized)
struct ContainerLifeTests {
    private static let polite = "trap 'exit 7' TERM; echo up; while :; do sleep 1 & wait; done"

    @Test("B3: a container's exit code is its command's", arguments: testedRuntimes)
    func exitCode(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            #expect(sandbox.addresses.first?.hasPrefix("10.213.") == true)
            var exits = fixture.runtime.exits.makeAsyncIterator()
            let record = try await fixture.start(sandbox, "app", ["sh", "-c", "exit 3"])
            let ended = try #require(await exits.next())
            #expect(ended.id == record.id)
            #expect(ended.uniqueID.count == 64)
            guard case .exited(let code, let outOfMemory, let startedAt, let finishedAt) = ended.state else {
                Issue.record("not exited: \(ended.state)")
                return
            }
            #expect(code == 3)
            #expect(!outOfMemory)
            #expect(try #require(startedAt) <= finishedAt)
            try await fixture.runtime.removeContainer(record.id)
            #expect(try await fixture.runtime.inventory().containers.isEmpty)
        }
    }

    @Test(
        "a signal reaches the first process, and a killed container exits with 128 + the signal",
        arguments: testedRuntimes)
    func signal(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            var exits = fixture.runtime.exits.makeAsyncIterator()
            let polite = try await fixture.start(sandbox, "polite", ["sh", "-c", Self.polite]) { $0.stdin = true }
            let joined = try await fixture.runtime.attach(polite.id, options: ProcessIO())
            _ = try await joined.read(until: "up")
            await joined.close()
            try await fixture.runtime.signal(polite.id, 15)
            let first = try #require(await exits.next())
            #expect(first.exitCode == 7)
            let stubborn = try await fixture.start(sandbox, "stubborn", ["sleep", "1000"])
            try await fixture.runtime.signal(stubborn.id, 9)
            let second = try #require(await exits.next())
            #expect(second.exitCode == 137)
            try await fixture.runtime.signal(stubborn.id, 9)
        }
    }

    @Test("a missing program is an error of creation, with the runtime's reason", arguments: testedRuntimes)
    func missingProgram(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            let error = await #expect(throws: RuntimeError.self) {
                try await fixture.start(sandbox, "app", ["nonesuch"])
            }
            #expect(error?.kind == .create)
            #expect(error?.message.hasPrefix("OCI runtime create failed: ") == true)
            #expect(error?.message.contains("nonesuch") == true)
            #expect(try await fixture.runtime.inventory().containers.isEmpty)
        }
    }

    @Test(
        "A11: containers of a pod share its network, IPC and host name, and not their files",
        arguments: testedRuntimes)
    func sharing(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox { $0.hostname = "shared-host" }
            let script = "echo hi > /dev/shm/seen; echo found > /tmp/page; httpd -h /tmp; echo ready; exec sleep 1000"
            let one = try await fixture.start(sandbox, "one", ["sh", "-c", script]) { $0.stdin = true }
            let joined = try await fixture.runtime.attach(one.id, options: ProcessIO())
            _ = try await joined.read(until: "ready")
            await joined.close()
            let two = try await fixture.start(sandbox, "two", ["sleep", "1000"])
            #expect(try await fixture.exec(two.id, ["hostname"]).stdout == "shared-host\n")
            #expect(try await fixture.exec(two.id, ["cat", "/dev/shm/seen"]).stdout == "hi\n")
            #expect(try await fixture.exec(two.id, ["wget", "-qO-", "http://127.0.0.1/page"]).stdout == "found\n")
            #expect(try await fixture.exec(two.id, ["sh", "-c", "echo x > /tmp/mine; ls /tmp"]).stdout == "mine\n")
            #expect(try await fixture.exec(one.id, ["ls", "/tmp"]).stdout == "page\n")
        }
    }
}
