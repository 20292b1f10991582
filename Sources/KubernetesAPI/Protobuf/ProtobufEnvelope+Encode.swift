public import KubernetesSchema

extension ProtobufEnvelope {
    /// A tree in the form in which Kubernetes sends it, with the kind and apiVersion it names. Throws ``ProtobufError`` for a
    /// tree that is not of the type, or a type without field numbers.
    public static func encode(_ tree: JSONValue, as type: TypeDeclaration) throws(ProtobufError) -> [UInt8] {
        var encoder = ProtobufEncoder()
        encoder.endEnvelope()
        let end = encoder.buffer.count
        try encoder.message(tree.object ?? JSONObject(), type)
        // `APIVersions` names its kind and no version.
        let apiVersion = tree["kind"] == nil ? nil : tree["apiVersion"]?.string ?? ""
        encoder.beginEnvelope(kind: tree["kind"]?.string ?? type.kind, apiVersion, type, since: end)
        return encoder.buffer.bytes
    }

    /// A list of a type whose trees are made one after the other, so that no two of them need to be in memory.
    /// - Parameter head: the list without its items.
    public static func encode<Items: BidirectionalCollection>(
        list head: JSONValue, as type: TypeDeclaration, items: Items, _ tree: (Items.Element) throws -> JSONValue
    ) throws -> [UInt8] {
        guard case .list(.object(let element))? = type.field("items")?.type else {
            throw ProtobufError("\(type.name) is no list")
        }
        let schema = Schema.shared
        var encoder = ProtobufEncoder()
        encoder.endEnvelope()
        let end = encoder.buffer.count
        // Backwards: `items` is the last field of every list.
        for item in items.reversed() {
            let end = encoder.buffer.count
            try encoder.message(try tree(item).object ?? JSONObject(), schema[element])
            encoder.buffer.head(2, since: end)
        }
        try encoder.message(head.object ?? JSONObject(), type)
        encoder.beginEnvelope(kind: head["kind"]?.string ?? type.kind, head["apiVersion"]?.string, type, since: end)
        return encoder.buffer.bytes
    }

    /// One event of a watch as it is framed: its length in four bytes, then a meta/v1 WatchEvent whose object is an envelope.
    public static func watchFrame(_ type: String, _ envelope: [UInt8]) -> [UInt8] {
        var buffer = ProtobufBuffer(capacity: envelope.count + 64)
        let end = buffer.count
        buffer.field(1, envelope)
        buffer.head(2, since: end)
        buffer.field(1, type)
        let count = UInt32(truncatingIfNeeded: buffer.count)
        buffer.write((0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) })
        return buffer.bytes
    }
}

extension ProtobufEncoder {
    /// What follows the object in its `runtime.Unknown`: the encoding and type of its content, both empty.
    fileprivate mutating func endEnvelope() {
        buffer.field(4, "")
        buffer.field(3, "")
    }

    fileprivate mutating func beginEnvelope(
        kind: String, _ apiVersion: String?, _ type: TypeDeclaration, since end: Int
    ) {
        buffer.head(2, since: end)
        let end = buffer.count
        buffer.field(2, kind)
        buffer.field(1, apiVersion ?? type.apiVersion)
        buffer.head(1, since: end)
        buffer.write(ProtobufEnvelope.prefix)
    }
}
