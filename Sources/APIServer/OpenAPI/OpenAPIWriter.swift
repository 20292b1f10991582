internal import KubernetesAPI

/// Writes OpenAPI documents of either form.
struct OpenAPIWriter {
    private let form: OpenAPIVersion
    private let schemas: OpenAPISchemas

    init(_ form: OpenAPIVersion, schemas: OpenAPISchemas) {
        self.form = form
        self.schemas = schemas
    }

    func document(_ versions: [ServedVersions.Version], version: String) -> JSONValue {
        var paths: [(key: String, value: JSONValue)] = []
        var types: Set<String> = ["Status", "DeleteOptions"]
        for served in versions {
            for definition in served.resources {
                types.formUnion([definition.publishedType, definition.publishedType + "List"])
                for (path, operations) in OpenAPIOperation.paths(of: definition, in: served) {
                    types.formUnion(operations.compactMap(\.body) + operations.map(\.response))
                    paths.append((path, item(path, operations)))
                }
            }
        }
        let info: JSONValue = ["title": "Kubernetes", "version": .string(version)]
        let paths2 = JSONValue.object(JSONObject(paths))
        let definitions = JSONValue.object(schemas.definitions(for: types, form))
        return form == .v2
            ? ["swagger": "2.0", "info": info, "paths": paths2, "definitions": definitions]
            : ["openapi": "3.0.0", "info": info, "paths": paths2, "components": ["schemas": definitions]]
    }

    private func item(_ path: String, _ operations: [OpenAPIOperation]) -> JSONValue {
        var item = JSONObject()
        for operation in operations { item[operation.method] = self.operation(operation) }
        let parameters = ["name", "namespace"].filter { path.contains("{\($0)}") }.map { name in
            parameter(OpenAPIOperation.Parameter(name: name, type: "string"), in: "path")
        }
        if !parameters.isEmpty { item["parameters"] = .array(parameters) }
        return .object(item)
    }

    private func operation(_ operation: OpenAPIOperation) -> JSONValue {
        var parameters = operation.query.map { parameter($0, in: "query") }
        var json: JSONObject = ["operationId": .string(operation.id), "tags": [.string(operation.tag)]]
        let response = reference(operation.response)
        switch form {
        case .v2:
            json["consumes"] = operation.method == "patch" ? strings(Self.patchTypes) : ["*/*"]
            json["produces"] = strings(produced(operation))
            if let body = operation.body {
                var parameter: JSONValue = ["name": "body", "in": "body", "schema": reference(body)]
                if operation.creates { parameter["required"] = true }
                parameters.append(parameter)
            }
            json["parameters"] = .array(parameters)
            json["responses"] = responses(operation, ["schema": response])
        case .v3:
            json["parameters"] = .array(parameters)
            if let body = operation.body {
                let types = operation.method == "patch" ? Self.patchTypes : ["*/*"]
                json["requestBody"] = [
                    "content": .object(JSONObject(types.map { (key: $0, value: ["schema": reference(body)]) }))
                ]
                if operation.creates { json["requestBody"]?["required"] = true }
            }
            let content = produced(operation).map { (key: $0, value: JSONValue.object(["schema": response])) }
            json["responses"] = responses(operation, ["content": .object(JSONObject(content))])
        }
        json["x-kubernetes-action"] = .string(operation.action)
        json["x-kubernetes-group-version-kind"] = [
            "group": .string(operation.kind.group), "kind": .string(operation.kind.kind),
            "version": .string(operation.kind.version),
        ]
        return .object(json)
    }

    private func responses(_ operation: OpenAPIOperation, _ body: JSONObject) -> JSONValue {
        func response(_ description: String) -> JSONValue {
            .object(JSONObject([(key: "description", value: .string(description))] + body.members))
        }
        var responses: JSONValue = ["200": response("OK")]
        if operation.creates { responses["201"] = response("Created") }
        responses["401"] = ["description": "Unauthorized"]
        return responses
    }

    private func produced(_ operation: OpenAPIOperation) -> [String] {
        let types = ResponseFormat.Encoding.allCases.map(\.rawValue)
        return operation.isList ? types + [types[0] + ";stream=watch", types[2] + ";stream=watch"] : types
    }

    private func parameter(_ parameter: OpenAPIOperation.Parameter, in place: String) -> JSONValue {
        var json: JSONValue = ["name": .string(parameter.name), "in": .string(place)]
        if place == "path" { json["required"] = true }
        switch form {
        case .v2: json["type"] = .string(parameter.type)
        case .v3: json["schema"] = ["type": .string(parameter.type)]
        }
        return json
    }

    private func reference(_ type: String) -> JSONValue {
        ["$ref": .string(form.schemaPrefix + (schemas.name(of: type) ?? type))]
    }

    private static let patchTypes = [
        "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json",
        "application/apply-patch+yaml",
    ]
}
