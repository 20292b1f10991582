import ContainerRuntime
import Testing

/// Users, rights and limits, seen from inside. Asks for root.
@Suite(.serialized)
struct SecurityTests {
    @Test("a container runs as the user, with the groups and the rights it was given", arguments: testedRuntimes)
    func user(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            let app = try await fixture.start(sandbox, "app", ["sleep", "1000"]) {
                $0.user = 1000
                $0.supplementalGroups = [3000]
                $0.noNewPrivileges = true
                $0.readOnlyRootFilesystem = true
                $0.workingDirectory = "/tmp"
            }
            let id = try await fixture.exec(app.id, ["id"]).stdout
            #expect(id == "uid=1000(user) gid=1000(user) groups=1000(user),2000(extra),3000\n")
            #expect(try await fixture.exec(app.id, ["sh", "-c", "pwd; touch x; echo $?"]).stdout == "/tmp\n1\n")
            let status = try await fixture.exec(app.id, ["cat", "/proc/self/status"]).stdout
            #expect(status.contains("NoNewPrivs:\t1") && status.contains("Seccomp:\t2"))
        }
    }

    @Test("a privileged container has devices, all rights and no filter", arguments: testedRuntimes)
    func privileged(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            let app = try await fixture.start(sandbox, "app", ["sleep", "1000"]) { $0.privileged = true }
            let status = try await fixture.exec(app.id, ["cat", "/proc/self/status"]).stdout
            #expect(status.contains("Seccomp:\t0"))
            #expect(
                try await fixture.exec(app.id, ["sh", "-c", "test -c /dev/kmsg && echo there"]).stdout == "there\n")
            #expect(try await fixture.exec(app.id, ["mount", "-t", "tmpfs", "none", "/tmp"]).code == 0)
        }
    }

    @Test("mounts come in, read-only where they must, parents first", arguments: testedRuntimes)
    func mounts(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            _ = try await Shell.run("cd '\(fixture.directory)' && mkdir a b && echo A > a/f && echo B > b/f")
            let app = try await fixture.start(sandbox, "app", ["sleep", "1000"]) { [directory = fixture.directory] in
                $0.mounts = [
                    ContainerMount(source: "\(directory)/b", destination: "/data/inner", readOnly: true),
                    ContainerMount(source: "\(directory)/a", destination: "/data"),
                ]
            }
            let script =
                "cat /data/f /data/inner/f; touch /data/x && echo ok; touch /data/inner/x 2>/dev/null || echo no"
            #expect(try await fixture.exec(app.id, ["sh", "-c", script]).stdout == "A\nB\nok\nno\n")
        }
    }

    @Test("a container that exceeds its memory is killed for it, and that is known", arguments: testedRuntimes)
    func outOfMemory(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            var exits = fixture.runtime.exits.makeAsyncIterator()
            try await fixture.start(sandbox, "app", ["sh", "-c", "sleep 0.2; exec tail /dev/zero"]) {
                $0.resources.memoryLimit = 32 << 20
            }
            let ended = try #require(await exits.next())
            guard case .exited(137, true, _, _) = ended.state else {
                Issue.record("not out of memory: \(ended.state)")
                return
            }
        }
    }

    @Test("an image of many layers is mounted, the upper ones winning", arguments: testedRuntimes)
    func manyLayers(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            let app = try await fixture.start(sandbox, "app", ["sleep", "1000"]) { $0.imageID = "layered" }
            #expect(try await fixture.exec(app.id, ["cat", "/top"]).stdout == "99\n")
            #expect(try await fixture.exec(app.id, ["sh", "-c", "ls / | grep -c ^layer"]).stdout == "100\n")
        }
    }
}
