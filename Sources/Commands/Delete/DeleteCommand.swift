internal import ArgumentParser
internal import KubernetesAPI
internal import KubernetesClient

/// `mayfly delete`: deletes objects by kind and name, by selector, or by manifest.
struct DeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "delete", abstract: "Delete objects.")

    @OptionGroup var cluster: ClientOptions
    @OptionGroup var manifests: ManifestOptions

    @Argument(help: "The kind, and names of that kind; or KIND/NAME.")
    var resources: [String] = []

    @Flag(help: "All objects of the kind.")
    var all = false

    @Flag(name: [.customShort("A"), .long], help: "In all namespaces.")
    var allNamespaces = false

    @Option(
        name: [.customShort("l"), .long], help: ArgumentHelp("Only objects with these labels.", valueName: "selector"))
    var selector: String?

    @Option(
        help: ArgumentHelp("Seconds until what has not ended is killed; -1 for the object's own.", valueName: "seconds")
    )
    var gracePeriod: Int64 = -1

    @Flag(help: "The same as --grace-period=1.")
    var now = false

    @Flag(help: "Delete at once, whatever the node says.")
    var force = false

    @Flag(inversion: .prefixedNo, help: "Wait until the objects are gone.")
    var wait = true

    @Flag(help: "An object that is not there is as good as deleted.")
    var ignoreNotFound = false

    @Option(help: ArgumentHelp("How long to wait: 30s, 1m; 0s is no limit.", valueName: "duration"))
    var timeout: String = "0s"

    @Option(name: .shortAndLong, help: ArgumentHelp("name: print KIND/NAME only.", valueName: "format"))
    var output: String?

    func run() async throws {
        guard output == nil || output == "name" else {
            throw CommandFailure("error: unexpected -o output mode: \(output ?? ""). We only support '-o name'")
        }
        guard !(now && gracePeriod != -1) else {
            throw CommandFailure("error: --now and --grace-period cannot be specified together")
        }
        guard gracePeriod != 0 || force else {
            throw CommandFailure("error: --grace-period=0 deletes an object that may still run: add --force to do so")
        }
        let limit = try seconds(inDuration: timeout)
        let session = try cluster.session()
        let targets = try await targets(session)
        if force {
            printError(
                "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely."
            )
        }
        let deleted = try await delete(targets, session)
        if targets.isEmpty { print("No resources found") }
        guard wait, !deleted.isEmpty else { return }
        try await withDeadline(limit) {
            for object in deleted { try await session.waitUntilGone(object) }
        } expired: {
            CommandFailure(
                "error: timed out waiting for the condition on \(deleted.map(\.displayName).joined(separator: ", "))")
        }
    }

    private func targets(_ session: ClusterSession) async throws -> [ManifestObject] {
        if !manifests.filename.isEmpty {
            var targets: [ManifestObject] = []
            for object in try manifests.objects() {
                targets.append(try await session.resolve(object, explicitNamespace: cluster.namespace))
            }
            return targets
        }
        guard !resources.isEmpty else {
            throw CommandFailure("error: You must provide one or more resources by argument or filename.")
        }
        var targets: [ManifestObject] = []
        for target in try ResourceArguments(resources).targets {
            let kind = try await session.kind(named: target.word)
            guard !target.names.isEmpty || all || selector != nil else {
                throw CommandFailure("error: resource(s) were provided, but no name was specified")
            }
            for name in target.names {
                targets.append(
                    ManifestObject(
                        object: ["metadata": ["name": .string(name)]], kind: kind, namespace: session.namespace))
            }
            guard target.names.isEmpty else { continue }
            var request = APIRequest(.get, kind.path(namespace: allNamespaces ? nil : session.namespace))
            request.query["labelSelector"] = selector
            for object in try await session.client.json(request)["items"]?.array ?? [] {
                targets.append(
                    ManifestObject(object: object, kind: kind, namespace: object["metadata", "namespace"]?.string))
            }
        }
        return targets
    }

    private func delete(_ targets: [ManifestObject], _ session: ClusterSession) async throws -> [DeletedObject] {
        var deleted: [DeletedObject] = []
        for target in targets {
            if let object = try await delete(target, session) { deleted.append(object) }
        }
        return deleted
    }

    private func delete(_ target: ManifestObject, _ session: ClusterSession) async throws -> DeletedObject? {
        var options: JSONValue = ["kind": "DeleteOptions", "apiVersion": "v1", "propagationPolicy": "Background"]
        let period = now ? 1 : force && gracePeriod == -1 ? 0 : gracePeriod
        if period >= 0 { options["gracePeriodSeconds"] = .number(JSONNumber(period)) }
        let answer: JSONValue
        do { answer = try await session.client.json(.json(.delete, target.path, options)) } catch let error
            as StatusError
            where error.status.reason == "NotFound" && (ignoreNotFound || all || selector != nil)
        { return nil }
        let name = "\(target.kind.displayName)/\(target.name)"
        print(output == "name" ? name : "\(target.kind.displayName) \"\(target.name)\"\(force ? " force" : "") deleted")
        flushOutput()
        let uid = answer["metadata", "uid"]?.string ?? answer["details", "uid"]?.string
        return DeletedObject(target: target, displayName: name, uid: uid)
    }
}

/// An object whose deletion was asked for, and that may still be there.
struct DeletedObject: Sendable {
    let target: ManifestObject
    let displayName: String
    let uid: String?
}
