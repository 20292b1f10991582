import Glibc
import Testing

@testable import ContainerRuntime

@Suite struct ImageLoadTests {
    @Test("A24: a docker-archive is loaded, found by every form of its name, and its layer unpacked")
    func dockerArchive() async throws {
        try await ImageFixture.run { fixture in
            try await fixture.python(
                "docker_archive('a.tar', (['busybox:1.36'], [layer(folder('bin'), entry('bin/sh', 'hello', mode=0o755))]))"
            )
            let loaded = try await fixture.store.load(archive: "\(fixture.directory)/a.tar")
            #expect(loaded.map(\.names) == [["docker.io/library/busybox:1.36"]])
            let id = loaded[0].id
            for name in ["busybox:1.36", "docker.io/library/busybox:1.36", id, String(id.dropFirst(7))] {
                #expect(try await fixture.store.find(name) == loaded[0], "\(name)")
                #expect(try await fixture.store.find(name) == loaded[0], "\(name), remembered")
            }
            #expect(try await fixture.store.find("busybox") == nil)
            #expect(loaded[0].configuration.command == ["sh"])
            #expect(loaded[0].size == 5)
            #expect(loaded[0].created == 1_704_164_645)
            #expect(try await fixture.run("cat", loaded[0].layers[0] + "/bin/sh") == "hello")
            #expect(try await fixture.shell("ls images/staging") == "")
        }
    }

    @Test("A24: one archive brings several images, and layers they share are there once")
    func several() async throws {
        try await ImageFixture.run { fixture in
            try await fixture.python(
                """
                base = layer(entry('base', 'x'))
                docker_archive('a.tar', (['one:1', 'uno:1'], [base]), (['two:1'], [base, layer(entry('top', 'y'))]))
                """)
            let loaded = try await fixture.store.load(archive: "\(fixture.directory)/a.tar")
            #expect(loaded.count == 2)
            #expect(loaded[0].names == ["docker.io/library/one:1", "docker.io/library/uno:1"])
            #expect(loaded[1].layers.first == loaded[0].layers.first)
            #expect(try await fixture.store.list().count == 2)
            #expect(try await fixture.shell("ls images/layers | wc -l") == "3\n")
        }
    }

    @Test("A name that is loaded again moves to the new image, and the old one stays without it")
    func moved() async throws {
        try await ImageFixture.run { fixture in
            try await fixture.python(
                """
                docker_archive('a.tar', (['app:1'], [layer(entry('v', '1'))]))
                docker_archive('b.tar', (['app:1'], [layer(entry('v', '2'))]))
                """)
            let first = try await fixture.store.load(archive: "\(fixture.directory)/a.tar")[0]
            let second = try await fixture.store.load(archive: "\(fixture.directory)/b.tar")[0]
            #expect(try await fixture.store.find("app:1") == second)
            #expect(try await fixture.store.find(first.id)?.names == [])
            #expect(try await fixture.reopened().find("app:1") == second)
        }
    }

    @Test("Another process's load is seen at once by a store that has its records in memory")
    func otherProcess() async throws {
        try await ImageFixture.run { fixture in
            try await fixture.python("docker_archive('a.tar', (['app:1'], [layer(entry('v', '1'))]))")
            let other = try await fixture.reopened()
            #expect(try await other.find("app:1") == nil)
            let loaded = try await fixture.store.load(archive: "\(fixture.directory)/a.tar")[0]
            #expect(try await other.find("app:1") == loaded)
            try await fixture.store.remove("app:1")
            #expect(try await other.find("app:1") == nil)
            #expect(
                try await fixture.shell("ls images/layers images/records")
                    == "images/layers:\nempty\n\nimages/records:\n")
        }
    }

    @Test("A root file system is imported from a directory and from an archive, with a search path")
    func imported() async throws {
        try await ImageFixture.run { fixture in
            try await fixture.shell(
                """
                mkdir -p rootfs/bin; echo hi >rootfs/bin/tool; chmod 4755 rootfs/bin/tool; ln rootfs/bin/tool rootfs/bin/same
                tar -C rootfs -czf rootfs.tar.gz .
                """)
            var configuration = ImageConfiguration()
            configuration.command = ["/bin/tool"]
            for source in ["rootfs", "rootfs.tar.gz"] {
                let image = try await fixture.store.importRoot(
                    "\(fixture.directory)/\(source)", as: "tool", configuration: configuration)
                #expect(image.names == ["docker.io/library/tool:latest"])
                #expect(image.configuration.environment == [ImageStore.defaultPath])
                #expect(image.configuration.command == ["/bin/tool"])
                #expect(image.layers.count == 1)
                #expect(try await fixture.shell("stat -c '%a %h' \(image.layers[0])/bin/tool") == "4755 2\n")
            }
        }
    }
}
