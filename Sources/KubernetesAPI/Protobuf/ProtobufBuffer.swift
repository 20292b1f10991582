/// A protobuf message that is written from its end to its beginning, as Kubernetes does it: the length of what is nested is
/// known by the time it has to be written, so nothing is measured twice or moved.
struct ProtobufBuffer {
    private var storage: [UInt8]
    private var start: Int

    init(capacity: Int = 1024) {
        storage = [UInt8](repeating: 0, count: capacity)
        start = capacity
    }

    /// How much has been written.
    var count: Int { storage.count - start }

    var bytes: [UInt8] { Array(storage[start...]) }

    mutating func write(_ byte: UInt8) {
        makeRoom(1)
        start -= 1
        storage[start] = byte
    }

    mutating func write(_ bytes: some Collection<UInt8>) {
        let count = bytes.count
        makeRoom(count)
        start -= count
        storage.withUnsafeMutableBufferPointer { buffer in
            _ = UnsafeMutableBufferPointer(rebasing: buffer[start..<(start + count)]).update(fromContentsOf: bytes)
        }
    }

    mutating func varint(_ value: UInt64) {
        let count = max(1, (64 - value.leadingZeroBitCount + 6) / 7)
        makeRoom(count)
        start -= count
        for index in 0..<count {
            let more: UInt8 = index < count - 1 ? 0x80 : 0
            storage[start + index] = UInt8(truncatingIfNeeded: value >> UInt64(7 * index)) & 0x7F | more
        }
    }

    /// The head of a number's field.
    mutating func tag(_ number: Int) { varint(UInt64(number) << 3) }

    /// The head of a field whose content has been written since ``count`` was `end`.
    mutating func head(_ number: Int, since end: Int) {
        varint(UInt64(count - end))
        varint(UInt64(number) << 3 | 2)
    }

    /// A whole field of text.
    mutating func field(_ number: Int, _ text: String) {
        let end = count
        write(text.utf8)
        head(number, since: end)
    }

    /// A whole field of bytes.
    mutating func field(_ number: Int, _ bytes: some Collection<UInt8>) {
        let end = count
        write(bytes)
        head(number, since: end)
    }

    private mutating func makeRoom(_ count: Int) {
        guard start < count else { return }
        let used = self.count
        let size = max(storage.count * 2, used + count)
        var larger = [UInt8](repeating: 0, count: size)
        larger.replaceSubrange((size - used)..., with: storage[start...])
        storage = larger
        start = size - used
    }
}
