internal import Foundation
internal import Subprocess
internal import SystemPackage

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

/// Runs a command to its end. Output goes through files, so that a background child that keeps them open does not hold us. A
/// command that outlives `timeout` seconds is killed, and its exit code is -1.
public func runCommand(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:], timeout: Double = 90
) async throws -> CommandResult {
    let directory = FileManager.default.temporaryDirectory.appending(path: "mayfly-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }  // what is left of a test is for the tester to see
    let outputs = ["stdout", "stderr"].map { directory.appending(path: $0) }
    let input = try input.map { text in
        let url = directory.appending(path: "stdin")
        try Data(text.utf8).write(to: url)
        return url.path
    }
    let exitCode = try await withThrowingTaskGroup(of: Int32.self) { group in
        group.addTask { try await run(arguments, environment, input ?? "/dev/null", outputs.map(\.path)) }
        group.addTask {
            try await Task.sleep(for: .seconds(timeout))
            return -1
        }
        let first = try await group.next() ?? -1
        // Cancelling the one that runs a program kills the program.
        group.cancelAll()
        return first
    }
    let texts = try outputs.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return CommandResult(
        arguments: arguments, exitCode: exitCode, output: texts[0],
        errors: texts[1] + (exitCode == -1 ? "\n(killed after \(timeout) s)" : ""))
}

private func run(
    _ arguments: [String], _ environment: [String: String], _ input: String, _ outputs: [String]
) async throws -> Int32 {
    func create(_ path: String) throws -> FileDescriptor {
        try FileDescriptor.open(
            FilePath(path), .writeOnly, options: [.create, .closeOnExec], permissions: .ownerReadWrite)
    }
    var changes: [Environment.Key: String?] = [:]
    for (name, value) in environment { changes[Environment.Key(stringLiteral: name)] = value }
    let result = try await Subprocess.run(
        .path("/usr/bin/env"), arguments: Arguments(arguments),
        environment: .inherit.updating(changes),
        input: .fileDescriptor(
            try FileDescriptor.open(FilePath(input), .readOnly, options: .closeOnExec), closeAfterSpawningProcess: true),
        output: .fileDescriptor(try create(outputs[0]), closeAfterSpawningProcess: true),
        error: .fileDescriptor(try create(outputs[1]), closeAfterSpawningProcess: true))
    switch result.terminationStatus {
    case .exited(let code): return code
    case .signaled(let signal): return 128 + signal
    }
}
