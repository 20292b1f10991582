/// The declarations of every API type that is served or sent, parsed once.
public struct Schema: Sendable {
    /// All declarations of this package.
    public static let shared = Schema(texts)

    /// Those, and the outlines of kinds of which there are none: what the OpenAPI documents tell. Made anew for each asker, for
    /// it is used once.
    public static var published: Schema { Schema(Array(texts) + [(key: "Outlines", value: outlines)]) }

    /// The types by name; the names are Go's (`PodSpec`), with the group in front where two groups share one.
    public let types: [String: TypeDeclaration]
    /// The declarations in their order, one topic a source file.
    public let topics: [Topic]

    private let kinds: [String: TypeDeclaration]

    /// The type that has this `apiVersion` and `kind` on the wire. Options may be sent in the version of any group.
    public func kind(_ kind: String, apiVersion: String) -> TypeDeclaration? {
        kinds["\(apiVersion)/\(kind)"] ?? (kind == "DeleteOptions" ? types[kind] : nil)
    }

    /// The type of a name that the schema itself has mentioned.
    public subscript(name: String) -> TypeDeclaration {
        guard let type = types[name] else { preconditionFailure("the schema declares no type \(name)") }
        return type
    }

    /// A group of declarations that belong together.
    public struct Topic: Sendable {
        public let name: String
        public let types: [TypeDeclaration]
    }

    private static let texts: KeyValuePairs = [
        "Metadata": metadata, "Status": status, "Discovery": discovery, "AggregatedDiscovery": aggregatedDiscovery,
        "Table": table, "Pod": pod, "Container": container, "SecurityContext": securityContext, "Volume": volume,
        "Scheduling": scheduling, "PodStatus": podStatus, "Node": node, "Namespace": namespace,
        "Configuration": configuration, "Event": event, "Reference": reference, "EventsV1": eventsV1, "Lease": lease,
        "PriorityClass": priorityClass, "RuntimeClass": runtimeClass, "CSINode": csiNode, "Policy": policy,
        "Authorization": authorization, "Authentication": authentication,
    ]

    /// Parses declarations. A mistake in them is a mistake of the program: it stops with the line.
    init(_ texts: some Sequence<(key: String, value: String)>) {
        let parsed = texts.map { ($0.key, DeclarationParser.parse($0.value)) }
        let raw = Dictionary(parsed.flatMap { $0.1 }.map { ($0.name, $0) }) { first, _ in
            preconditionFailure("the schema declares \(first.name) twice")
        }
        let topics = parsed.map { name, types in Topic(name: name, types: types.map { TypeDeclaration($0, among: raw) })
        }
        var types: [String: TypeDeclaration] = [:]
        for type in topics.flatMap(\.types) {
            types[type.name] = type
            if let list = TypeDeclaration.list(of: type) { types[list.name] = list }
        }
        for field in types.values.flatMap(\.fields) {
            precondition(
                field.type.object.map { types[$0] != nil } ?? true, "the schema lacks the type of \(field.name)")
        }
        self.topics = topics
        self.types = types
        kinds = Dictionary(
            uniqueKeysWithValues: types.values.filter(\.hasTypeMeta).map { ("\($0.apiVersion)/\($0.kind)", $0) })
    }
}
