import Glibc

/// Keys as bytes: Swift's own string order and prefix test follow Unicode equivalence, under which a name that begins with a
/// combining mark would not lie under its own prefix.
extension String {
    func precedes(_ other: String) -> Bool {
        withBytes(other) { left, right in
            let order = compare(left, right)
            return order < 0 || (order == 0 && left.count < right.count)
        } ?? utf8.lexicographicallyPrecedes(other.utf8)
    }

    func lies(under prefix: String) -> Bool {
        withBytes(prefix) { key, prefix in
            key.count >= prefix.count && compare(key, prefix) == 0
        } ?? utf8.starts(with: prefix.utf8)
    }

    /// Nil where one of the two is not stored as contiguous UTF-8.
    private func withBytes(
        _ other: String, _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool? {
        utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in body(left, right) }
        } ?? nil
    }
}

/// A key in a dictionary, told apart by its bytes too.
struct ExactKey: Hashable, Sendable {
    let key: String

    init(_ key: String) { self.key = key }

    static func == (left: Self, right: Self) -> Bool { left.key.utf8.elementsEqual(right.key.utf8) }

    func hash(into hasher: inout Hasher) {
        let isHashed: Void? = key.utf8.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if isHashed == nil { for byte in key.utf8 { hasher.combine(byte) } }
    }
}

/// The order of the common part.
private func compare(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int32 {
    guard let first = left.baseAddress, let second = right.baseAddress else { return 0 }
    return memcmp(first, second, min(left.count, right.count))
}
