internal import KubernetesAPI
internal import KubernetesSchema

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

    /// Unique among all operations; generators name functions after it.
    var id = ""
    /// By which generators group operations: `core_v1`.
    var tag: String

    /// Whether it answers a list, which can be watched.
    var isList: Bool { action == "list" }
    var creates: Bool { ["post", "put", "patch"].contains(action) }

    /// The paths of a resource and its subresources, each with its operations, in the order in which they are published.
    static func paths(of definition: ResourceDefinition, in version: ServedVersions.Version)
        -> [(path: String, operations: [OpenAPIOperation])]
    {
        let scope = definition.namespaced ? "\(version.path)/namespaces/{namespace}" : version.path
        let collection = "\(scope)/\(definition.resource)"
        let item = collection + "/{name}"
        let subject = (definition.namespaced ? "Namespaced" : "") + definition.kind
        let type = definition.publishedType
        func operations(
            _ verbs: [Verb], served: [String], kind: String, type: String, on subject: String, connects: Bool = false,
            groupVersion: (group: String, version: String)? = nil
        )
            -> [OpenAPIOperation]
        {
            verbs.filter { served.contains($0.name) }.map { verb in
                OpenAPIOperation(
                    method: verb.method, action: connects ? "connect" : verb.action,
                    kind: (
                        groupVersion?.group ?? definition.group, groupVersion?.version ?? definition.version, kind
                    ),
                    body: connects ? nil : verb.body(of: type), response: verb.response(of: type, definition),
                    query: parameters(verb.name),
                    id: connects
                        ? "connect\(version.identifier)\(capitalized(verb.method))\(subject)"
                        : verb.identifier(version.identifier, subject), tag: version.tag)
            }
        }
        // kubectl sends a manifest only where the kind can be patched by its schema. One of a kind that is only listed is let
        // through to the server, whose refusal says more than kubectl's.
        let onObject = definition.verbs + (definition.strategy is EmptyKindStrategy ? ["patch"] : [])
        var paths = [
            (
                collection,
                operations(Verb.onCollection, served: definition.verbs, kind: definition.kind, type: type, on: subject)
            ),
            (item, operations(Verb.onItem, served: onObject, kind: definition.kind, type: type, on: subject)),
        ]
        for subresource in definition.subresources {
            // Kinds that only carry options of a stream (PodExecOptions) are no bodies and have no schema.
            let isBody = Schema.shared.types[subresource.kind] != nil
            let operations = operations(
                Verb.onItem + [Verb.create], served: subresource.verbs, kind: subresource.kind,
                type: isBody ? subresource.kind : "Status", on: subject + capitalized(subresource.name),
                connects: !isBody,
                groupVersion: subresource.groupVersion(in: definition))
            paths.append(("\(item)/\(subresource.name)", operations))
        }
        if definition.namespaced {
            let all = operations(
                [Verb.list], served: definition.verbs, kind: definition.kind, type: type,
                on: "\(definition.kind)ForAllNamespaces")
            paths.append(("\(version.path)/\(definition.resource)", all))
        }
        return paths.filter { !$0.1.isEmpty }.sorted { $0.0 < $1.0 }
    }

    private static func parameters(_ verb: String) -> [Parameter] {
        let writing = [
            Parameter(name: "dryRun", type: "string"), Parameter(name: "fieldManager", type: "string"),
            Parameter(name: "fieldValidation", type: "string"),
        ]
        let selecting = [
            Parameter(name: "allowWatchBookmarks", type: "boolean"),
            Parameter(name: "continue", type: "string"), Parameter(name: "fieldSelector", type: "string"),
            Parameter(name: "labelSelector", type: "string"), Parameter(name: "limit", type: "integer"),
            Parameter(name: "resourceVersion", type: "string"), Parameter(name: "resourceVersionMatch", type: "string"),
            Parameter(name: "sendInitialEvents", type: "boolean"),
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
