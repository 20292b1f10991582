internal import KubernetesAPI
internal import ResourceStore
internal import Synchronization

/// What all watchers share of the latest revisions: each object is decoded once, and each frame built once, however many
/// watch. Bounded; the oldest goes first.
final class WatchCache: Sendable {
    struct FrameKey: Hashable {
        var revision: Revision
        var type: WatchEventType
    }

    private struct State {
        var trees = Ring<Revision, JSONValue>(capacity: 128)
        var frames = Ring<FrameKey, [UInt8]>(capacity: 128)
    }

    private let state = Mutex(State())

    /// The tree of a version. Versions have their revisions for themselves, so these are the keys; what a dry run would have
    /// stored has revision 0 and is not kept.
    func tree(_ object: StoredObject) throws -> JSONValue {
        if object.revision == 0 { return try JSONValue.parse(object.value) }
        if let tree = state.withLock({ $0.trees[object.revision] }) { return tree }
        let tree = try JSONValue.parse(object.value)
        state.withLock { $0.trees.insert(tree, for: object.revision) }
        return tree
    }

    /// Keeps the tree of a version that is about to be committed, so that nobody has to decode what has just been encoded.
    func keep(_ tree: JSONValue, of revision: Revision) {
        state.withLock { $0.trees.insert(tree, for: revision) }
    }

    /// The frame that tells of a version, its stored bytes spliced in.
    func frame(_ type: WatchEventType, _ object: StoredObject) -> [UInt8] {
        let key = FrameKey(revision: object.revision, type: type)
        if let frame = state.withLock({ $0.frames[key] }) { return frame }
        let frame = WatchFrame.bytes(type, object.value)
        state.withLock { $0.frames.insert(frame, for: key) }
        return frame
    }
}

/// A dictionary that forgets what was put in first.
struct Ring<Key: Hashable, Value> {
    private var values: [Key: Value] = [:]
    private var order: [Key] = []
    private var oldest = 0
    private let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    subscript(key: Key) -> Value? { values[key] }

    /// A value that is there is replaced: the revision of a write that failed is given again.
    mutating func insert(_ value: Value, for key: Key) {
        guard values.updateValue(value, forKey: key) == nil else { return }
        if order.count < capacity {
            order.append(key)
        } else {
            values[order[oldest]] = nil
            order[oldest] = key
            oldest = (oldest + 1) % capacity
        }
    }
}
