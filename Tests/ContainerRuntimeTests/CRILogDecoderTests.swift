import Testing

@testable import ContainerRuntime

struct CRILogDecoderTests {
    private static let time = "2026-01-02T03:04:05.123456789+00:00"

    private static func line(_ stream: String, _ tag: String, _ content: String) -> String {
        "\(time) \(stream) \(tag) \(content)\n"
    }

    static let cases: [(log: String, output: [ProcessOutput])] = [
        ("", []),
        (line("stdout", "F", "one"), [.stdout(Array("one\n".utf8))]),
        (line("stdout", "P", "pro") + line("stdout", "F", "mpt"), [.stdout(Array("prompt\n".utf8))]),
        (line("stdout", "P", "# "), [.stdout(Array("# ".utf8))]),
        (line("stdout", "F", ""), [.stdout(Array("\n".utf8))]),
        (
            line("stdout", "F", "a") + line("stderr", "F", "b") + line("stderr", "P", "c")
                + line("stdout", "F", "d e "),
            [.stdout(Array("a\n".utf8)), .stderr(Array("b\nc".utf8)), .stdout(Array("d e \n".utf8))]
        ),
        ("no log line\n" + line("stdout", "F", "x"), [.stdout(Array("x\n".utf8))]),
    ]

    @Test("every byte that was printed comes back, however the log is cut", arguments: cases.indices)
    func decode(index: Int) {
        let (log, expected) = Self.cases[index]
        for size in [1, 2, 7, 50, 10_000] {
            var decoder = CRILogDecoder()
            var output: [ProcessOutput] = []
            var rest = Array(log.utf8)[...]
            while !rest.isEmpty {
                output += decoder.decode(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            #expect(Self.joined(output) == expected)
        }
    }

    private static func joined(_ output: [ProcessOutput]) -> [ProcessOutput] {
        output.reduce(into: []) { joined, part in
            switch (joined.last, part) {
            case (.stdout(let before), .stdout(let more)): joined[joined.count - 1] = .stdout(before + more)
            case (.stderr(let before), .stderr(let more)): joined[joined.count - 1] = .stderr(before + more)
            default: joined.append(part)
            }
        }
    }
}
