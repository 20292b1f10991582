import Glibc
import Logging
import Testing

@testable import ContainerRuntime

/// The store under several users, crashes and damage.
@Suite struct StoreTests {
    private func makeImage(_ fixture: ImageFixture, _ name: String, _ content: String = "x") async throws -> String {
        try await fixture.python("docker_archive('\(name).tar', (['\(name):1'], [layer(entry('f', '\(content)'))]))")
        return "\(fixture.directory)/\(name).tar"
    }

    @Test("An image in use is not removed, by whichever process, until its container gives it free")
    func leases() async throws {
        try await ImageFixture.run { fixture in
            let image = try await fixture.store.load(archive: makeImage(fixture, "app"))[0]
            try await fixture.store.hold(image.id, for: "uid_app_0")
            let other = try await fixture.reopened()
            let error = await #expect(throws: ImageError.self) { try await other.remove("app:1") }
            #expect(error?.kind == .inUse)
            #expect(error?.message.contains("uid_app_0") == true)
            #expect(try await fixture.store.find("app:1") == image)
            try await fixture.store.release(owner: "uid_app_0")
            try await fixture.store.release(owner: "uid_app_0")
            #expect(try await other.remove("app:1", force: false).deleted == image.id)
            let gone = await #expect(throws: ImageError.self) { try await fixture.store.hold(image.id, for: "x") }
            #expect(gone?.kind == .notFound)
        }
    }

