internal import KubernetesAPI
internal import KubernetesSchema

/// The two forms of OpenAPI documents.
enum OpenAPIVersion: Sendable {
    case v2, v3

    var schemaPrefix: String { self == .v2 ? "#/definitions/" : "#/components/schemas/" }
}

/// Turns declarations into OpenAPI schemas.
struct OpenAPISchemas: Sendable {
    private let schema: Schema

    init(_ schema: Schema) { self.schema = schema }

    /// The OpenAPI name of a declared type; nil if there is no such declaration.
    func name(of type: String) -> String? { schema.types[type]?.openAPIName }

    /// The schemas of the types and of all that they mention, by OpenAPI name and in its order.
    func definitions(for types: Set<String>, _ version: OpenAPIVersion) -> JSONObject {
        var reached: Set<String> = []
        var open = Array(types)
        while let name = open.popLast() {
            guard let type = schema.types[name], reached.insert(name).inserted else { continue }
            open += type.fields.compactMap(\.type.object)
        }
        var definitions: [(key: String, value: JSONValue)] = reached.map { name in
            (schema[name].openAPIName, definition(schema[name], version))
        }
        definitions += Self.scalars
        return JSONObject(definitions.sorted { $0.key < $1.key })
    }

    private func definition(_ type: TypeDeclaration, _ version: OpenAPIVersion) -> JSONValue {
        var properties = JSONObject()
        if type.hasTypeMeta {
            properties["apiVersion"] = ["description": "The API group and version of the object.", "type": "string"]
            properties["kind"] = ["description": "The type of the object.", "type": "string"]
        }
        for field in type.fields { properties[field.name] = property(field, version) }
        var definition: JSONValue = [:]
        if let text = type.description { definition["description"] = .string(text) }
        definition["type"] = "object"
        definition["properties"] = .object(properties)
        let required = type.fields.filter(\.isRequired).map(\.name)
        if !required.isEmpty { definition["required"] = strings(required) }
        if type.hasTypeMeta {
            let parts = type.apiVersion.split(separator: "/")
            definition["x-kubernetes-group-version-kind"] = [
                [
                    "group": .string(parts.count == 2 ? String(parts[0]) : ""), "kind": .string(type.kind),
                    "version": .string(String(parts.last ?? "")),
                ]
            ]
        }
        if type.isAtomic { definition["x-kubernetes-map-type"] = "atomic" }
        return definition
    }

    private func property(_ field: FieldDeclaration, _ version: OpenAPIVersion) -> JSONValue {
        var property = value(field.type, version)
        if let text = field.description { property["description"] = .string(text) }
        // A default beside a reference is only allowed with allOf, which version 2 has no use for.
        if let text = field.defaultValue, version == .v3, let value = parsed(text) { property["default"] = value }
        switch field.listType {
        case .atomic:
            if case .list = field.type {
                property["x-kubernetes-list-type"] = "atomic"
            } else {
                property["x-kubernetes-map-type"] = "atomic"
            }
        case .set: property["x-kubernetes-list-type"] = "set"
        case .map(let keys):
            property["x-kubernetes-list-map-keys"] = strings(keys)
            property["x-kubernetes-list-type"] = "map"
        case nil: break
        }
        if let key = field.mergeKey { property["x-kubernetes-patch-merge-key"] = .string(key) }
        let strategies = [field.isMerged ? "merge" : nil, field.retainsKeys ? "retainKeys" : nil].compactMap(\.self)
        if !strategies.isEmpty { property["x-kubernetes-patch-strategy"] = .string(strategies.joined(separator: ",")) }
        return property
    }

    private func value(_ type: FieldType, _ version: OpenAPIVersion) -> JSONValue {
        switch type {
        case .string: ["type": "string"]
        case .int32: ["type": "integer", "format": "int32"]
        case .int64: ["type": "integer", "format": "int64"]
        case .bool: ["type": "boolean"]
        case .bytes: ["type": "string", "format": "byte"]
        case .time: reference(Self.time, version)
        case .microTime: reference(Self.microTime, version)
        case .quantity: reference(Self.quantity, version)
        case .intOrString: reference(Self.intOrString, version)
        case .any: ["type": "object"]
        case .fieldsV1: reference(Self.fieldsV1, version)
        case .object(let name): reference(schema[name].openAPIName, version)
        case .list(let element): ["type": "array", "items": value(element, version)]
        case .map(let element): ["type": "object", "additionalProperties": value(element, version)]
        }
    }

    /// Other members may not stand beside a `$ref`, so version 3 wraps it.
    private func reference(_ name: String, _ version: OpenAPIVersion) -> JSONValue {
        let reference: JSONValue = ["$ref": .string(version.schemaPrefix + name)]
        return version == .v2 ? reference : ["allOf": [reference]]
    }

    private func parsed(_ text: String) -> JSONValue? {
        // Defaults are part of the declarations and checked with them.
        try? JSONValue.parse(text.utf8)
    }

    private static let meta = "io.k8s.apimachinery.pkg.apis.meta.v1."
    private static let time = meta + "Time"
    private static let microTime = meta + "MicroTime"
    private static let fieldsV1 = meta + "FieldsV1"
    private static let quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity"
    private static let intOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString"

    /// The types that declarations treat as scalars, and the body of a patch.
    private static let scalars: [(key: String, value: JSONValue)] = [
        (time, ["type": "string", "format": "date-time"]), (microTime, ["type": "string", "format": "date-time"]),
        (fieldsV1, ["type": "object"]), (meta + "Patch", ["type": "object"]),
        (quantity, ["type": "string"]), (intOrString, ["type": "string", "format": "int-or-string"]),
    ]

    static let patch = meta + "Patch"
}
