import ContainerRuntime
import Testing

/// Further processes in a container. Asks for root.
@Suite(.serialized)
struct ExecTests {
    @Test("A9: exec gives both streams, takes input to its end and returns the exit code", arguments: testedRuntimes)
    func streams(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            let app = try await fixture.start(sandbox, "app", ["sleep", "1000"]) {
                $0.environment = [("BOTH", "pod")]
            }
            let result = try await fixture.exec(app.id, ["sh", "-c", "cat; echo oops >&2; exit 5"], input: "hello")
            #expect(result.stdout == "hello")
            #expect(result.stderr == "oops\n")
            #expect(result.code == 5)
            let shown = try await fixture.exec(app.id, ["sh", "-c", "echo $FROM_IMAGE $BOTH $HOME"])
            #expect(shown.stdout == "yes pod /root\n")
            #expect(try await fixture.exec(app.id, ["sh", "-c", "kill -9 $$"]).code == 137)
        }
    }

    @Test("a program that is not there is told as container runtimes do", arguments: testedRuntimes)
    func missingProgram(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            let app = try await fixture.start(sandbox, "app", ["sleep", "1000"])
            for tty in [false, true] {
                var options = ProcessIO()
                options.tty = tty
                let error = await #expect(throws: RuntimeError.self) {
                    _ = try await fixture.runtime.exec(app.id, command: ["nonesuch"], options: options)
                }
                #expect(error?.message.hasPrefix("OCI runtime exec failed: ") == true)
                #expect(error?.message.contains("nonesuch") == true, "\(error?.message ?? "")")
            }
        }
    }

    @Test("a terminal has the size it is given, and newlines come as CR LF", arguments: testedRuntimes)
    func terminal(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            let app = try await fixture.start(sandbox, "app", ["sleep", "1000"])
            var options = ProcessIO()
            options.tty = true
            options.stdin = true
            let script = "trap 'stty size' WINCH; echo ready; while :; do read line && echo got $line; done"
            let shell = try await fixture.runtime.exec(app.id, command: ["sh", "-c", script], options: options)
            #expect(try await shell.read(until: "ready").contains("ready\r\n"))
            await shell.resize(columns: 123, rows: 45)
            try await shell.write(Array("one\r".utf8))
            let read = try await shell.read(until: "got one")
            #expect(read.contains("45 123"))
            await shell.close()
            _ = try await shell.waitForExit()
        }
    }

    @Test("input for a process that has ended is refused", arguments: testedRuntimes)
    func lateInput(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            let app = try await fixture.start(sandbox, "app", ["sleep", "1000"])
            var options = ProcessIO()
            options.stdin = true
            let process = try await fixture.runtime.exec(app.id, command: ["true"], options: options)
            #expect(try await process.waitForExit() == 0)
            await #expect(throws: RuntimeError.self) { try await process.write(Array("late".utf8)) }
            await process.close()
        }
    }

    @Test("hanging up kills the process", arguments: testedRuntimes)
    func hangUp(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            let app = try await fixture.start(sandbox, "app", ["sleep", "1000"])
            let process = try await fixture.runtime.exec(app.id, command: ["sleep", "2000"], options: ProcessIO())
            #expect(try await fixture.exec(app.id, ["ps"]).stdout.contains("sleep 2000"))
            await process.close()
            _ = try await process.waitForExit()
            #expect(try await !fixture.exec(app.id, ["ps"]).stdout.contains("sleep 2000"))
        }
    }

    @Test("B2: a hundred megabytes go through exec without a byte lost, either way", arguments: testedRuntimes)
    func bulk(runtime name: String) async throws {
        try await RuntimeFixture.with(name) { fixture in
            let sandbox = try await fixture.sandbox()
            let app = try await fixture.start(sandbox, "app", ["sleep", "1000"])
            let process = try await fixture.runtime.exec(
                app.id, command: ["dd", "if=/dev/zero", "bs=1M", "count=100"], options: ProcessIO())
            var count = 0
            let clock = ContinuousClock()
            let start = clock.now
            for try await part in process.output { if case .stdout(let bytes) = part { count += bytes.count } }
            print("exec throughput: \(100 / ((clock.now - start) / .seconds(1))) MB/s")
            #expect(count == 100 << 20)
            #expect(try await process.waitForExit() == 0)
            let input = String(repeating: "0123456789abcdef", count: 1 << 18)
            #expect(try await fixture.exec(app.id, ["wc", "-c"], input: input).stdout == "\(1 << 22)\n")
        }
    }
}
