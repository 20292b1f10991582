internal import ArgumentParser
internal import KubernetesAPI
internal import KubernetesClient
internal import NIOCore
internal import StreamProtocols

/// `mayfly logs`: prints what a container wrote.
struct LogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Print the log of a container in a pod.")

    @OptionGroup var cluster: ClientOptions

    @Argument(help: "The pod: NAME or pod/NAME.")
    var pod: String

    @Argument(help: "The container, where the pod has several.")
    var containerName: String?

    @Option(name: [.short, .customLong("container")], help: ArgumentHelp("The container.", valueName: "name"))
    var container: String?

    @Flag(name: .shortAndLong, help: "Go on printing as the log grows.")
    var follow = false

    @Flag(name: [.customShort("p"), .long], help: "The log of the container's previous run.")
    var previous = false

    @Flag(help: "Put its time before every line.")
    var timestamps = false

    @Option(help: ArgumentHelp("Only this many lines from the end; -1 for all.", valueName: "lines"))
    var tail: Int64 = -1

    @Option(help: ArgumentHelp("Only what is newer than this: 5s, 2m, 3h.", valueName: "duration"))
    var since: String?

    @Option(help: ArgumentHelp("Only what is newer than this time (RFC 3339).", valueName: "time"))
    var sinceTime: String?

    @Option(help: ArgumentHelp("At most this many bytes.", valueName: "bytes"))
    var limitBytes: Int64?

    func run() async throws {
        guard since == nil || sinceTime == nil else {
            throw CommandFailure("error: at most one of `sinceTime` or `sinceSeconds` may be specified")
        }
        guard tail >= -1 else { throw CommandFailure("error: --tail must be greater than or equal to -1") }
        let session = try cluster.session()
        var query: QueryItems = []
        query["container"] = container ?? containerName
        if follow { query["follow"] = "true" }
        if previous { query["previous"] = "true" }
        if timestamps { query["timestamps"] = "true" }
        if tail >= 0 { query["tailLines"] = String(tail) }
        query["sinceSeconds"] = try since.map { String(try seconds(inDuration: $0)) }
        query["sinceTime"] = sinceTime
        query["limitBytes"] = limitBytes.map { String($0) }
        try await printLog(session, pod: try podName(pod), query)
    }
}

/// Prints a container's log to standard output, to its end or, where `follow`ed, to the container's.
func copyLogs(_ session: ClusterSession, pod: String, container: String, follow: Bool = false) async throws {
    var query: QueryItems = [("container", container)]
    if follow { query["follow"] = "true" }
    try await printLog(session, pod: pod, query)
}

private func printLog(_ session: ClusterSession, pod: String, _ query: QueryItems) async throws {
    let path = resourcePath(
        apiVersion: "v1", resource: "pods", namespace: session.namespace, name: pod, subresource: "log")
    let response = try await session.transport.respond(to: APIRequest(.get, path, query: query))
    guard (200..<300).contains(response.status) else {
        throw StatusError(response: response.status, body: try await response.collectedBody())
    }
    for try await piece in response.pieces { try await writeOutput(ByteBuffer(bytes: piece), to: .stdout) }
}

/// The whole seconds in a duration as Go writes it: `90s`, `1h30m`, `250ms` (rounded up). Throws a ``CommandFailure``.
func seconds(inDuration text: String) throws -> Int64 {
    let units: [String: Double] = ["ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600]
    var rest = Substring(text)
    var total = 0.0
    while !rest.isEmpty {
        let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        rest = rest.dropFirst(number.count)
        let unit = rest.prefix { !($0.isNumber || $0 == ".") }
        rest = rest.dropFirst(unit.count)
        guard let value = Double(number), let scale = units[String(unit)] else {
            throw CommandFailure("error: invalid duration \"\(text)\": write it like 5s, 2m or 3h")
        }
        total += value * scale
    }
    guard !text.isEmpty, total >= 0 else {
        throw CommandFailure("error: invalid duration \"\(text)\": write it like 5s, 2m or 3h")
    }
    return Int64(total.rounded(.up))
}
