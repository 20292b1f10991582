import ContainerRuntime
import Testing

/// Who sees whose processes. Asks for root.
@Suite(.serialized)
struct ProcessNamespaceTests {
    @Test(
        "A10: a container sees the target's processes with a target, and only its own without",
        arguments: testedRuntimes)
    func target(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            let app = try await fixture.start(sandbox, "app", ["sleep", "4711"])
            let alone = try await fixture.start(sandbox, "alone", ["sleep", "1000"])
            #expect(try await !fixture.exec(alone.id, ["ps"]).stdout.contains("4711"))
            let debugger = try await fixture.start(sandbox, "debugger", ["sleep", "1000"]) {
                $0.processNamespace = .target(app.id)
            }
            let listed = try await fixture.exec(debugger.id, ["ps"]).stdout
            #expect(listed.contains("1 root") && listed.contains("sleep 4711"))
            // The end of the target's first process is the end of its process namespace.
            var exits = fixture.runtime.exits.makeAsyncIterator()
            try await fixture.runtime.signal(app.id, 9)
            let ended = [try #require(await exits.next()).id, try #require(await exits.next()).id]
            #expect(Set(ended) == [app.id, debugger.id])
        }
    }

    @Test(
        "A10: leaving a container that joined a target ends its processes and not the target's",
        arguments: testedRuntimes)
    func leaving(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            var exits = fixture.runtime.exits.makeAsyncIterator()
            let app = try await fixture.start(sandbox, "app", ["sleep", "4711"])
            let debugger = try await fixture.start(sandbox, "debugger", ["sh", "-c", "sleep 4712 & exit 2"]) {
                $0.processNamespace = .target(app.id)
            }
            let ended = try #require(await exits.next())
            #expect(ended.id == debugger.id && ended.exitCode == 2)
            try await fixture.runtime.removeContainer(debugger.id)
            let listed = try await fixture.exec(app.id, ["ps"]).stdout
            #expect(listed.contains("4711") && !listed.contains("4712"))
        }
    }

    @Test("a target that is not there, or is over, is told apart", arguments: testedRuntimes)
    func badTarget(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            var exits = fixture.runtime.exits.makeAsyncIterator()
            let app = try await fixture.start(sandbox, "app", ["true"])
            _ = await exits.next()
            let over = await #expect(throws: RuntimeError.self) {
                try await fixture.start(sandbox, "one", ["sh"]) { $0.processNamespace = .target(app.id) }
            }
            #expect(over?.kind == .create)
            #expect(over?.message.hasPrefix("invalid target container: ") == true)
            let missing = await #expect(throws: RuntimeError.self) {
                try await fixture.start(sandbox, "two", ["sh"]) {
                    $0.processNamespace = .target(ContainerID(podUID: sandbox.spec.podUID, name: "none", attempt: 0))
                }
            }
            #expect(missing?.kind == .configuration)
            #expect(missing?.message == "unable to find target container none")
        }
    }

    @Test(
        "A10: with shareProcessNamespace all containers see each other, and none is the first process",
        arguments: testedRuntimes)
    func shared(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox { $0.shareProcessNamespace = true }
            try await fixture.start(sandbox, "one", ["sleep", "4711"]) { $0.processNamespace = .pod }
            let two = try await fixture.start(sandbox, "two", ["sleep", "4712"]) { $0.processNamespace = .pod }
            let listed = try await fixture.exec(two.id, ["ps"]).stdout
            #expect(listed.contains("catatonit") && listed.contains("4711") && listed.contains("4712"))
            // Not even with the right to trace does the first process show the machine's files.
            let tracer = try await fixture.start(sandbox, "tracer", ["sleep", "1000"]) {
                $0.processNamespace = .pod
                $0.addedCapabilities = ["SYS_PTRACE"]
            }
            #expect(try await fixture.exec(tracer.id, ["ls", "/proc/1/root"]).stdout == "catatonit\ndev\nproc\n")
            // The same server, and the next, find the sandbox whole.
            #expect(try await fixture.runtime.createSandbox(sandbox.spec) == sandbox)
            #expect(try await fixture.reopen().inventory().sandboxes == [sandbox])
        }
    }

    @Test("the host's namespaces are the machine's own", arguments: testedRuntimes)
    func host(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox {
                $0.hostNetwork = true
                $0.hostPID = true
                $0.hostIPC = true
            }
            #expect(!sandbox.addresses.isEmpty)
            let app = try await fixture.start(sandbox, "app", ["sleep", "1000"]) { $0.processNamespace = .node }
            for kind in ["net", "uts", "ipc", "pid"] {
                let own = try await Shell.run("readlink /proc/self/ns/\(kind)")
                #expect(try await fixture.exec(app.id, ["readlink", "/proc/self/ns/\(kind)"]).stdout == own)
            }
        }
    }
}
