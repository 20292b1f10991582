internal import KubernetesAPI
internal import KubernetesSchema
internal import ResourceStore
internal import Synchronization

/// What all watchers share of the latest revisions: each object is decoded once, and each frame built once, however many
/// watch. Bounded in number and, since a pod with many debug containers is large, in bytes; the oldest goes first.
final class WatchCache: Sendable {
    struct FrameKey: Hashable {
        var revision: Revision
        var type: WatchEventType
        var isProtobuf: Bool
    }

    private struct State {
        /// A tree takes several times the bytes it is encoded in, which are what is counted.
        var trees = RecentValues<Revision, JSONValue>(count: 64, bytes: 512 << 10)
        var frames = RecentValues<FrameKey, [UInt8]>(count: 64, bytes: 1 << 20)
        var envelopes = RecentValues<Revision, [UInt8]>(count: 64, bytes: 512 << 10)
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

    /// A version as protobuf.
    /// - Parameter type: its declaration in the schema.
    func protobuf(_ object: StoredObject, as type: String) throws -> [UInt8] {
        if let bytes = state.withLock({ $0.envelopes[object.revision] }) { return bytes }
        let bytes = try ProtobufEnvelope.encode(try tree(object), as: Schema.shared[type])
        guard object.revision != 0 else { return bytes }
        state.withLock { $0.envelopes.insert(bytes, for: object.revision, bytes: bytes.count) }
        return bytes
    }

    /// The frame that tells of a version: its stored bytes spliced in, or as protobuf of a type of the schema.
    func frame(_ type: WatchEventType, _ object: StoredObject, protobuf schemaType: String?) throws -> [UInt8] {
        let key = FrameKey(revision: object.revision, type: type, isProtobuf: schemaType != nil)
        if let frame = state.withLock({ $0.frames[key] }) { return frame }
        let frame =
            try schemaType.map { ProtobufEnvelope.watchFrame(type.rawValue, try protobuf(object, as: $0)) }
            ?? WatchFrame.bytes(type, object.value)
        state.withLock { $0.frames.insert(frame, for: key, bytes: frame.count) }
        return frame
    }
}
