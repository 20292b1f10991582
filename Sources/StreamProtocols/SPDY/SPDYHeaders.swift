internal import NIOCore

/// The name/value block of a SPDY frame. Names are in small letters; values of one name are kept together.
public struct SPDYHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// Streams of Kubernetes have one or two; the limit keeps a peer from costing us more than it sends.
    static let maximumCount = 64

    private var values: [String: [String]] = [:]

    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { values[name.lowercased(), default: []].append(value) }
    }

    /// The first value of a name.
    public subscript(name: String) -> String? { values[name.lowercased()]?.first }

    /// Reads a block that has been inflated. Throws ``SPDYError`` for one that breaks off, has more than it says, or has a
    /// name twice or empty.
    init(block: [UInt8]) throws {
        var rest = ByteBuffer(bytes: block)
        guard let count = rest.readInteger(as: UInt32.self), count <= Self.maximumCount else {
            throw SPDYError("too many headers")
        }
        for _ in 0..<count {
            // Some clients send names as they are spelled in HTTP/1.
            guard let name = Self.readText(&rest)?.lowercased(), let value = Self.readText(&rest) else {
                throw SPDYError("a header breaks off")
            }
            guard !name.isEmpty, values[name] == nil else { throw SPDYError("a header name is empty or there twice") }
            values[name] = value.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
        }
        guard rest.readableBytes == 0 else { throw SPDYError("bytes behind the last header") }
    }

    /// The block as it is to be deflated.
    var block: [UInt8] {
        var block = ByteBuffer(integer: UInt32(values.count))
        for (name, values) in values.sorted(by: { $0.key < $1.key }) {
            for text in [name, values.joined(separator: "\0")] {
                block.writeInteger(UInt32(text.utf8.count))
                block.writeString(text)
            }
        }
        return Array(block.readableBytesView)
    }

    private static func readText(_ block: inout ByteBuffer) -> String? {
        guard let length = block.readInteger(as: UInt32.self), length <= block.readableBytes else { return nil }
        return block.readBytes(length: Int(length)).map { String(decoding: $0, as: UTF8.self) }
    }
}
