internal import ArgumentParser
internal import KubernetesAPI
internal import KubernetesClient
internal import StreamProtocols

/// `mayfly debug`: adds an ephemeral container to a running pod, and joins it.
struct DebugCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "debug",
        abstract: "Look inside a running pod with a debug container, without restarting or changing it.",
        discussion: """
            A shell that sees the processes of the container "app":
              mayfly debug -it mypod --image=busybox --target=app
            One command, whose exit code becomes this one's:
              mayfly debug -i mypod --image=busybox -- wget -qO- localhost:8080
            """)

    @OptionGroup var cluster: ClientOptions
    @OptionGroup var options: DebugOptions

    @Argument(help: "The pod: NAME or pod/NAME.")
    var pod: String

    @Argument(
        parsing: .postTerminator, help: ArgumentHelp("The command to run instead of the image's.", valueName: "command")
    )
    var command: [String] = []

    func run() async throws {
        try options.check()
        let name = try podName(pod)
        let session = try cluster.session()
        let code = try await DebugSession(session: session, pod: name, options: options, command: command).run()
        if code != 0 { throw ExitCode(code) }
    }
}

/// `mayfly alpha`: where `debug` stood in Kubernetes 1.18 and 1.19.
struct AlphaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alpha", abstract: "Commands as they were spelled while they were alpha.",
        subcommands: [DebugCommand.self])
}

/// The name in `NAME`, `pod/NAME` or `pods/NAME`. Throws a ``CommandFailure`` for other kinds.
func podName(_ argument: String) throws -> String {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
    switch parts.count {
    case 1 where !argument.isEmpty: return argument
    case 2 where ["pod", "pods", "po"].contains(parts[0].lowercased()) && !parts[1].isEmpty: return String(parts[1])
    case 2: throw CommandFailure("error: \(parts[0]) is not supported here: name a pod, as NAME or pod/NAME")
    default: throw CommandFailure("error: arguments in resource/name form may not have more than one slash")
    }
}
