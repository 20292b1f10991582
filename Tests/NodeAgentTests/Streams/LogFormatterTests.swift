import KubernetesAPI
import Testing

@testable import NodeAgent

@Suite("Logs in CRI format")
struct LogFormatterTests {
    static let log = """
        2026-11-21T05:01:02.000000001+00:00 stdout F one
        2026-11-21T05:01:03.5+00:00 stderr P two-
        2026-11-21T05:01:03.6+00:00 stderr F three
        2026-11-21T07:01:04+02:00 stdout F 
        2026-11-21T05:01:05.1Z stdout F:x last

        """

    func text(_ selection: LogSelection, _ log: String = LogFormatterTests.log, pieces: Int = .max) -> String {
        var formatter = LogFormatter(selection)
        var output: [UInt8] = []
        var rest = Array(log.utf8)[...]
        while !rest.isEmpty {
            output += formatter.format(rest.prefix(pieces))
            rest = rest.dropFirst(pieces)
        }
        return String(decoding: output + formatter.finish(), as: UTF8.self)
    }

    @Test("A9: partial lines are joined, whatever the pieces they are read in", arguments: [1, 2, 7, 64, 10_000])
    func joins(pieces: Int) {
        #expect(text(LogSelection(), pieces: pieces) == "one\ntwo-three\n\nlast\n")
    }

    @Test("A9: each line has one timestamp, with nanoseconds, in UTC")
    func timestamps() {
        #expect(
            text(LogSelection(timestamps: true)) == """
                2026-11-21T05:01:02.000000001Z one
                2026-11-21T05:01:03.500000000Z two-three
                2026-11-21T05:01:04.000000000Z 
                2026-11-21T05:01:05.100000000Z last

                """)
    }

    @Test("A9: lines before a time are left out")
    func since() {
        #expect(text(LogSelection(since: Timestamp("2026-11-21T05:01:04Z"))) == "\nlast\n")
    }

    @Test(
        "A9: no more bytes than asked for",
        arguments: [(0, ""), (2, "on"), (4, "one\n"), (6, "one\ntw"), (100, "one\ntwo-three\n\nlast\n")])
    func limit(_ bytes: Int, _ expected: String) {
        #expect(text(LogSelection(limitBytes: Int64(bytes)), pieces: 5) == expected)
    }

    @Test("A line that was cut off at the end is given as far as it goes")
    func cutOff() {
        #expect(
            text(LogSelection(), "2026-11-21T05:01:02Z stdout F one\n2026-11-21T05:01:03Z stdout F tw") == "one\ntw\n")
    }

    @Test(
        "Lines in another format are left out",
        arguments: ["x", "2026-11-21T05:01:02Z stdin F x", "2026 stdout F x", "", " "])
    func foreign(_ line: String) {
        #expect(text(LogSelection(), "\(line)\n2026-11-21T05:01:02Z stdout F one\n") == "one\n")
    }

    @Test("No byte is lost or changed, in any pieces, for any content")
    func fuzz() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            var log: [UInt8] = []
            var expected: [UInt8] = []
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                let isPartial = Bool.random(using: &random)
                let content = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }.filter { $0 != 0x0A }
                log += Array("2026-11-21T05:01:02.123456789+00:00 stdout \(isPartial ? "P" : "F") ".utf8)
                log += content + [0x0A]
                expected += content + (isPartial ? [] : [0x0A])
            }
            var formatter = LogFormatter(LogSelection())
            var output: [UInt8] = []
            var rest = log[...]
            while !rest.isEmpty {
                let size = Int.random(in: 1...100, using: &random)
                output += formatter.format(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
            #expect(output + formatter.finish() == expected)
        }
    }

    @Test("Any bytes at all are read without harm")
    func garbage() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            var formatter = LogFormatter(LogSelection(timestamps: true, limitBytes: 50))
            let bytes = (0..<500).map { _ in
                [0x0A, 0x20, 0x46, 0x50, UInt8.random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0
            }
            #expect((formatter.format(bytes) + formatter.finish()).count <= 50)
        }
    }
}
