internal import Glibc
internal import NIOCore
internal import NIOPosix

/// Standard input as a sequence of chunks, read one at a time as they are asked for, on a thread that may block.
struct StandardInput: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    func makeAsyncIterator() -> Iterator { Iterator() }

    struct Iterator: AsyncIteratorProtocol {
        private let continuation: AsyncStream<ByteBuffer>.Continuation
        private var chunks: AsyncStream<ByteBuffer>.Iterator

        init() {
            let (stream, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
            self.continuation = continuation
            chunks = stream.makeAsyncIterator()
        }

        /// The next chunk; nil at the end of input, and as soon as the task is cancelled, though the read goes on.
        mutating func next() async -> ByteBuffer? {
            NIOThreadPool.singleton.submit { [continuation] _ in
                var buffer = [UInt8](repeating: 0, count: 65536)
                var count = 0
                repeat { count = read(STDIN_FILENO, &buffer, buffer.count) } while count < 0 && errno == EINTR
                if count > 0 {
                    continuation.yield(ByteBuffer(bytes: buffer[..<count]))
                } else {
                    continuation.finish()
                }
            }
            return await chunks.next()
        }
    }
}
