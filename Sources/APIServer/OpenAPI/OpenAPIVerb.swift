/// What can be done with a resource, as OpenAPI sees it.
extension OpenAPIOperation {
    struct Verb: Sendable {
        /// As in discovery: `list`.
        var name: String
        /// The HTTP method in lower case.
        var method: String
        /// The value of `x-kubernetes-action`.
        var action: String
        /// How operations' identifiers begin: `list`, `replace`.
        var prefix: String

        static let list = Verb(name: "list", method: "get", action: "list", prefix: "list")
        static let create = Verb(name: "create", method: "post", action: "post", prefix: "create")
        static let onCollection = [
            list, create,
            Verb(name: "deletecollection", method: "delete", action: "deletecollection", prefix: "delete"),
        ]
        static let onItem = [
            Verb(name: "get", method: "get", action: "get", prefix: "read"),
            Verb(name: "update", method: "put", action: "put", prefix: "replace"),
            Verb(name: "patch", method: "patch", action: "patch", prefix: "patch"),
            Verb(name: "delete", method: "delete", action: "delete", prefix: "delete"),
        ]

        /// The declared type of the body; nil: none.
        func body(of type: String) -> String? {
            switch name {
            case "create", "update": type
            case "patch": OpenAPISchemas.patch
            case "delete", "deletecollection": "DeleteOptions"
            default: nil
            }
        }

        func response(of type: String, _ definition: ResourceDefinition) -> String {
            switch name {
            case "list": type + "List"
            case "delete" where definition.strategy.returnsDeletedObject: type
            case "delete", "deletecollection": "Status"
            default: type
            }
        }

        /// `listCoreV1NamespacedPod`, as Kubernetes names it.
        func identifier(_ version: String, _ subject: String) -> String {
            prefix + version + (name == "deletecollection" ? "Collection" : "") + subject
        }
    }
}

extension ServedVersions.Version {
    /// `CoreV1`, `RbacAuthorizationV1`.
    var identifier: String { names.map(capitalized).joined() + capitalized(version) }

    /// `core_v1`, `rbacAuthorization_v1`.
    var tag: String {
        names[0] + names.dropFirst().map(capitalized).joined() + "_" + version
    }

    private var names: [String] {
        let short = group.hasSuffix(".k8s.io") ? String(group.dropLast(7)) : group
        return short.isEmpty ? ["core"] : short.split(separator: ".").map(String.init)
    }
}

func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
