import Glibc

/// A name out of an archive, cleaned: relative, without empty, `.` or `..` parts. Its bytes need not be UTF-8.
struct EntryPath: Hashable, CustomStringConvertible {
    /// Joined by slashes; empty for the root itself.
    let bytes: [UInt8]

    var isRoot: Bool { bytes.isEmpty }
    var description: String { String(decoding: bytes, as: UTF8.self) }

    /// Longer ones cannot be opened in one call anyway (PATH_MAX).
    private static let maximumLength = 4000

    /// Throws ``ImageError`` of kind `.corrupt` where the name leads out of the root or is too long.
    init(_ raw: UnsafePointer<CChar>?) throws {
        guard let raw else { throw ImageError(.corrupt, "the archive has an entry without a name") }
        var parts: [ArraySlice<UInt8>] = []
        for part in UnsafeRawBufferPointer(start: raw, count: strlen(raw)).map({ $0 }).split(separator: 0x2F)
        where !part.elementsEqual([0x2E]) {
            if part.elementsEqual([0x2E, 0x2E]) {
                guard !parts.isEmpty else {
                    throw ImageError(
                        .corrupt, "the archive is refused: its entry \"\(String(cString: raw))\" leads out of the root")
                }
                parts.removeLast()
            } else {
                guard part.count <= 255 else {
                    throw ImageError(.corrupt, "the archive has an entry with too long a name")
                }
                parts.append(part)
            }
        }
        bytes = Array(parts.joined(separator: [0x2F]))
        guard bytes.count <= Self.maximumLength else {
            throw ImageError(.corrupt, "the archive has an entry with too long a name")
        }
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var lastSlash: Int? { bytes.lastIndex(of: 0x2F) }

    /// The directory it is in; the root's is the root.
    var parent: EntryPath { EntryPath(bytes: lastSlash.map { Array(bytes[..<$0]) } ?? []) }

    /// Its last part.
    var name: ArraySlice<UInt8> { lastSlash.map { bytes[($0 + 1)...] } ?? bytes[...] }

    /// From the first part down to the path itself.
    var prefixes: [EntryPath] {
        bytes.indices.filter { bytes[$0] == 0x2F }.map { EntryPath(bytes: Array(bytes[..<$0])) }
            + (isRoot ? [] : [self])
    }

    func contains(part: (ArraySlice<UInt8>) -> Bool) -> Bool { bytes.split(separator: 0x2F).contains(where: part) }

    /// A C string: the root is the empty one.
    var terminated: [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }
}

extension ArraySlice<UInt8> {
    /// The bytes as a C string.
    var terminated: [CChar] { map { CChar(bitPattern: $0) } + [0] }
}
