import Subprocess
import SystemPackage

/// Short commands that are run to their end.
enum Tool {
    struct Outcome: Sendable {
        var succeeded: Bool
        var output: String
        var error: String
    }

    static func run(_ path: String, _ arguments: [String]) async throws -> Outcome {
        let result = try await Subprocess.run(
            .path(FilePath(path)), arguments: Arguments(arguments),
            environment: .custom(["PATH": RuntimeConfig.defaultPath]),
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
        return Outcome(
            succeeded: result.terminationStatus.isSuccess, output: result.standardOutput, error: result.standardError)
    }

    /// Whether a command is there and ends well.
    static func succeeds(_ name: String, _ arguments: [String]) async -> Bool {
        guard let path = find(name) else { return false }
        do {
            return try await run(path, arguments).succeeded
        } catch {
            return false
        }
    }

    /// Looks a command up where Debian puts them, for a service's PATH may lack `sbin`.
    static func find(_ name: String) -> String? {
        if name.contains("/") { return Files.exists(name) ? name : nil }
        return RuntimeConfig.defaultPath.split(separator: ":").map { "\($0)/\(name)" }.first(where: Files.exists)
    }
}
