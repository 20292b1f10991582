internal import ArgumentParser
internal import KubernetesAPI
internal import KubernetesClient

/// `mayfly create`: makes objects from manifests.
struct CreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Create objects from manifests.")

    @OptionGroup var cluster: ClientOptions
    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var changes: ChangeOptions

    func run() async throws {
        guard !manifests.filename.isEmpty else { throw CommandFailure("error: must specify one of -f and -k") }
        let session = try cluster.session()
        for object in try manifests.objects() {
            let manifest = try await session.resolve(object, explicitNamespace: cluster.namespace)
            var request = APIRequest.json(.post, manifest.collection, manifest.object)
            try changes.apply(to: &request, manager: "mayfly-create")
            let created = try await session.client.json(request)
            printChange(created, manifest.kind, "created" + changes.suffix, output: try changes.format())
        }
    }
}

/// The flags that commands which change objects share.
struct ChangeOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: ArgumentHelp("Print the result: yaml, json or name.", valueName: "format"))
    var output: String?

    @Option(help: ArgumentHelp("server: check only, and change nothing.", valueName: "how"))
    var dryRun: String = "none"

    @Option(help: ArgumentHelp("What to do about unknown fields: strict, warn or ignore.", valueName: "how"))
    var validate: String = "strict"

    var suffix: String { dryRun == "server" ? " (server dry run)" : "" }

    func format() throws -> OutputFormat? {
        guard let output else { return nil }
        guard let format = OutputFormat(rawValue: output), format != .wide else { throw OutputFormat.unknown(output) }
        return format
    }

    /// Adds the query parameters they mean. Throws a ``CommandFailure`` for values there are not.
    func apply(to request: inout APIRequest, manager: String) throws {
        request.query["fieldManager"] = manager
        switch validate {
        case "strict", "true": request.query["fieldValidation"] = "Strict"
        case "warn": request.query["fieldValidation"] = "Warn"
        case "ignore", "false": request.query["fieldValidation"] = "Ignore"
        default:
            throw CommandFailure(
                "error: invalid - validate option \"\(validate)\"; must be one of: strict, warn or ignore")
        }
        switch dryRun {
        case "none": break
        case "server": request.query["dryRun"] = "All"
        default: throw CommandFailure("error: Invalid dry-run value (\(dryRun)). Must be \"none\" or \"server\".")
        }
    }
}
