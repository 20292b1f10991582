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
        var trees = Ring<Revision, JSONValue>(capacity: 512)
        var frames = Ring<FrameKey, [UInt8]>(capacity: 512)
    }

    private let state = Mutex(State())

    /// The tree of a version. Versions have their revisions for themselves, so these are the keys.
    func tree(_ object: StoredObject) throws -> JSONValue {
        if let tree = state.withLock({ $0.trees[object.revision] }) { return tree }
        let tree = try JSONValue.parse(object.value)
        state.withLock { $0.trees.insert(tree, for: object.revision) }
        return tree
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
