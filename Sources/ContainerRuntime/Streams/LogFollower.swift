import Glibc
import Synchronization

/// Says that a log may have grown, and when nothing more will come.
final class LogSignal: Sendable {
    let bell: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let over = Mutex(false)

    init() { (bell, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    var isOver: Bool { over.withLock { $0 } }

    func ring() { continuation.yield() }

    func finish() {
        over.withLock { $0 = true }
        ring()
    }
}

/// A container's output from some point of its log on, to its end.
///
/// conmon writes each piece of output to the log before anything else, and its exit code after the last piece; so the
/// log, read until the exit is known and then to its end, has every byte once, and a slow reader holds up nobody.
struct LogFollower: AsyncSequence, Sendable {
    typealias Element = ProcessOutput
    typealias Failure = any Error

    let path: String
    /// Where a line begins.
    let offset: Int
    let streams: ProcessIO
    let signal: LogSignal

    func makeAsyncIterator() -> Iterator { Iterator(follower: self) }

    struct Iterator: AsyncIteratorProtocol {
        private let follower: LogFollower
        private var decoder = CRILogDecoder()
        private var file: Descriptor?
        private var ready: ArraySlice<ProcessOutput> = []
        private var bells: AsyncStream<Void>.Iterator

        init(follower: LogFollower) {
            self.follower = follower
            bells = follower.signal.bell.makeAsyncIterator()
        }

        mutating func next() async throws -> ProcessOutput? { try await next(isolation: nil) }

        mutating func next(isolation actor: isolated (any Actor)?) async throws(any Error) -> ProcessOutput? {
            while true {
                while let output = ready.popFirst() {
                    if follower.wants(output) { return output }
                }
                // Looked at before reading: what was printed before the exit is in the file by then.
                let isOver = follower.signal.isOver
                if try readMore() { continue }
                if isOver { return nil }
                try Task.checkCancellation()
                _ = await bells.next(isolation: actor)
            }
        }

        /// Whether there was more.
        private mutating func readMore() throws -> Bool {
            if file == nil {
                let opened = try Descriptor.open(follower.path, O_RDONLY)
                lseek(opened.raw, follower.offset, SEEK_SET)
                file = opened
            }
            guard let bytes = try file?.read(upTo: 1 << 17), !bytes.isEmpty else { return false }
            ready = decoder.decode(bytes)[...]
            return true
        }
    }

    private func wants(_ output: ProcessOutput) -> Bool {
        switch output {
        case .stdout: streams.stdout
        case .stderr: streams.stderr
        }
    }

    /// Where the last line that is complete now ends.
    static func end(of path: String) throws -> Int {
        let file = try Descriptor.open(path, O_RDONLY)
        var position = lseek(file.raw, 0, SEEK_END)
        while position > 0 {
            let part = Swift.min(position, 16384)
            lseek(file.raw, position - part, SEEK_SET)
            let bytes = try file.read(upTo: part) ?? []
            if let newline = bytes.lastIndex(of: UInt8(ascii: "\n")) { return position - part + newline + 1 }
            position -= part
        }
        return 0
    }
}
