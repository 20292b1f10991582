import ContainerRuntime
import Glibc
import Testing

/// What a server finds after the one before it was killed. The first server of a test lives on unheeded, as its
/// containers would without it. Asks for root.
@Suite(.serialized)
struct RecoveryTests {
    private static var interactive: ProcessIO {
        var options = ProcessIO()
        options.stdin = true
        return options
    }

    @Test(
        "B12: the next server finds running containers, joins them and learns how they end", arguments: testedRuntimes)
    func carriesOn(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            let script = "echo first; while read x; do echo got $x; done"
            let app = try await fixture.start(sandbox, "app", ["sh", "-c", script]) { $0.stdin = true }
            let next = try await fixture.reopen()
            #expect(try await next.inventory().sandboxes == [sandbox])
            #expect(try await next.inventory().containers == [app])
            #expect(try await next.startContainer(app.id) == app)
            // Never joined before: from the first byte on, though another server saw it start.
            let joined = try await next.attach(app.id, options: Self.interactive)
            try await joined.write(Array("1\n".utf8))
            #expect(try await joined.read(until: "got 1").hasPrefix("first\n"))
            await joined.close()
            // Joined before: what comes now.
            let last = try await fixture.reopen()
            let again = try await last.attach(app.id, options: Self.interactive)
            try await again.write(Array("2\n".utf8))
            #expect(try await again.read(until: "got 2") == "got 2\n")
            await again.close()
            var exits = last.exits.makeAsyncIterator()
            try await last.signal(app.id, 9)
            #expect(await exits.next()?.exitCode == 137)
        }
    }

    @Test("B12: an exit that nobody was there for is known afterwards", arguments: testedRuntimes)
    func missedExit(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            var exits = fixture.runtime.exits.makeAsyncIterator()
            let app = try await fixture.start(sandbox, "app", ["sh", "-c", "exit 3"])
            let ended = try #require(await exits.next())
            let next = try await fixture.reopen()
            #expect(try await next.inventory().containers == [ended])
            #expect(try await next.startContainer(app.id) == ended)
        }
    }

    @Test("B12: a created container can be started by the next server", arguments: testedRuntimes)
    func created(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            let spec = fixture.spec(sandbox, "app", ["sh", "-c", "exit 8"])
            try await fixture.runtime.createContainer(spec, in: sandbox)
            let next = try await fixture.reopen()
            #expect(try await next.inventory().containers.map(\.state) == [.created])
            try await next.createContainer(spec, in: sandbox)
            var exits = next.exits.makeAsyncIterator()
            _ = try await next.startContainer(spec.id)
            #expect(await exits.next()?.exitCode == 8)
        }
    }

    @Test("a container whose conmon is killed is lost, ends, and stays lost", arguments: testedRuntimes)
    func lostMonitor(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            var exits = fixture.runtime.exits.makeAsyncIterator()
            let app = try await fixture.start(sandbox, "app", ["sleep", "1000"])
            let uid = sandbox.spec.podUID
            let path = "\(fixture.runtime.stateDirectory)/pods/\(uid)/containers/app/0/conmon.pid"
            kill(try #require(Int32(Leaks.text(path))), SIGKILL)
            #expect(await exits.next()?.state == .lost)
            #expect(try await fixture.reopen().inventory().containers.map(\.state) == [.lost])
            try await fixture.runtime.removeContainer(app.id)
        }
    }

    @Test(
        "after a reboot a container that was there is lost, its sandbox gone, and an exit still known",
        arguments: testedRuntimes)
    func reboot(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            var exits = fixture.runtime.exits.makeAsyncIterator()
            let over = try await fixture.start(sandbox, "over", ["sh", "-c", "exit 3"])
            _ = await exits.next()
            let app = try await fixture.start(sandbox, "app", ["sleep", "1000"])
            let pod = "\(fixture.directory)/data/pods/\(sandbox.spec.podUID)"
            let boot = Leaks.text("/proc/sys/kernel/random/boot_id").split(separator: "\n")[0]
            _ = try await Shell.run(
                "sed -i s/\(boot)/another/ '\(pod)'/sandbox.json '\(pod)'/containers/*/*/container.json")
            let inventory = try await fixture.reopen().inventory()
            #expect(inventory.sandboxes.isEmpty)
            #expect(inventory.containers.first { $0.id == app.id }?.state == .lost)
            #expect(inventory.containers.first { $0.id == over.id }?.exitCode == 3)
        }
    }

    @Test("a sandbox whose making was cut short leaves nothing behind", arguments: testedRuntimes)
    func halfMade(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            let uid = sandbox.spec.podUID
            let pod = "\(fixture.directory)/data/pods/\(uid)"
            _ = try await Shell.run("sed -i 's/\"isComplete\":true/\"isComplete\":false/' '\(pod)/sandbox.json'")
            #expect(try await fixture.reopen().inventory().sandboxes.isEmpty)
            let left = try await Leaks.find(directory: "/nonexistent", podUIDs: [uid])
            #expect(left == [])
        }
    }

    @Test("removing and making again succeed at any time", arguments: testedRuntimes)
    func repeated(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            try await fixture.start(sandbox, "app", ["sleep", "1000"])
            try await fixture.runtime.removeSandbox(podUID: sandbox.spec.podUID)
            try await fixture.runtime.removeSandbox(podUID: sandbox.spec.podUID)
            #expect(try await fixture.runtime.inventory().containers.isEmpty)
            let again = try await fixture.runtime.createSandbox(sandbox.spec)
            #expect(try await fixture.runtime.createSandbox(sandbox.spec) == again)
            try await fixture.runtime.removeContainer(
                ContainerID(podUID: sandbox.spec.podUID, name: "never", attempt: 4))
        }
    }
}
