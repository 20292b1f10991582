internal import CZlib
internal import NIOPosix
internal import Synchronization

/// RFC 1952, through zlib, at Kubernetes' level.
struct Gzip: ~Copyable {
    /// In a place of its own: zlib refuses a stream that has moved.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    /// zlib has no memory for it.
    struct NoMemory: Error {}

    init() throws(NoMemory) {
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        // 15 bits of window, and 16 for gzip's own header.
        guard
            deflateInit2_(stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
        else { throw NoMemory() }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// What zlib would not do, by its code.
    struct Failure: Error { var code: Int32 }

    /// What can be sent after these bytes; with the last of them, all the rest.
    func compress(_ bytes: [UInt8], isLast: Bool) throws(Failure) -> [UInt8] {
        // Nothing to do is an error to zlib.
        if bytes.isEmpty && !isLast { return [] }
        // Beside what these bytes need there may be as much waiting as zlib keeps back.
        let capacity = Int(deflateBound(stream, UInt(bytes.count))) + (256 << 10)
        var code = Z_OK
        let result = bytes.withUnsafeBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)  // zlib only reads it
                stream.pointee.avail_in = UInt32(input.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(capacity)
                code = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                count = capacity - Int(stream.pointee.avail_out)
            }
        }
        guard code == (isLast ? Z_STREAM_END : Z_OK) else { throw Failure(code: code) }
        return result
    }

    static func compress(_ bytes: [UInt8]) throws -> [UInt8] {
        let gzip = try Gzip()
        return try gzip.compress(bytes, isLast: true)
    }
}

/// A body compressed piece by piece, off the event loop.
struct GzipPieces: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    private let pieces: any AsyncSequence<[UInt8], any Error> & Sendable

    init(_ pieces: any AsyncSequence<[UInt8], any Error> & Sendable) { self.pieces = pieces }

    func makeAsyncIterator() -> Iterator { Iterator(pieces: pieces.makeAsyncIterator()) }

    struct Iterator: AsyncIteratorProtocol {
        private var pieces: any AsyncIteratorProtocol<[UInt8], any Error>
        private var state: State?
        private var isOver = false

        /// Lent to a thread of the pool for the time of a piece.
        private final class State: Sendable {
            let gzip: Mutex<Gzip>

            init() throws { gzip = Mutex(try Gzip()) }
        }

        init(pieces: any AsyncIteratorProtocol<[UInt8], any Error>) { self.pieces = pieces }

        mutating func next() async throws -> [UInt8]? { try await next(isolation: nil) }

        mutating func next(isolation actor: isolated (any Actor)?) async throws -> [UInt8]? {
            guard !isOver else { return nil }
            let state = try self.state ?? State()
            self.state = state
            let piece = try await pieces.next(isolation: actor)
            isOver = piece == nil
            return try await NIOThreadPool.singleton.runIfActive {
                try state.gzip.withLock { try $0.compress(piece ?? [], isLast: piece == nil) }
            }
        }
    }
}
