/// A container's log as its reader gets it: pulled piece by piece, following the file while the container runs.
struct LogStream: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    /// What a follower needs beside the file.
    struct Following: Sendable {
        /// Yields after writes to the file and after the container's end.
        var wakeups: AsyncStream<Void>
        /// Whether nothing is written any more.
        var isOver: @Sendable () async -> Bool
    }

    var reader: LogFileReader
    var following: Following?

    func makeAsyncIterator() -> Iterator {
        Iterator(reader: reader, following: following, wakeups: following?.wakeups.makeAsyncIterator())
    }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate var reader: LogFileReader
        fileprivate var following: Following?
        fileprivate var wakeups: AsyncStream<Void>.Iterator?
        private var isAtEnd = false

        fileprivate init(reader: LogFileReader, following: Following?, wakeups: AsyncStream<Void>.Iterator?) {
            self.reader = reader
            self.following = following
            self.wakeups = wakeups
        }

        mutating func next() async throws -> [UInt8]? {
            var mayEnd = following == nil
            while !isAtEnd {
                try Task.checkCancellation()
                if let chunk = try await read() {
                    if chunk.isEmpty { continue }
                    return chunk
                }
                if reader.isFull { return nil }
                if mayEnd {
                    isAtEnd = true
                    let rest = reader.finish()
                    return rest.isEmpty ? nil : rest
                }
                // Asked before the last read, so that what was written until the end is read.
                if await following?.isOver() ?? true {
                    mayEnd = true
                } else {
                    _ = await wakeups?.next()
                }
            }
            return nil
        }

        /// Reads on a thread for blocking calls, several chunks at a time where lines are left out.
        private mutating func read() async throws -> [UInt8]? {
            let before = reader
            let (after, chunk) = try await blocking {
                var reader = before
                let chunk = try reader.next()
                return (reader, chunk)
            }
            reader = after
            return chunk
        }
    }
}
