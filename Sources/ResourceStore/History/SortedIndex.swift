/// The current objects in key order: a sorted list cut into chunks, so that an insertion moves a few hundred entries at most
/// and a copy (a reader's snapshot) costs one reference, paid for by the next write with one chunk.
struct SortedIndex: Sendable {
    /// A place between objects: before `chunks[chunk][offset]`, or the end.
    struct Position: Equatable {
        var chunk: Int
        var offset: Int
    }

    private var chunks: [[StoredObject]] = []
    private static let capacity = 256

    subscript(key: String) -> StoredObject? {
        let position = lowerBound(key)
        guard let found = object(at: position), !key.precedes(found.key) else { return nil }
        return found
    }

    /// Inserts the object or replaces the one of the same key.
    mutating func set(_ object: StoredObject) {
        let position = lowerBound(object.key)
        if let found = self.object(at: position), !object.key.precedes(found.key) {
            chunks[position.chunk][position.offset] = object
        } else if position.chunk < chunks.count {
            chunks[position.chunk].insert(object, at: position.offset)
            splitIfFull(position.chunk)
        } else if chunks.isEmpty {
            chunks.append([object])
        } else {
            chunks[chunks.count - 1].append(object)
            splitIfFull(chunks.count - 1)
        }
    }

    mutating func remove(_ key: String) {
        let position = lowerBound(key)
        guard let found = object(at: position), !key.precedes(found.key) else { return }
        chunks[position.chunk].remove(at: position.offset)
        if chunks[position.chunk].isEmpty { chunks.remove(at: position.chunk) }
    }

    /// The first position whose key is not before `key`.
    func lowerBound(_ key: String) -> Position { partition { $0.precedes(key) } }

    /// The first position behind `key`.
    func upperBound(_ key: String) -> Position { partition { !key.precedes($0) } }

    /// The first position behind every key under `prefix`.
    func end(of prefix: String) -> Position { partition { $0.precedes(prefix) || $0.lies(under: prefix) } }

    /// How many objects lie from `start` to `end`; 0 where `end` comes first.
    func count(from start: Position, to end: Position) -> Int {
        guard start.chunk < end.chunk else {
            return start.chunk == end.chunk ? max(0, end.offset - start.offset) : 0
        }
        let whole = chunks[start.chunk..<end.chunk].reduce(0) { $0 + $1.count }
        return whole - start.offset + end.offset
    }

    /// The first `count` objects from `start` on.
    func objects(from start: Position, count: Int) -> [StoredObject] {
        var result: [StoredObject] = []
        result.reserveCapacity(count)
        var position = start
        while result.count < count, position.chunk < chunks.count {
            result += chunks[position.chunk][position.offset...].prefix(count - result.count)
            position = Position(chunk: position.chunk + 1, offset: 0)
        }
        return result
    }

    private func object(at position: Position) -> StoredObject? {
        position.chunk < chunks.count ? chunks[position.chunk][position.offset] : nil
    }

    /// The first position whose key does not satisfy `isBefore`, which holds for the keys up to some point and for none after.
    private func partition(_ isBefore: (String) -> Bool) -> Position {
        let chunk = firstIndex(chunks.count) { index in chunks[index].last.map { !isBefore($0.key) } ?? false }
        guard chunk < chunks.count else { return Position(chunk: chunk, offset: 0) }
        let offset = firstIndex(chunks[chunk].count) { !isBefore(chunks[chunk][$0].key) }
        return Position(chunk: chunk, offset: offset)
    }

    private func firstIndex(_ count: Int, where holds: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private mutating func splitIfFull(_ index: Int) {
        guard chunks[index].count > Self.capacity else { return }
        // Keys mostly come in rising order within one collection; cutting off a short tail keeps those chunks full.
        let cut = chunks[index].count * 3 / 4
        let tail = Array(chunks[index][cut...])
        chunks[index].removeSubrange(cut...)
        chunks.insert(tail, at: index + 1)
    }
}
