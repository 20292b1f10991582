internal import Foundation

/// What a finished command left.
public struct CommandResult: Sendable, CustomStringConvertible {
    public var arguments: [String]
    public var exitCode: Int32
    public var output: String
    public var errors: String

    public var description: String {
        "\(arguments.joined(separator: " ")) -> \(exitCode)\n--- stdout\n\(output)\n--- stderr\n\(errors)"
    }
}

/// Runs a command to its end, off the cooperative pool. Output goes through files, so that no pipe can fill up, and a
/// background child that keeps them open does not hold us. A command that outlives `timeout` seconds is killed and fails.
public func runCommand(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:], timeout: Double = 90
) async throws -> CommandResult {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
            continuation.resume(
                with: Result { try runBlocking(arguments, input: input, environment: environment, timeout: timeout) })
        }
    }
}

private func runBlocking(
    _ arguments: [String], input: String?, environment: [String: String], timeout: Double
) throws -> CommandResult {
    let directory = FileManager.default.temporaryDirectory.appending(path: "mayfly-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }  // what is left of a test is for the tester to see
    func file(_ name: String, _ content: String = "") throws -> (URL, FileHandle) {
        let url = directory.appending(path: name)
        try Data(content.utf8).write(to: url)
        return (url, try FileHandle(forUpdating: url))
    }
    let (outputURL, output) = try file("stdout")
    let (errorURL, errors) = try file("stderr")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = try input.map { try file("stdin", $0).1 } ?? FileHandle.nullDevice
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    let timedOut = ended.wait(timeout: .now() + timeout) == .timedOut
    if timedOut {
        kill(process.processIdentifier, SIGKILL)
        ended.wait()
    }
    return CommandResult(
        arguments: arguments, exitCode: timedOut ? -1 : process.terminationStatus,
        output: String(decoding: try Data(contentsOf: outputURL), as: UTF8.self),
        errors: String(decoding: try Data(contentsOf: errorURL), as: UTF8.self)
            + (timedOut ? "\n(killed after \(timeout) s)" : ""))
}
