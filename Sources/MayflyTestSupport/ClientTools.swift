internal import Foundation

/// Clients that tests run and that no package of the machine brings: each is fetched once, by a script that prints where it is.
public enum ClientTools {
    /// Debian's kubectl 1.20, of the time when ephemeral containers were alpha.
    public static func oldKubectl() async throws -> String { try await path(of: "kubectl-1.20") }

    /// The python of an environment that has the client libraries.
    public static func python() async throws -> String { try await path(of: "python-clients") }

    private static func path(of script: String) async throws -> String {
        let made = try await runCommand(
            [SampleImages.repository.appending(path: "Scripts/\(script)").path], timeout: 300)
        guard made.exitCode == 0, let line = made.output.split(separator: "\n").last else {
            throw TestFailure("\(made)")
        }
        return String(line)
    }
}
