internal import KubernetesAPI

/// Discovery in one document per group and version, by path.
enum LegacyDiscovery {
    static func documents(_ served: ServedVersions) -> [String: JSONValue] {
        var documents: [String: JSONValue] = [:]
        let core = served.versions.filter(\.group.isEmpty).map { JSONValue.string($0.version) }
        documents["/api"] = ["kind": "APIVersions", "versions": .array(core), "serverAddressByClientCIDRs": []]
        let groups = served.groups.map { group(name: $0.name, $0.versions) }
        documents["/apis"] = ["kind": "APIGroupList", "apiVersion": "v1", "groups": .array(groups)]
        for (name, versions) in served.groups {
            var document: JSONValue = ["kind": "APIGroup", "apiVersion": "v1"]
            for (key, value) in group(name: name, versions).object?.members ?? [] { document[key] = value }
            documents["/apis/\(name)"] = document
        }
        for version in served.versions {
            documents[version.path] = [
                "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": .string(version.groupVersion),
                "resources": .array(version.resources.flatMap(resources)),
            ]
        }
        return documents
    }

    private static func group(name: String, _ versions: [ServedVersions.Version]) -> JSONValue {
        let entries = versions.map { version -> JSONValue in
            ["groupVersion": .string(version.groupVersion), "version": .string(version.version)]
        }
        return [
            "name": .string(name), "versions": .array(entries), "preferredVersion": entries.last ?? .null,
        ]
    }

    private static func resources(_ definition: ResourceDefinition) -> [JSONValue] {
        var entry: JSONValue = [
            "name": .string(definition.resource), "singularName": .string(definition.singular),
            "namespaced": .bool(definition.namespaced), "kind": .string(definition.kind),
            "verbs": strings(definition.verbs.sorted()),
        ]
        if !definition.shortNames.isEmpty { entry["shortNames"] = strings(definition.shortNames) }
        if !definition.categories.isEmpty { entry["categories"] = strings(definition.categories) }
        let subresources = definition.subresources.sorted { $0.name < $1.name }.map { subresource -> JSONValue in
            var entry: JSONValue = [
                "name": .string("\(definition.resource)/\(subresource.name)"), "singularName": "",
                "namespaced": .bool(definition.namespaced),
            ]
            if subresource.apiVersion != nil {
                let (group, version) = subresource.groupVersion(in: definition)
                entry["group"] = .string(group)
                entry["version"] = .string(version)
            }
            entry["kind"] = .string(subresource.kind)
            entry["verbs"] = strings(subresource.verbs.sorted())
            return entry
        }
        return [entry] + subresources
    }
}

/// A list of strings as JSON.
func strings(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
