internal import ArgumentParser
internal import KubernetesAPI
internal import KubernetesClient

/// `mayfly get`: shows one or many objects.
struct GetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Show one or many objects.",
        discussion: """
            mayfly get pods -o wide
            mayfly get pod/web -o yaml
            mayfly get pods -w
            """)

    @OptionGroup var cluster: ClientOptions
    @OptionGroup var options: GetOptions

    @Argument(help: "The kind, and names of that kind; or KIND/NAME.")
    var resources: [String] = []

    func run() async throws {
        let session = try cluster.session()
        if let raw = options.raw {
            let response = try await session.transport.respond(to: try rawRequest(.get, raw))
            let body = try await response.collectedBody()
            guard (200..<300).contains(response.status) else {
                throw StatusError(response: response.status, body: body)
            }
            write(String(decoding: body, as: UTF8.self))
            return
        }
        let format = try options.format()
        let arguments = try ResourceArguments(resources)
        var selections: [Selection] = []
        for target in arguments.targets {
            let kind = try await session.kind(named: target.word)
            selections.append(Selection(session: session, kind: kind, names: target.names, options: options))
        }
        if options.watch || options.watchOnly {
            guard selections.count == 1, selections[0].names.count <= 1 else {
                throw CommandFailure("error: you may only specify a single resource type with --watch")
            }
            return try await watch(selections[0], format)
        }
        switch format {
        case nil, .wide: try await printTables(selections)
        case let format?: try await printObjects(selections, format)
        }
    }
}

/// The flags of `get`.
struct GetOptions: ParsableArguments {
    @Option(
        name: .shortAndLong, help: ArgumentHelp("The form of output: wide, yaml, json or name.", valueName: "format"))
    var output: String?

    @Flag(name: [.customShort("A"), .long], help: "In all namespaces.")
    var allNamespaces = false

    @Option(
        name: [.customShort("l"), .long], help: ArgumentHelp("Only objects with these labels.", valueName: "selector"))
    var selector: String?

    @Option(help: ArgumentHelp("Only objects with these fields.", valueName: "selector"))
    var fieldSelector: String?

    @Flag(name: .shortAndLong, help: "Go on showing changes.")
    var watch = false

    @Flag(help: "Show changes only, not what there is.")
    var watchOnly = false

    @Flag(help: "Leave out the table's header.")
    var noHeaders = false

    @Flag(help: "Show labels as the last column.")
    var showLabels = false

    @Flag(help: "Show who manages which fields, in yaml and json.")
    var showManagedFields = false

    @Flag(help: "Say nothing where there is no such object.")
    var ignoreNotFound = false

    @Option(help: ArgumentHelp("Print the server's answer to this path.", valueName: "path"))
    var raw: String?

    func format() throws -> OutputFormat? {
        guard let output else { return nil }
        guard let format = OutputFormat(rawValue: output) else { throw OutputFormat.unknown(output) }
        return format
    }
}

/// A request to a path as it was typed, query included.
func rawRequest(_ method: APIRequest.Method, _ target: String) throws -> APIRequest {
    guard target.hasPrefix("/") else {
        throw CommandFailure("error: the path of --raw must begin with /, like /api/v1/pods")
    }
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var request = APIRequest(method, String(parts[0]))
    for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
        let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        request.query.append(halves[0], halves.count > 1 ? halves[1] : "")
    }
    return request
}
