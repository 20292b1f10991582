import ContainerRuntime
import Testing

/// Joining a container's own standard streams. Asks for root.
@Suite(.serialized)
struct AttachTests {
    private static var interactive: ProcessIO {
        var options = ProcessIO()
        options.stdin = true
        return options
    }

    @Test("B2: the first attach begins at the first byte, even after the container is over", arguments: testedRuntimes)
    func firstByte(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            var exits = fixture.runtime.exits.makeAsyncIterator()
            let script = "printf 'a\\0b'; echo; printf tail; echo e >&2; exit 4"
            let app = try await fixture.start(sandbox, "app", ["sh", "-c", script]) { $0.stdin = true }
            _ = await exits.next()
            let joined = try await fixture.runtime.attach(app.id, options: ProcessIO())
            let (out, err) = try await collect(joined)
            #expect(out == Array("a\0b\ntail".utf8))
            #expect(err == Array("e\n".utf8))
            #expect(try await joined.waitForExit() == 4)
            await joined.close()
            let later = try await fixture.runtime.attach(app.id, options: ProcessIO())
            #expect(try await collect(later).stdout == [])
            await later.close()
        }
    }

    @Test(
        "B2: a piped session gets everything, and stdinOnce ends the input with the client's",
        arguments: testedRuntimes)
    func piped(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            for round in 0..<10 {
                let app = try await fixture.start(sandbox, "app\(round)", ["sh", "-c", "echo first; cat; exit 6"]) {
                    $0.stdin = true
                    $0.stdinOnce = true
                }
                let joined = try await fixture.runtime.attach(app.id, options: Self.interactive)
                let text = String(repeating: "line of input\n", count: 20000)
                async let output = collect(joined)
                try await joined.write(Array(text.utf8))
                await joined.closeInput()
                let read = String(decoding: try await output.stdout, as: UTF8.self)
                #expect(read.count == 6 + text.count)
                #expect(read == "first\n" + text)
                #expect(try await joined.waitForExit() == 6)
                await joined.close()
            }
        }
    }

    @Test("A9: a shell on a terminal is joined, resized, left and joined again by several", arguments: testedRuntimes)
    func terminal(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            let app = try await fixture.start(sandbox, "app", ["sh"]) {
                $0.stdin = true
                $0.tty = true
            }
            let one = try await fixture.runtime.attach(app.id, options: Self.interactive)
            #expect(try await one.read(until: "# ").contains("# "))
            for columns in 81...120 { await one.resize(columns: UInt16(columns), rows: 50) }
            try await one.write(Array("stty size; echo d''one\r".utf8))
            #expect(try await one.read(until: "done").contains("50 120"))
            await one.close()
            let two = try await fixture.runtime.attach(app.id, options: Self.interactive)
            let three = try await fixture.runtime.attach(app.id, options: Self.interactive)
            try await two.write(Array("echo bo''th; exit 9\r".utf8))
            #expect(try await two.read(until: "both").contains("both"))
            #expect(try await three.read(until: "both").contains("both"))
            #expect(try await three.waitForExit() == 9)
            await two.close()
            await three.close()
        }
    }

    @Test("leaving a container whose input stays open does not end it", arguments: testedRuntimes)
    func staysOpen(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            let script = "while read x; do echo got $x; done; echo over"
            let app = try await fixture.start(sandbox, "app", ["sh", "-c", script]) { $0.stdin = true }
            let one = try await fixture.runtime.attach(app.id, options: Self.interactive)
            try await one.write(Array("1\n".utf8))
            _ = try await one.read(until: "got 1")
            await one.closeInput()
            await one.close()
            let two = try await fixture.runtime.attach(app.id, options: Self.interactive)
            try await two.write(Array("2\n".utf8))
            let read = try await two.read(until: "got 2")
            #expect(!read.contains("over"))
            await two.close()
        }
    }
}
