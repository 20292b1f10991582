internal import ArgumentParser
internal import Glibc

/// `mayfly server`: the engine of one machine.
struct ServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "server", abstract: "Run the engine: an API server and the pods of this machine.")

    @OptionGroup var options: ServerOptions

    func run() async throws {
        try options.check()
        // A client that goes away while it is written to is an error of that write, not the end of the server.
        signal(SIGPIPE, SIG_IGN)
        let engine = try await Engine(options, logger: try options.logger())
        print(engine.readyLine)
        flushOutput()
        try await engine.run()
    }
}
