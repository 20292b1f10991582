internal import KubernetesAPI
internal import ResourceStore

/// Builds the frames of one watch in the form its client wants.
struct WatchEncoder {
    let responder: ObjectResponder
    /// Only the first table of a watch has its columns.
    private var hasSentColumns = false

    init(responder: ObjectResponder) { self.responder = responder }

    /// A frame for a version; plain JSON is shared with all other watchers.
    mutating func frame(_ type: WatchEventType, _ object: StoredObject) throws -> [UInt8] {
        if responder.format.representation == .whole { return responder.cache.frame(type, object) }
        return frame(type, tree: try responder.cache.tree(object))
    }

    /// A frame for an object that is not stored in this form.
    mutating func frame(_ type: WatchEventType, tree: JSONValue) -> [UInt8] {
        defer { hasSentColumns = true }
        return WatchFrame.bytes(type, responder.representation(of: tree, withColumns: !hasSentColumns).encoded())
    }

    /// Tells how far the watch has come.
    mutating func bookmark(_ revision: Revision, endsInitialEvents: Bool) -> [UInt8] {
        var object: JSONValue = [
            "kind": .string(responder.definition.kind), "apiVersion": .string(responder.definition.apiVersion),
            "metadata": ["resourceVersion": .string(String(revision)), "creationTimestamp": nil],
        ]
        if endsInitialEvents { object[metadata: "annotations"] = ["k8s.io/initial-events-end": "true"] }
        return frame(.bookmark, tree: object)
    }

    func error(_ error: StatusError) -> [UInt8] { WatchFrame.bytes(.error, error.status.json.encoded()) }
}
