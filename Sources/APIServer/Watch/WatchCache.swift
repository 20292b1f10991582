internal import KubernetesAPI
internal import ResourceStore
internal import Synchronization

/// What all watchers share of the latest revisions: each object is decoded once, and each frame built once, however many
/// watch. Bounded in number and, since a pod with many debug containers is large, in bytes; the oldest goes first.
final class WatchCache: Sendable {
    struct FrameKey: Hashable {
        var revision: Revision
        var type: WatchEventType
    }

    private struct State {
        /// A tree takes several times the bytes it is encoded in, which are what is counted.
        var trees = RecentValues<Revision, JSONValue>(count: 64, bytes: 512 << 10)
        var frames = RecentValues<FrameKey, [UInt8]>(count: 64, bytes: 1 << 20)
    }

    private let state = Mutex(State())

    /// The tree of a version. Versions have their revisions for themselves, so these are the keys; what a dry run would have
    /// stored has revision 0 and is not kept.
    func tree(_ object: StoredObject) throws -> JSONValue {
        if object.revision == 0 { return try JSONValue.parse(object.value) }
        if let tree = state.withLock({ $0.trees[object.revision] }) { return tree }
        let tree = try JSONValue.parse(object.value)
        state.withLock { $0.trees.insert(tree, for: object.revision, bytes: object.value.count) }
        return tree
    }

    /// Keeps the tree of a version that is about to be committed, so that nobody has to decode what has just been encoded.
    /// - Parameter bytes: how long its encoded form is.
    func keep(_ tree: JSONValue, of revision: Revision, bytes: Int) {
        state.withLock { $0.trees.insert(tree, for: revision, bytes: bytes) }
    }

    /// The frame that tells of a version, its stored bytes spliced in.
    func frame(_ type: WatchEventType, _ object: StoredObject) -> [UInt8] {
        let key = FrameKey(revision: object.revision, type: type)
        if let frame = state.withLock({ $0.frames[key] }) { return frame }
        let frame = WatchFrame.bytes(type, object.value)
        state.withLock { $0.frames.insert(frame, for: key, bytes: frame.count) }
        return frame
    }
}
