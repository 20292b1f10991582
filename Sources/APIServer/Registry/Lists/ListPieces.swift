internal import KubernetesAPI
internal import ResourceStore

/// A list in JSON, piece by piece: however long it is, little of it is in memory beside the stored objects themselves. They are
/// spliced in undecoded, without the kind and apiVersion that the stored form begins with and items of a list do not have.
struct ListPieces: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    /// A piece is at most this and one object long.
    private static let pieceSize = 256 << 10
    private static let end = Array("]}".utf8)

    private let objects: [StoredObject]
    private let head: [UInt8]
    private let typeMeta: [UInt8]
    /// The length of the whole, in bytes.
    let length: Int

    init(_ objects: [StoredObject], head: JSONValue, _ definition: ResourceDefinition) {
        self.objects = objects
        self.head = head.encoded().dropLast() + Array(",\"items\":[".utf8)
        let typeMeta: JSONValue = ["kind": .string(definition.kind), "apiVersion": .string(definition.apiVersion)]
        self.typeMeta = typeMeta.encoded().dropLast() + [UInt8(ascii: ",")]
        length =
            objects.reduce(self.head.count + Swift.max(0, objects.count - 1) + Self.end.count) {
                [typeMeta = self.typeMeta] sum, object in
                sum + object.value.count - Self.cut(object.value, typeMeta)
            }
    }

    /// How many bytes are left out behind an object's opening brace.
    private static func cut(_ value: [UInt8], _ typeMeta: [UInt8]) -> Int {
        value.starts(with: typeMeta) ? typeMeta.count - 1 : 0
    }

    /// All of it.
    var bytes: [UInt8] {
        var iterator = makeAsyncIterator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        while let piece = iterator.nextPiece() { bytes += piece }
        return bytes
    }

    func makeAsyncIterator() -> Iterator { Iterator(list: self) }

    struct Iterator: AsyncIteratorProtocol {
        private let list: ListPieces
        private var index = 0
        private var isOver = false

        init(list: ListPieces) { self.list = list }

        mutating func next() async throws -> [UInt8]? { nextPiece() }

        mutating func next(isolation actor: isolated (any Actor)?) async throws -> [UInt8]? { nextPiece() }

        mutating func nextPiece() -> [UInt8]? {
            guard !isOver else { return nil }
            var piece = index == 0 ? list.head : []
            piece.reserveCapacity(Swift.min(list.length, ListPieces.pieceSize + 4096))
            while index < list.objects.count, piece.count < ListPieces.pieceSize {
                if index > 0 { piece.append(UInt8(ascii: ",")) }
                let value = list.objects[index].value
                let cut = ListPieces.cut(value, list.typeMeta)
                if cut > 0 {
                    piece.append(UInt8(ascii: "{"))
                    piece += value[(cut + 1)...]
                } else {
                    piece += value
                }
                index += 1
            }
            if index == list.objects.count {
                piece += ListPieces.end
                isOver = true
            }
            return piece
        }
    }
}
