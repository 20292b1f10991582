public import ArgumentParser
internal import Glibc

/// The command line's root. Its verbs, flags and messages are kubectl's wherever kubectl has them.
public struct Mayfly: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "mayfly",
        abstract: "Run pods on one machine, and debug them on any cluster.",
        discussion: """
            Start an engine with 'mayfly server', or use any cluster of your kubeconfig; then look inside a pod with \
            'mayfly debug -it POD --image=busybox --target=CONTAINER'.
            """,
        subcommands: [
            ServerCommand.self, ImageCommand.self,
            GetCommand.self, DescribeCommand.self, ApplyCommand.self, CreateCommand.self, ReplaceCommand.self,
            DeleteCommand.self,
            WaitCommand.self, LogsCommand.self, ExecCommand.self, AttachCommand.self, DebugCommand.self,
            AlphaCommand.self,
            VersionCommand.self,
        ])

    public init() {}

    /// Parses the process's arguments, runs the command, and exits as kubectl does: 0, 1, or the code of what it ran.
    public static func run(arguments: [String]) async -> Never {
        let arguments = normalized(arguments)
        SessionAhead.begin(arguments)
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            Glibc.exit(0)
        } catch {
            Glibc.exit(report(error, arguments: arguments))
        }
    }

    /// Says what went wrong on standard error, and gives the exit code.
    private static func report(_ error: any Error, arguments: [String]) -> Int32 {
        if let code = error as? ExitCode { return code.rawValue }
        switch exitCode(for: error) {
        case .success:  // help and version were asked for
            print(fullMessage(for: error))
            return 0
        case .validationFailure:
            printError(usageError(message(for: error), arguments))
        default:
            printError(describe(error))
        }
        return (error as? CommandFailure)?.exitCode ?? 1
    }
}

/// A wrong command line, in kubectl's words where the parser has others.
private func usageError(_ message: String, _ arguments: [String]) -> String {
    let verb = arguments.first ?? ""
    let verbs = Mayfly.configuration.subcommands.flatMap { [$0._commandName] + $0.configuration.aliases }
    guard verb.isEmpty || verb.hasPrefix("-") || verbs.contains(verb) || verb == "help" else {
        return "error: unknown command \"\(verb)\" for \"mayfly\"\nSee 'mayfly --help' for usage."
    }
    let flag =
        message.hasPrefix("Unknown option '") ? message.dropFirst("Unknown option '".count).prefix { $0 != "'" } : ""
    let text = flag.isEmpty ? message : "unknown flag: \(flag)"
    return "error: \(text)\nSee 'mayfly\(verb.isEmpty ? "" : " \(verb)") --help' for usage."
}

/// Writes a line to standard error.
func printError(_ line: String) {
    var text = line + "\n"
    text.withUTF8 { bytes in
        // Standard error that cannot be written to leaves nobody to tell.
        try? writeAll(UnsafeRawBufferPointer(bytes), to: STDERR_FILENO)
    }
}
