internal import KubernetesAPI

/// One operation on a path, before it is put in either form of OpenAPI.
struct OpenAPIOperation: Sendable {
    struct Parameter: Sendable {
        var name: String
        var type: String
    }

    /// The HTTP method in lower case.
    var method: String
    /// The value of `x-kubernetes-action`.
    var action: String
    var kind: (group: String, version: String, kind: String)
    /// The declared types of body and answer; nil: none.
    var body: String?
    var response: String
    var query: [Parameter]

    /// The paths of a resource and its subresources, each with its operations, in the order in which they are published.
    static func paths(of definition: ResourceDefinition, in version: ServedVersions.Version)
        -> [(path: String, operations: [OpenAPIOperation])]
    {
        let scope = definition.namespaced ? "\(version.path)/namespaces/{namespace}" : version.path
        let collection = "\(scope)/\(definition.resource)"
        let type = definition.schemaType
        func operations(
            _ verbs: [(verb: String, method: String, action: String)], served: [String], kind: String, type: String,
            groupVersion: (group: String, version: String)? = nil
        )
            -> [OpenAPIOperation]
        {
            verbs.filter { served.contains($0.verb) }.map { verb, method, action in
                let body: String? =
                    switch verb {
                    case "create", "update": type
                    case "patch": OpenAPISchemas.patch
                    case "delete", "deletecollection": "DeleteOptions"
                    default: nil
                    }
                let response =
                    switch verb {
                    case "list": type + "List"
                    case "deletecollection": "Status"
                    default: type
                    }
                return OpenAPIOperation(
                    method: method, action: action,
                    kind: (
                        groupVersion?.group ?? definition.group, groupVersion?.version ?? definition.version, kind
                    ), body: body,
                    response: response, query: parameters(verb))
            }
        }
        let onCollection = [
            ("list", "get", "list"), ("create", "post", "post"), ("deletecollection", "delete", "deletecollection"),
        ]
        let onItem = [
            ("get", "get", "get"), ("update", "put", "put"), ("patch", "patch", "patch"),
            ("delete", "delete", "delete"),
        ]
        var paths = [
            (collection, operations(onCollection, served: definition.verbs, kind: definition.kind, type: type)),
            (collection + "/{name}", operations(onItem, served: definition.verbs, kind: definition.kind, type: type)),
        ]
        for subresource in definition.subresources {
            // Kinds that only carry options of a stream (PodExecOptions) are no bodies and have no schema.
            let isBody = subresource.strategy != nil || subresource.verbs == ["create"]
            paths.append(
                (
                    "\(collection)/{name}/\(subresource.name)",
                    operations(
                        onItem + [("create", "post", "post")], served: subresource.verbs, kind: subresource.kind,
                        type: isBody ? subresource.kind : "Status",
                        groupVersion: subresource.groupVersion(in: definition))
                ))
        }
        if definition.namespaced {
            paths.append(
                (
                    "\(version.path)/\(definition.resource)",
                    operations([("list", "get", "list")], served: definition.verbs, kind: definition.kind, type: type)
                ))
        }
        return paths.filter { !$0.1.isEmpty }.sorted { $0.0 < $1.0 }
    }

    private static func parameters(_ verb: String) -> [Parameter] {
        let writing = [
            Parameter(name: "dryRun", type: "string"), Parameter(name: "fieldManager", type: "string"),
            Parameter(name: "fieldValidation", type: "string"),
        ]
        let selecting = [
            Parameter(name: "continue", type: "string"), Parameter(name: "fieldSelector", type: "string"),
            Parameter(name: "labelSelector", type: "string"), Parameter(name: "limit", type: "integer"),
            Parameter(name: "resourceVersion", type: "string"), Parameter(name: "resourceVersionMatch", type: "string"),
            Parameter(name: "timeoutSeconds", type: "integer"),
        ]
        return switch verb {
        case "create", "update": writing
        case "patch": writing + [Parameter(name: "force", type: "boolean")]
        case "delete":
            [
                Parameter(name: "dryRun", type: "string"), Parameter(name: "gracePeriodSeconds", type: "integer"),
                Parameter(name: "orphanDependents", type: "boolean"),
                Parameter(name: "propagationPolicy", type: "string"),
            ]
        case "list": selecting + [Parameter(name: "watch", type: "boolean")]
        case "deletecollection": selecting + [Parameter(name: "dryRun", type: "string")]
        default: []
        }
    }
}
