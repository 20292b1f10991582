internal import ArgumentParser
internal import KubernetesAPI
internal import KubernetesClient
internal import StreamProtocols

/// `mayfly exec`: runs a command in a container, and ends with its exit code.
struct ExecCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec", abstract: "Run a command in a container.",
        usage: "mayfly exec POD [-it] [-c CONTAINER] -- COMMAND [ARG…]")

    @OptionGroup var cluster: ClientOptions
    @OptionGroup var streams: StreamOptions

    @Argument(help: "The pod: NAME or pod/NAME.")
    var pod: String

    @Argument(parsing: .postTerminator, help: ArgumentHelp("The command to run.", valueName: "command"))
    var command: [String] = []

    func run() async throws {
        guard !command.isEmpty else {
            throw CommandFailure("error: you must specify at least one command for the container")
        }
        let session = try cluster.session()
        let options = streams.remoteCommandOptions()
        let request = RemoteCommandRequest(
            namespace: session.namespace, pod: try podName(pod), container: streams.container, command: command,
            options: options)
        switch try await runSession(try await session.transport.open(request), options: options) {
        case .exited(0)?: return
        case .exited(let code)?:
            if !streams.quiet { printError("command terminated with exit code \(code)") }
            throw ExitCode(code)
        case .failed(let message)?: throw CommandFailure("error: \(message)")
        case nil: throw CommandFailure("error: the connection broke off before the command had ended")
        }
    }
}

/// The flags that `exec` and `attach` share.
struct StreamOptions: ParsableArguments {
    @Option(name: [.short, .long], help: ArgumentHelp("The container; by default the pod's first.", valueName: "name"))
    var container: String?

    @Flag(name: [.customShort("i"), .long], help: "Pass standard input to the container.")
    var stdin = false

    @Flag(name: [.customShort("t"), .long], help: "Standard input is a terminal.")
    var tty = false

    @Flag(name: [.customShort("q"), .long], help: "Print only the container's output.")
    var quiet = false

    /// What to ask the server for; `-t` without a terminal is said and dropped, as kubectl does.
    func remoteCommandOptions() -> RemoteCommandOptions {
        let usesTerminal = tty && Terminal.inputIsTerminal
        if tty && !usesTerminal && !quiet {
            printError("Unable to use a TTY - input is not a terminal or the right kind of file")
        }
        return RemoteCommandOptions(stdin: stdin, stdout: true, stderr: !usesTerminal, tty: usesTerminal)
    }
}
