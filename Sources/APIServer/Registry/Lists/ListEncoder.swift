internal import KubernetesAPI
internal import KubernetesSchema
internal import ResourceStore

/// Lists of stored objects as they go out, the stored bytes spliced in undecoded.
enum ListEncoder {
    static func metadata(_ result: ListResult) -> JSONValue {
        var metadata: JSONObject = ["resourceVersion": .string(String(result.revision))]
        if let token = result.continueToken {
            metadata["continue"] = .string(token.text)
            if let remaining = result.remaining, remaining > 0 {
                metadata["remainingItemCount"] = .number(JSONNumber(remaining))
            }
        }
        return .object(metadata)
    }

    /// The list as protobuf; one object after the other is decoded for it.
    static func protobuf(_ result: ListResult, of definition: ResourceDefinition) throws -> [UInt8] {
        guard let type = Schema.shared.types[definition.schemaType + "List"] else {
            throw StatusError.notAcceptable(accepted: ["application/json", "application/yaml"])
        }
        return try ProtobufEnvelope.encode(list: head(result, definition), as: type, items: result.objects) {
            try JSONValue.parse($0.value)
        }
    }

    private static func head(_ result: ListResult, _ definition: ResourceDefinition) -> JSONValue {
        [
            "kind": .string("\(definition.kind)List"), "apiVersion": .string(definition.apiVersion),
            "metadata": metadata(result),
        ]
    }

    static func list(_ result: ListResult, of definition: ResourceDefinition) -> [UInt8] {
        // Items of a list go without the kind and apiVersion that the stored form begins with.
        let typeMeta =
            JSONValue.object([
                "kind": .string(definition.kind), "apiVersion": .string(definition.apiVersion),
            ]).encoded().dropLast() + [UInt8(ascii: ",")]
        var bytes = head(result, definition).encoded()
        bytes.removeLast()
        bytes.reserveCapacity(bytes.count + result.objects.reduce(16) { $0 + $1.value.count + 1 })
        bytes += ",\"items\":[".utf8
        for (index, object) in result.objects.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            if object.value.starts(with: typeMeta) {
                bytes.append(UInt8(ascii: "{"))
                bytes += object.value[typeMeta.count...]
            } else {
                bytes += object.value
            }
        }
        bytes += "]}".utf8
        return bytes
    }
}
