internal import ArgumentParser
internal import KubernetesAPI
internal import KubernetesClient

/// `mayfly describe`: an object in words, with its events.
struct DescribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe", abstract: "Show an object in words, with its events.")

    @OptionGroup var cluster: ClientOptions

    @Argument(help: "The kind, and names of that kind; or KIND/NAME.")
    var resources: [String] = []

    @Option(
        name: [.customShort("l"), .long], help: ArgumentHelp("Only objects with these labels.", valueName: "selector"))
    var selector: String?

    @Flag(name: [.customShort("A"), .long], help: "In all namespaces.")
    var allNamespaces = false

    @Flag(inversion: .prefixedNo, help: "Show the object's events.")
    var showEvents = true

    func run() async throws {
        let session = try cluster.session()
        var descriptions: [String] = []
        for target in try ResourceArguments(resources).targets {
            let kind = try await session.kind(named: target.word)
            for object in try await objects(kind, target.names, session) {
                let events = showEvents ? try await events(of: object, session) : []
                descriptions.append(
                    kind.kind == "Pod" && kind.group.isEmpty
                        ? PodDescription(pod: object, events: events, now: .now).text
                        : GenericDescription(object: object, events: events, now: .now).text)
            }
        }
        if descriptions.isEmpty { printError("No resources found in \(session.namespace) namespace.") }
        write(descriptions.joined(separator: "\n\n"))
    }

    private func objects(_ kind: ResourceKind, _ names: [String], _ session: ClusterSession) async throws -> [JSONValue]
    {
        guard names.isEmpty else {
            var objects: [JSONValue] = []
            for name in names {
                objects.append(
                    try await session.client.json(APIRequest(.get, kind.path(namespace: session.namespace, name: name)))
                )
            }
            return objects
        }
        var request = APIRequest(.get, kind.path(namespace: allNamespaces ? nil : session.namespace))
        request.query["labelSelector"] = selector
        return try await session.client.json(request)["items"]?.array ?? []
    }

    private func events(of object: JSONValue, _ session: ClusterSession) async throws -> [JSONValue] {
        let metadata = object["metadata"]
        var selectors = ["involvedObject.name=\(metadata?["name"]?.string ?? "")"]
        let namespace = metadata?["namespace"]?.string
        if let namespace { selectors.append("involvedObject.namespace=\(namespace)") }
        if let uid = metadata?["uid"]?.string { selectors.append("involvedObject.uid=\(uid)") }
        var request = APIRequest(
            .get, resourcePath(apiVersion: "v1", resource: "events", namespace: namespace ?? session.namespace))
        request.query["fieldSelector"] = selectors.joined(separator: ",")
        return try await session.client.json(request)["items"]?.array ?? []
    }
}
