internal import KubernetesAPI
internal import ResourceStore

/// Builds the frames of one watch in the form its client wants.
struct WatchEncoder {
    let responder: ObjectResponder
    /// Only the first table of a watch has its columns.
    private var hasSentColumns = false

    init(responder: ObjectResponder) { self.responder = responder }

    private var isProtobuf: Bool { responder.format.encoding == .protobuf }

    /// A frame for a version; that of whole objects is shared with all other watchers.
    mutating func frame(_ type: WatchEventType, _ object: StoredObject) throws -> [UInt8] {
        if responder.format.representation == .whole {
            return try responder.cache.frame(type, object, protobuf: isProtobuf ? responder.definition.schemaType : nil)
        }
        return try frame(type, tree: try responder.cache.tree(object))
    }

    /// A frame for an object that is not stored in this form.
    mutating func frame(_ type: WatchEventType, tree: JSONValue) throws -> [UInt8] {
        defer { hasSentColumns = true }
        return try bytes(type, responder.representation(of: tree, withColumns: !hasSentColumns))
    }

    /// Tells how far the watch has come.
    mutating func bookmark(_ revision: Revision, endsInitialEvents: Bool) throws -> [UInt8] {
        var object: JSONValue = [
            "kind": .string(responder.definition.kind), "apiVersion": .string(responder.definition.apiVersion),
            "metadata": ["resourceVersion": .string(String(revision)), "creationTimestamp": nil],
        ]
        if endsInitialEvents { object[metadata: "annotations"] = ["k8s.io/initial-events-end": "true"] }
        return try frame(.bookmark, tree: object)
    }

    func error(_ error: StatusError) throws -> [UInt8] { try bytes(.error, error.status.json) }

    private func bytes(_ type: WatchEventType, _ object: JSONValue) throws -> [UInt8] {
        isProtobuf
            ? ProtobufEnvelope.watchFrame(type.rawValue, try ResponseFormat.protobuf(object))
            : WatchFrame.bytes(type, object.encoded())
    }
}
