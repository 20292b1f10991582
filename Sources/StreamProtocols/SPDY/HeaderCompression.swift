internal import CZlib

/// The memory of one direction's zlib stream. zlib keeps a pointer to it, so it must not move.
private final class ZStream {
    let state = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let end: (UnsafeMutablePointer<z_stream>) -> Int32

    init(
        _ begin: (UnsafeMutablePointer<z_stream>) -> Int32, end: @escaping (UnsafeMutablePointer<z_stream>) -> Int32
    ) throws {
        state.initialize(to: z_stream())
        self.end = end
        guard begin(state) == Z_OK else { throw SPDYError("zlib has no memory") }
    }

    deinit {
        _ = end(state)
        state.deallocate()
    }

    /// Feeds bytes through `step` until they are used up and all that came of them is out.
    func run(_ input: [UInt8], limit: Int, _ step: (UnsafeMutablePointer<z_stream>) -> Int32) throws -> [UInt8] {
        var input = input
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        try input.withUnsafeMutableBufferPointer { input in
            try chunk.withUnsafeMutableBufferPointer { chunk in
                state.pointee.next_in = input.baseAddress
                state.pointee.avail_in = UInt32(input.count)
                repeat {
                    state.pointee.next_out = chunk.baseAddress
                    state.pointee.avail_out = UInt32(chunk.count)
                    let result = step(state)
                    // Z_BUF_ERROR only says that there was nothing left to do.
                    guard result == Z_OK || result == Z_BUF_ERROR else { throw SPDYError("the headers do not inflate") }
                    output += chunk[..<(chunk.count - Int(state.pointee.avail_out))]
                    guard output.count <= limit else { throw SPDYError("the headers are too long") }
                } while state.pointee.avail_out == 0 || (state.pointee.avail_in > 0 && state.pointee.avail_out < 4096)
                guard state.pointee.avail_in == 0 else { throw SPDYError("bytes behind the headers") }
            }
        }
        return output
    }
}

/// Inflates the header blocks of one direction of a session; each builds on those before it.
struct HeaderInflater {
    /// Of one block when inflated.
    static let limit = 64 << 10
    private let stream: ZStream

    init() throws {
        stream = try ZStream(
            { inflateInit_($0, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) }, end: { inflateEnd($0) })
    }

    /// Throws ``SPDYError``; then the session is over, as the next block could not be read either.
    mutating func inflate(_ block: [UInt8]) throws -> [UInt8] {
        try stream.run(block, limit: Self.limit) { state in
            let result = CZlib.inflate(state, Z_SYNC_FLUSH)
            guard result == Z_NEED_DICT, state.pointee.adler == UInt(HeaderDictionary.adler32) else { return result }
            let dictionary = HeaderDictionary.bytes
            guard inflateSetDictionary(state, dictionary, UInt32(dictionary.count)) == Z_OK else { return Z_DATA_ERROR }
            return CZlib.inflate(state, Z_SYNC_FLUSH)
        }
    }
}

/// Deflates the header blocks of one direction of a session.
struct HeaderDeflater {
    private let stream: ZStream

    init() throws {
        let dictionary = HeaderDictionary.bytes
        stream = try ZStream(
            { state in
                let result = deflateInit_(
                    state, Z_DEFAULT_COMPRESSION, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
                return result == Z_OK ? deflateSetDictionary(state, dictionary, UInt32(dictionary.count)) : result
            }, end: { deflateEnd($0) })
    }

    mutating func deflate(_ block: [UInt8]) throws -> [UInt8] {
        try stream.run(block, limit: .max) { CZlib.deflate($0, Z_SYNC_FLUSH) }
    }
}
