import Crypto
import Glibc

/// Bytes that come block by block. A block is valid until the next one is asked for; an empty one is the end.
protocol ByteStream: AnyObject {
    func next() throws -> UnsafeRawBufferPointer
}

/// A file from its current position, hashed and counted as it is read.
final class FileStream: ByteStream {
    private let file: OpenFile
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
    private var hash = SHA256()
    private(set) var count: Int64 = 0
    /// Given out again before anything is read: what was looked at to tell the format.
    private var peeked: UnsafeRawBufferPointer?

    init(_ file: OpenFile) { self.file = file }

    deinit { buffer.deallocate() }

    func next() throws -> UnsafeRawBufferPointer {
        if let block = peeked {
            peeked = nil
            return block
        }
        return try read()
    }

    /// The first block without consuming it.
    func peek() throws -> UnsafeRawBufferPointer {
        if let peeked { return peeked }
        let block = try read()
        peeked = block
        return block
    }

    private func read() throws -> UnsafeRawBufferPointer {
        var filled = 0
        while filled < buffer.count {
            let got = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if got == 0 { break }
            filled += got
        }
        let block = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
        hash.update(bufferPointer: block)
        count += Int64(filled)
        return block
    }

    /// Reads what is left and gives the digest of everything.
    func finish() throws -> Digest {
        peeked = nil
        while try !read().isEmpty {}
        return Digest(hash.finalize())
    }
}

/// What a compressed stream expands to, hashed, and bounded against archives that expand without end.
final class ExpandedStream: ByteStream {
    private let source: FileStream
    /// Nil where the source is not compressed.
    private let expander: ArchiveReader?
    private let limit: Int64
    private let check: () throws -> Void
    private var hash = SHA256()
    private var count: Int64 = 0
    private var atEnd = false

    /// Tells the compression from the first bytes; media types are not to be trusted.
    init(_ source: FileStream, limit: Int64, check: @escaping () throws -> Void) throws {
        self.source = source
        self.limit = limit
        self.check = check
        expander = try ArchiveReader.Compression(of: source.peek()).map { try ArchiveReader(source, expanding: $0) }
        if let expander, try !expander.next() { atEnd = true }
    }

    func next() throws -> UnsafeRawBufferPointer {
        try check()
        let block =
            if atEnd { UnsafeRawBufferPointer(start: nil, count: 0) } else if let expander {
                try expander.block().bytes
            } else { try source.next() }
        if block.isEmpty { atEnd = true }
        count += Int64(block.count)
        guard count <= limit else { throw ImageError(.corrupt, "a layer unpacks to more than \(limit) bytes") }
        if expander != nil { hash.update(bufferPointer: block) }
        return block
    }

    /// Reads what is left: the digests of the file as it is and of what it expands to.
    func finish() throws -> (blob: Digest, expanded: Digest) {
        while try !next().isEmpty {}
        let blob = try source.finish()
        return (blob, expander == nil ? blob : Digest(hash.finalize()))
    }
}
