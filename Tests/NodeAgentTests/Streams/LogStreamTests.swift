import Glibc
import KubernetesAPI
import Synchronization
import Testing

@testable import NodeAgent

@Suite("Reading and following log files")
struct LogStreamTests {
    func line(_ text: String, partial: Bool = false) -> [UInt8] {
        Array("2026-11-21T05:01:02.5+00:00 stdout \(partial ? "P" : "F") \(text)\n".utf8)
    }

    func append(_ bytes: [UInt8], to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        try #require(file >= 0)
        defer { close(file) }
        #expect(write(file, bytes, bytes.count) == bytes.count)
    }

    func text(_ stream: LogStream) async throws -> String {
        var output: [UInt8] = []
        for try await chunk in stream { output += chunk }
        return String(decoding: output, as: UTF8.self)
    }

    @Test(
        "A9: the last lines, pieces of a long one counting once",
        arguments: [
            (0, ""), (1, "three\n"), (2, "twotwo\nthree\n"), (3, "one\ntwotwo\nthree\n"), (9, "one\ntwotwo\nthree\n"),
        ])
    func tail(_ lines: Int, _ expected: String) async throws {
        try await withTemporaryDirectory { (directory: String) async throws in
            let path = "\(directory)/log"
            try append(line("one") + line("two", partial: true) + line("two") + line("three"), to: path)
            let reader = try LogFileReader(path: path, selection: LogSelection(tailLines: Int64(lines)))
            #expect(try await text(LogStream(reader: reader)) == expected)
        }
    }

    @Test("A9: an unfinished line at the end is the last one")
    func unfinishedTail() async throws {
        try await withTemporaryDirectory { (directory: String) async throws in
            let path = "\(directory)/log"
            try append(line("one") + line("tw", partial: true) + line("o", partial: true), to: path)
            for (count, expected) in [(1, "o"), (2, "one\ntwo")] {
                let reader = try LogFileReader(path: path, selection: LogSelection(tailLines: Int64(count)))
                #expect(try await text(LogStream(reader: reader)).hasSuffix(expected))
            }
        }
    }

    @Test("A9: the last lines of a file that is longer than a block")
    func longTail() async throws {
        try await withTemporaryDirectory { (directory: String) async throws in
            let path = "\(directory)/log"
            var all: [UInt8] = []
            for number in 0..<20_000 { all += line("line \(number)") }
            try append(all, to: path)
            for count in [1, 2, 1000, 5000, 19_999, 20_000] {
                let reader = try LogFileReader(path: path, selection: LogSelection(tailLines: Int64(count)))
                let output = try await text(LogStream(reader: reader))
                #expect(output.split(separator: "\n").count == count)
                #expect(output.hasPrefix("line \(20_000 - count)\n"))
            }
        }
    }

    @Test("A log that is not there reads as empty")
    func missing() async throws {
        let reader = try LogFileReader(path: "/nonexistent/log", selection: LogSelection())
        #expect(try await text(LogStream(reader: reader)) == "")
    }

    @Test("A9: a follower gets what is written, and ends with the container, without a byte lost")
    func follows() async throws {
        try await withTemporaryDirectory { (directory: String) async throws in
            let path = "\(directory)/log"
            try append(line("first"), to: path)
            let watcher = try FileWatcher()
            let isOver = Mutex(false)
            let (wakeups, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
            let end = try watcher.watch(path, continuation)
            defer { end() }
            let over = LogStream.Following(wakeups: wakeups) { isOver.withLock { $0 } }
            let stream = LogStream(
                reader: try LogFileReader(path: path, selection: LogSelection()), following: over)
            var iterator = stream.makeAsyncIterator()
            #expect(try await iterator.next() == Array("first\n".utf8))
            for number in 0..<50 {
                try append(line("more \(number)"), to: path)
                #expect(try await iterator.next() == Array("more \(number)\n".utf8))
            }
            // What is written just before the end belongs to it.
            try append(line("last"), to: path)
            isOver.withLock { $0 = true }
            continuation.yield()
            #expect(try await iterator.next() == Array("last\n".utf8))
            #expect(try await iterator.next() == nil)
        }
    }

    @Test("A follower that is cancelled ends")
    func cancelled() async throws {
        try await withTemporaryDirectory { (directory: String) async throws in
            let path = "\(directory)/log"
            try append(line("first"), to: path)
            let watcher = try FileWatcher()
            let (wakeups, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
            let end = try watcher.watch(path, continuation)
            defer { end() }
            let stream = LogStream(
                reader: try LogFileReader(path: path, selection: LogSelection()),
                following: LogStream.Following(wakeups: wakeups) { false })
            let (started, start) = AsyncStream<Void>.makeStream()
            let task = Task {
                var count = 0
                for try await _ in stream {
                    count += 1
                    start.yield()
                }
                return count
            }
            for await _ in started { break }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }
}
