internal import ArgumentParser
internal import KubernetesAPI
internal import KubernetesClient

/// `mayfly version`: the versions of this program and of the server, and whether the server is of use to it.
struct VersionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Show the versions of this program and of the server.")

    @OptionGroup var cluster: ClientOptions

    @Flag(help: "Only this program's; no server is asked.")
    var client = false

    @Option(name: .shortAndLong, help: ArgumentHelp("The form of output: yaml or json.", valueName: "format"))
    var output: String?

    func run() async throws {
        guard output == nil || output == "yaml" || output == "json" else {
            throw CommandFailure("error: --output must be 'yaml' or 'json'")
        }
        var report: JSONValue = [
            "clientVersion": ["gitVersion": .string("v\(mayflyVersion)"), "platform": "linux/amd64"]
        ]
        var failure: (any Error)?
        if !client {
            do { report["serverVersion"] = try await cluster.session().client.json(APIRequest(.get, "/version")) } catch
            {
                failure = error
            }
        }
        switch output {
        case "json": print(String(decoding: report.encoded(pretty: true), as: UTF8.self))
        case "yaml": write(report.yaml())
        default:
            print("Client Version: v\(mayflyVersion)")
            if let server = report["serverVersion", "gitVersion"]?.string { print("Server Version: \(server)") }
        }
        if let failure { throw failure }
        warnAboutSkew(report["serverVersion"])
    }

    /// Ephemeral containers are on by default from 1.23, and debug's way of adding them is the one of 1.22.
    private func warnAboutSkew(_ server: JSONValue?) {
        guard let server, let minor = minorVersion(server), server["major"]?.string == "1", minor < 23 else { return }
        printError(
            minor < 16
                ? "WARNING: the server is older than 1.16 and has no ephemeral containers; 'mayfly debug' cannot work there."
                : "WARNING: the server is older than 1.23: ephemeral containers need its feature gate EphemeralContainers."
        )
    }
}

/// The number in a version's `minor`, which may end in `+`.
func minorVersion(_ version: JSONValue) -> Int? { version["minor"]?.string.flatMap { Int($0.prefix { $0.isNumber }) } }
