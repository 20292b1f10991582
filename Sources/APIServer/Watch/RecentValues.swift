/// A dictionary that forgets what was put in first, once it holds too many values or too many bytes. The newest always stays.
struct RecentValues<Key: Hashable, Value> {
    private struct Entry {
        var value: Value
        var bytes: Int
    }

    private var entries: [Key: Entry] = [:]
    /// The keys in the order they came, those before `oldest` forgotten.
    private var order: [Key] = []
    private var oldest = 0
    private(set) var bytes = 0
    private let maximumCount: Int
    private let maximumBytes: Int

    init(count: Int, bytes: Int) {
        maximumCount = count
        maximumBytes = bytes
    }

    var count: Int { entries.count }

    subscript(key: Key) -> Value? { entries[key]?.value }

    /// A value that is there is replaced: the revision of a write that failed is given again.
    mutating func insert(_ value: Value, for key: Key, bytes size: Int) {
        bytes += size
        if let replaced = entries.updateValue(Entry(value: value, bytes: size), forKey: key) {
            bytes -= replaced.bytes
        } else {
            order.append(key)
        }
        while entries.count > 1, entries.count > maximumCount || bytes > maximumBytes { forgetOldest() }
    }

    private mutating func forgetOldest() {
        if let entry = entries.removeValue(forKey: order[oldest]) { bytes -= entry.bytes }
        oldest += 1
        guard oldest > maximumCount else { return }
        order.removeFirst(oldest)
        oldest = 0
    }
}