    @Test("Removing takes a name first, the image with the last one, and only layers nobody else has")
    func removal() async throws {
        try await ImageFixture.run { fixture in
            try await fixture.python(
                """
                base = layer(entry('base', 'x'))
                docker_archive('a.tar', (['a:1', 'a:2'], [base, layer(entry('top', 'y'))]), (['b:1'], [base]))
                """)
            let images = try await fixture.store.load(archive: "\(fixture.directory)/a.tar")
            let several = await #expect(throws: ImageError.self) { try await fixture.store.remove(images[0].id) }
            #expect(several?.message.contains("has several names") == true)
            #expect(
                try await fixture.store.remove("a:1", force: false) == ImageRemoval(untagged: ["docker.io/library/a:1"])
            )
            let last = try await fixture.store.remove("a:2", force: false)
            #expect(last == ImageRemoval(untagged: ["docker.io/library/a:2"], deleted: images[0].id))
            #expect(try await fixture.store.list().map(\.names) == [["docker.io/library/b:1"]])
            #expect(try await fixture.run("cat", images[1].layers[0] + "/base") == "x")
            #expect(try await fixture.shell("ls images/layers | wc -l; ls images/staging") == "2\n")
            let short = String(images[1].id.dropFirst(7).prefix(8))
            #expect(try await fixture.store.resolve(short)?.id == images[1].id)
            let missing = await #expect(throws: ImageError.self) { try await fixture.store.remove("a:2") }
            #expect(missing?.kind == .notFound)
            #expect(try await fixture.store.remove(short, force: false).deleted == images[1].id)
        }
    }

    @Test(
        "A record that cannot be read is set aside and named; the other images go on",
        arguments: ["{", "", "[1]", "{\"version\": 1}"])
    func quarantine(_ damage: String) async throws {
        try await ImageFixture.run { fixture in
            let bad = try await fixture.store.load(archive: makeImage(fixture, "bad", "1"))[0]
            let good = try await fixture.store.load(archive: makeImage(fixture, "good", "2"))[0]
            let record = "images/records/\(bad.id.dropFirst(7)).json"
            try await fixture.shell("printf '%s' '\(damage)' >\(record)")
            let store = try await fixture.reopened()
            #expect(try await store.list() == [good])
            #expect(try await fixture.shell("ls images/quarantine | wc -l; ls \(bad.layers[0])") == "1\nf\n")
            let again = try await store.load(archive: "\(fixture.directory)/bad.tar")[0]
            #expect(again.layers == bad.layers)
            #expect(try await fixture.store.find("bad:1")?.id == bad.id)
        }
    }

    @Test("What a killed load left is swept at the next start: its staging, layers without a record, half a record")
    func sweep() async throws {
        try await ImageFixture.run { fixture in
            let image = try await fixture.store.load(archive: makeImage(fixture, "app"))[0]
            try await fixture.shell(
                """
                mkdir -p images/staging/1-dead/layer-1/a/b images/layers/\(String(repeating: "ab", count: 32))/d
                echo half >images/records/x.json.new
                """)
            let before = try fixture.store.generation.read()
            let store = try await fixture.reopened()
            #expect(try await store.list() == [image])
            #expect(try fixture.store.generation.read() == before)
            #expect(try await fixture.shell("ls images/staging images/layers images/records | grep -c .") == "6\n")
        }
    }

    @Test("A load that is alive keeps its staging directory while another process starts")
    func aliveStaging() async throws {
        try await ImageFixture.run { fixture in
            let staging = try Staging(StoreLayout(root: fixture.root))
            _ = try await fixture.reopened()
            #expect(try await fixture.shell("ls \(staging.path)") == "trash\n")
            try staging.remove()
        }
    }

    @Test("A writer that died between its records leaves memory distrusted, and the later record has the name")
    func diedInside() async throws {
        try await ImageFixture.run { fixture in
            let first = try await fixture.store.load(archive: makeImage(fixture, "one", "1"))[0]
            let record = "images/records/\(first.id.dropFirst(7)).json"
            try await fixture.shell("cp \(record) keep")
            let second = try await fixture.store.load(archive: makeImage(fixture, "two", "2"), as: "one:1")[0]
            // As if the second writer had died before it took the name from the first image.
            try await fixture.shell("cp keep \(record)")
            struct Death: Error {}
            #expect(throws: Death.self) { try fixture.store.generation.change { throw Death() } }
            #expect(try await fixture.store.find("one:1")?.id == second.id)
            #expect(try fixture.store.generation.read() & 1 == 1)
            let store = try await fixture.reopened()
            #expect(try store.generation.read() & 1 == 0)
            #expect(try await store.find("one:1")?.id == second.id)
        }
    }

    @Test("Many loads at once, of the same and of different images, all succeed and share layers")
    func together() async throws {
        try await ImageFixture.run { fixture in
            try await fixture.python(
                """
                base = layer(entry('base', 'x' * 100000))
                for i in range(4): docker_archive('%d.tar' % i, (['app:%d' % i], [base, layer(entry('f', str(i)))]))
                """)
            let other = try await fixture.reopened()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<12 {
                    let store = number % 2 == 0 ? fixture.store : other
                    group.addTask { _ = try await store.load(archive: "\(fixture.directory)/\(number % 4).tar") }
                }
                try await group.waitForAll()
            }
            let images = try await fixture.store.list()
            #expect(images.count == 4)
            #expect(Set(images.map { $0.layers[0] }).count == 1)
            #expect(try await fixture.shell("ls images/layers | wc -l; ls images/staging") == "6\n")
        }
    }

    @Test("A cancelled load stops and leaves nothing")
    func cancelled() async throws {
        try await ImageFixture.run { fixture in
            let archive = try await makeImage(fixture, "app")
            let before = try await fixture.snapshot()
            let store = fixture.store
            await #expect(throws: CancellationError.self) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.cancelAll()
                    group.addTask { _ = try await store.load(archive: archive) }
                    try await group.waitForAll()
                }
            }
            #expect(try await fixture.snapshot() == before)
        }
    }

    @Test("B1: asking for an image again reads no file")
    func findIsCheap() async throws {
        try await ImageFixture.run { fixture in
            _ = try await fixture.store.load(archive: makeImage(fixture, "app"))
            _ = try await fixture.store.find("app:1")
            // With the records out of sight, only memory can answer.
            try await fixture.shell("mv images/records images/hidden")
            #expect(try await fixture.store.find("app:1") != nil)
            try await fixture.shell("mv images/hidden images/records")
        }
    }
}
