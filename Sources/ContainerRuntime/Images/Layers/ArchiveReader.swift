import CArchive
import Glibc

/// libarchive reading one stream, either as a tar archive or just expanding it. For one thread.
final class ArchiveReader {
    enum Compression {
        case gzip, zstd, xz, bzip2

        init?(of start: UnsafeRawBufferPointer) {
            if start.starts(with: [0x1F, 0x8B]) {
                self = .gzip
            } else if start.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
                self = .zstd
            } else if start.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
                self = .xz
            } else if start.starts(with: [0x42, 0x5A, 0x68]) {
                self = .bzip2
            } else {
                return nil
            }
        }

        fileprivate var filter: Int32 {
            switch self {
            case .gzip: ARCHIVE_FILTER_GZIP
            case .zstd: ARCHIVE_FILTER_ZSTD
            case .xz: ARCHIVE_FILTER_XZ
            case .bzip2: ARCHIVE_FILTER_BZIP2
            }
        }
    }

    /// The stream and what went wrong in it, where libarchive's callback finds them.
    private final class Input {
        let stream: any ByteStream
        var fault: (any Error)?
        init(_ stream: any ByteStream) { self.stream = stream }
    }

    private let archive: OpaquePointer
    private let input: Input
    /// The current entry of a tar archive; valid until the next one.
    private(set) var entry: OpaquePointer?

    /// Expands a compressed stream; the filter is fixed, so that nothing in the data can choose another one.
    convenience init(_ stream: any ByteStream, expanding compression: Compression) throws {
        try self.init(stream) { archive in
            archive_read_set_format(archive, ARCHIVE_FORMAT_RAW) == ARCHIVE_OK
                && archive_read_append_filter(archive, compression.filter) == ARCHIVE_OK
        }
    }

    /// Reads an uncompressed tar archive.
    convenience init(tar stream: any ByteStream) throws {
        try self.init(stream) { archive_read_support_format_tar($0) == ARCHIVE_OK }
    }

    private init(_ stream: any ByteStream, configure: (OpaquePointer) -> Bool) throws {
        guard let archive = archive_read_new() else { throw ImageError(.io, "out of memory") }
        self.archive = archive
        input = Input(stream)
        let opened =
            configure(archive)
            && archive_read_open(
                archive, Unmanaged.passUnretained(input).toOpaque(), nil,
                { _, context, buffer in
                    guard let context, let buffer else { return -1 }
                    let input = Unmanaged<Input>.fromOpaque(context).takeUnretainedValue()
                    do {
                        let block = try input.stream.next()
                        buffer.pointee = block.baseAddress
                        return block.count
                    } catch {
                        input.fault = error
                        return -1
                    }
                }, nil) == ARCHIVE_OK
        // A failing initialiser of a class runs no deinit before every property is set; here all are.
        guard opened else { throw fault() }
    }

    deinit { archive_read_free(archive) }

    /// Goes to the next entry; false at the end.
    func next() throws -> Bool {
        switch archive_read_next_header(archive, &entry) {
        // A warning tells of a name that is not in the C locale's alphabet; its bytes are there unchanged.
        case ARCHIVE_OK, ARCHIVE_WARN: return true
        case ARCHIVE_EOF: return false
        default: throw fault()
        }
    }

    /// The entry's next piece of data and where in the file it belongs; no bytes at the end.
    func block() throws -> (bytes: UnsafeRawBufferPointer, offset: Int64) {
        var start: UnsafeRawPointer?
        var count = 0
        var offset: Int64 = 0
        while true {
            switch archive_read_data_block(archive, &start, &count, &offset) {
            // libarchive may give an empty piece before the end, to say where a hole ends.
            case ARCHIVE_OK, ARCHIVE_WARN:
                if count > 0 { return (UnsafeRawBufferPointer(start: start, count: count), offset) }
            case ARCHIVE_EOF: return (UnsafeRawBufferPointer(start: nil, count: 0), offset)
            default: throw fault()
            }
        }
    }

    private func fault() -> any Error {
        if let fault = input.fault { return fault }
        let reason = archive_error_string(archive).map { String(cString: $0) } ?? ""
        if reason == "Unrecognized archive format" { return ImageError(.corrupt, "it is no tar archive") }
        return ImageError(.corrupt, "the archive is damaged or truncated: \(reason)")
    }
}
