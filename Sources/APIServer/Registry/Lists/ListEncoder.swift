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

    /// The list as JSON.
    static func list(_ result: ListResult, of definition: ResourceDefinition) -> ListPieces {
        ListPieces(result.objects, head: head(result, definition), definition)
    }
}
