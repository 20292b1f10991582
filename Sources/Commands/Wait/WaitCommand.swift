internal import ArgumentParser
internal import KubernetesAPI
internal import KubernetesClient

/// `mayfly wait`: waits for a condition on objects.
struct WaitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait", abstract: "Wait until objects meet a condition.",
        discussion: """
            mayfly wait --for=condition=Ready pod/web
            mayfly wait --for=jsonpath='{.status.phase}'=Succeeded pod/job
            mayfly wait --for=delete pod/web --timeout=60s
            """)

    @OptionGroup var cluster: ClientOptions
    @OptionGroup var manifests: ManifestOptions

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("condition=NAME[=VALUE], jsonpath='{.PATH}'[=VALUE], create or delete.", valueName: "what"))
    var goal: String

    @Argument(help: "The kind, and names of that kind; or KIND/NAME.")
    var resources: [String] = []

    @Flag(help: "All objects of the kind.")
    var all = false

    @Option(
        name: [.customShort("l"), .long], help: ArgumentHelp("Only objects with these labels.", valueName: "selector"))
    var selector: String?

    @Option(help: ArgumentHelp("How long to wait: 30s, 1m.", valueName: "duration"))
    var timeout: String = "30s"

    func run() async throws {
        let goal = try WaitGoal(goal)
        let limit = try seconds(inDuration: timeout)
        let session = try cluster.session()
        let targets = try await targets(session)
        guard !targets.isEmpty else { throw CommandFailure("error: no matching resources found") }
        for target in targets {
            let name = "\(target.kind.displayName)/\(target.name)"
            try await withDeadline(limit) {
                try await session.follow(target) { state in
                    guard state != nil || goal.acceptsAbsence else {
                        throw CommandFailure(
                            "Error from server (NotFound): \(target.kind.resource) \"\(target.name)\" not found")
                    }
                    return goal.isMet(by: state)
                }
            } expired: {
                CommandFailure("error: timed out waiting for the condition on \(target.kind.resource)/\(target.name)")
            }
            print("\(name) condition met")
        }
    }

    private func targets(_ session: ClusterSession) async throws -> [ManifestObject] {
        var targets: [ManifestObject] = []
        for object in try manifests.objects() {
            targets.append(try await session.resolve(object, explicitNamespace: cluster.namespace))
        }
        guard !resources.isEmpty else { return targets }
        for target in try ResourceArguments(resources).targets {
            let kind = try await session.kind(named: target.word)
            var names = target.names
            if names.isEmpty {
                guard all || selector != nil else {
                    throw CommandFailure("error: resource(s) were provided, but no name was specified")
                }
                var request = APIRequest(.get, kind.path(namespace: session.namespace))
                request.query["labelSelector"] = selector
                names = (try await session.client.json(request)["items"]?.array ?? []).compactMap {
                    $0["metadata", "name"]?.string
                }
            }
            targets += names.map {
                ManifestObject(object: ["metadata": ["name": .string($0)]], kind: kind, namespace: session.namespace)
            }
        }
        return targets
    }
}
