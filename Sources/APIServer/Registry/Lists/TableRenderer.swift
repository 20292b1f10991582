internal import KubernetesAPI

/// Server-rendered tables (meta.k8s.io Table), as `kubectl get` prints them.
struct TableRenderer: Sendable {
    /// How much of an object a row carries (`includeObject`).
    enum Inclusion: String, Sendable {
        case none = "None"
        case metadata = "Metadata"
        case object = "Object"
    }

    let definition: ResourceDefinition
    /// `v1` or `v1beta1`.
    let version: String
    let inclusion: Inclusion

    /// Throws 400 for an unknown `includeObject`.
    init(_ definition: ResourceDefinition, version: String, _ query: QueryItems) throws(StatusError) {
        self.definition = definition
        self.version = version
        let text = query["includeObject"] ?? ""
        guard let inclusion = Inclusion(rawValue: text.isEmpty ? "Metadata" : text) else {
            throw .badRequest(
                "Unable to convert to Table as requested: includeObject: Invalid value: \(quoted(text)): "
                    + "must be 'Metadata', 'Object', 'None', or empty"
            )
        }
        self.inclusion = inclusion
    }

    /// - Parameter withColumns: false for all but the first table of a watch.
    func table(_ objects: [JSONValue], metadata: JSONValue, withColumns: Bool = true, now: Double) -> JSONValue {
        [
            "kind": "Table", "apiVersion": .string("meta.k8s.io/\(version)"), "metadata": metadata,
            "columnDefinitions": withColumns ? .array(definition.strategy.tableColumns.map(column)) : .null,
            "rows": .array(objects.map { row($0, now: now) }),
        ]
    }

    private func column(_ column: TableColumn) -> JSONValue {
        [
            "name": .string(column.name), "type": .string(column.type), "format": .string(column.format),
            "description": .string(column.description), "priority": .number(JSONNumber(column.priority)),
        ]
    }

    private func row(_ object: JSONValue, now: Double) -> JSONValue {
        var row: JSONObject = ["cells": .array(definition.strategy.tableCells(object, now: now))]
        let conditions = definition.strategy.tableRowConditions(object)
        if !conditions.isEmpty { row["conditions"] = .array(conditions) }
        switch inclusion {
        case .none: row["object"] = .null
        case .metadata: row["object"] = PartialMetadata.of(object, version: version)
        case .object: row["object"] = object
        }
        return .object(row)
    }
}

/// Objects of which only the metadata is wanted.
enum PartialMetadata {
    static func of(_ object: JSONValue, version: String) -> JSONValue {
        [
            "kind": "PartialObjectMetadata", "apiVersion": .string("meta.k8s.io/\(version)"),
            "metadata": object["metadata"] ?? [:],
        ]
    }

    static func list(_ objects: [JSONValue], metadata: JSONValue, version: String) -> JSONValue {
        [
            "kind": "PartialObjectMetadataList", "apiVersion": .string("meta.k8s.io/\(version)"),
            "metadata": metadata, "items": .array(objects.map { of($0, version: version) }),
        ]
    }
}
