internal import ArgumentParser
internal import KubernetesAPI
internal import KubernetesClient
internal import StreamProtocols

/// `mayfly attach`: joins the stdio of a container that runs.
struct AttachCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach", abstract: "Join a container that is running.")

    @OptionGroup var cluster: ClientOptions
    @OptionGroup var streams: StreamOptions

    @Argument(help: "The pod: NAME or pod/NAME.")
    var pod: String

    func run() async throws {
        let session = try cluster.session()
        let options = streams.remoteCommandOptions()
        if options.tty && !streams.quiet { printError("If you don't see a command prompt, try pressing enter.") }
        let request = RemoteCommandRequest(
            namespace: session.namespace, pod: try podName(pod), container: streams.container, options: options)
        switch try await runSession(try await session.transport.open(request), options: options) {
        case .exited(0)?: return
        case .exited(let code)?: throw ExitCode(code)
        case .failed(let message)?: throw CommandFailure("error: \(message)")
        case nil: throw CommandFailure("error: the connection broke off; the container goes on")
        }
    }
}
