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
            let verb = arguments.first.map { " \($0)" } ?? ""
            printError("error: \(message(for: error))\nSee 'mayfly\(verb) --help' for usage.")
        default:
            printError(describe(error))
        }
        return (error as? CommandFailure)?.exitCode ?? 1
    }
}

/// Writes a line to standard error.
func printError(_ line: String) {
    var text = line + "\n"
    text.withUTF8 { bytes in
        // Standard error that cannot be written to leaves nobody to tell.
        try? writeAll(UnsafeRawBufferPointer(bytes), to: STDERR_FILENO)
    }
}
