import Foundation
import MayflyTestSupport

/// The folder of the client programs in Python.
private let programs = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Python")

extension TestServer {
    /// Runs one of the programs in Python against this server.
    func python(_ program: String, _ arguments: String...) async throws -> CommandResult {
        try await runCommand(
            [try await ClientTools.python(), programs.appending(path: program).path] + arguments,
            environment: ["KUBECONFIG": kubeconfig, "PYTHONDONTWRITEBYTECODE": "1"], timeout: 180)
    }

    /// Runs a command on a terminal and plays a dialogue with it: what is awaited, and what is typed then.
    func terminal(
        _ dialogue: [(String, String)], _ command: [String], environment: [String: String] = [:]
    ) async throws -> CommandResult {
        let steps = try JSONEncoder().encode(dialogue.map { [$0.0, $0.1] })
        return try await runCommand(
            ["python3", programs.appending(path: "terminal.py").path, String(decoding: steps, as: UTF8.self)] + command,
            environment: environment.merging(["KUBECONFIG": kubeconfig]) { $1 }, timeout: 120)
    }

    /// Runs kubectl 1.20.
    func oldKubectl(_ arguments: String..., input: String? = nil, timeout: Double = 90) async throws -> CommandResult {
        try await runCommand(
            [try await ClientTools.oldKubectl(), "--cache-dir", directory.path + "/cache-1.20"] + arguments,
            input: input, environment: ["KUBECONFIG": kubeconfig], timeout: timeout)
    }
}
