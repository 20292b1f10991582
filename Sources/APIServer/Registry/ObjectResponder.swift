internal import KubernetesAPI
internal import ResourceStore

/// Answers with stored objects in the form the client has asked for.
struct ObjectResponder: Sendable {
    let definition: ResourceDefinition
    let format: ResponseFormat
    let table: TableRenderer?
    let cache: WatchCache

    /// Throws 400 or 406.
    init(
        _ request: APIRequest, _ definition: ResourceDefinition, cache: WatchCache, allowsTransforms: Bool = true,
        for answer: ResponseFormat.Answer = .object
    ) throws(StatusError) {
        self.definition = definition
        self.cache = cache
        format = try ResponseFormat(request, allowsTransforms: allowsTransforms, for: answer)
        if case .table(let version) = format.representation {
            table = try TableRenderer(definition, version: version, request.query)
        } else {
            table = nil
        }
    }

    func object(_ stored: StoredObject, status: Int = 200) throws -> APIResponse {
        switch format.representation {
        case .whole where format.encoding == .protobuf:
            return format.response(body: try cache.protobuf(stored, as: definition.schemaType), status: status)
        case .whole: return try format.response(encoded: stored.value, status: status)
        case .metadataList: throw notThisRepresentation("PartialObjectMetadataList", "is not a list", definition.kind)
        case .table, .metadata:
            return try format.response(representation(of: try JSONValue.parse(stored.value)), status: status)
        }
    }

    func list(_ result: ListResult) throws -> APIResponse {
        let metadata = ListEncoder.metadata(result)
        switch format.representation {
        case .whole where format.encoding == .protobuf:
            return format.response(body: try ListEncoder.protobuf(result, of: definition))
        case .whole: return try format.response(ListEncoder.list(result, of: definition))
        case .table:
            let objects = try result.objects.map { try JSONValue.parse($0.value) }
            return try format.response(table?.table(objects, metadata: metadata, now: now) ?? .null)
        case .metadata: throw notThisRepresentation("PartialObjectMetadata", "is a list", definition.kind + "List")
        case .metadataList(let version):
            let objects = try result.objects.map { try JSONValue.parse($0.value) }
            return try format.response(PartialMetadata.list(objects, metadata: metadata, version: version))
        }
    }

    /// One object in the form the client wants, for answers and for the events of a watch.
    func representation(of object: JSONValue, withColumns: Bool = true) -> JSONValue {
        switch format.representation {
        case .whole: object
        case .metadata(let version), .metadataList(let version): PartialMetadata.of(object, version: version)
        case .table:
            table?.table(
                [object], metadata: ["resourceVersion": .string(object.resourceVersion)], withColumns: withColumns,
                now: now) ?? .null
        }
    }

    /// 406 in the words of Kubernetes, which names the Go type.
    private func notThisRepresentation(_ asked: String, _ fault: String, _ kind: String) -> StatusError {
        let package = definition.group.isEmpty ? "core" : String(definition.group.prefix { $0 != "." })
        return StatusError(
            code: 406, reason: "NotAcceptable",
            message: "you requested \(asked), but the requested object \(fault) (*\(package).\(kind))")
    }

    private var now: Double {
        let now = Timestamp.now
        return Double(now.seconds) + Double(now.nanoseconds) / 1e9
    }
}
