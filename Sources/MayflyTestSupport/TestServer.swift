public import Foundation
internal import Synchronization

/// A real `mayfly server` on a free port, with a data directory of its own, the built binary and sample images. Made by
/// ``withServer(flags:images:_:)``; everything it started is gone when that returns.
public final class TestServer: Sendable {
    public let directory: URL
    public let flags: [String]
    private let process = Mutex<Process?>(nil)

    public var dataDirectory: String { directory.appending(path: "data").path }
    public var kubeconfig: String { dataDirectory + "/admin.kubeconfig" }
    public var log: String { (try? String(contentsOf: directory.appending(path: "server.log"), encoding: .utf8)) ?? "" }

    /// The binary under test: the one built beside the test bundle, or `$MAYFLY_BINARY`.
    public static let binary: String =
        ProcessInfo.processInfo.environment["MAYFLY_BINARY"]
        ?? URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "mayfly").path

    init(directory: URL, flags: [String]) {
        self.directory = directory
        self.flags = flags
    }

    /// Starts the server and waits for its ready line; gives the line.
    @discardableResult
    public func start() async throws -> String {
        let log = directory.appending(path: "server.log")
        if !FileManager.default.fileExists(atPath: log.path) { try Data().write(to: log) }
        let errors = try FileHandle(forWritingTo: log)
        try errors.seekToEnd()
        let output = Pipe()
        let server = Process()
        server.executableURL = URL(filePath: Self.binary)
        server.arguments = ["server", "--data-dir", dataDirectory, "--secure-port", "0", "--node-name", "node"] + flags
        server.standardInput = FileHandle.nullDevice
        server.standardOutput = output
        server.standardError = errors
        try server.run()
        process.withLock { $0 = server }
        let line = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var text = ""
                while !text.contains("\n") {
                    let data = output.fileHandleForReading.availableData
                    if data.isEmpty { break }
                    text += String(decoding: data, as: UTF8.self)
                }
                continuation.resume(returning: text)
            }
        }
        guard line.hasPrefix("mayfly server ready: ") else {
            throw TestFailure("the server did not start: \(line)\n\(self.log)")
        }
        return line.trimmingCharacters(in: .newlines)
    }

    public var processID: Int32 { process.withLock { $0?.processIdentifier ?? 0 } }

    /// Ends the server at once, as a crash would, and waits for its end; containers are not touched.
    public func killServer() async { await end(with: SIGKILL) }

    /// Ends the server as a service manager would.
    public func stop() async { await end(with: SIGTERM) }

    private func end(with signal: Int32) async {
        guard let server = process.withLock({ $0 }), server.isRunning else { return }
        kill(server.processIdentifier, signal)
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                server.waitUntilExit()
                continuation.resume()
            }
        }
    }

    /// The two command lines that are to behave alike.
    public enum Client: CaseIterable, Sendable { case kubectl, mayfly }

    public func mayfly(_ arguments: String..., input: String? = nil, timeout: Double = 90) async throws -> CommandResult
    {
        try await run(.mayfly, arguments, input, timeout)
    }

    public func kubectl(_ arguments: String..., input: String? = nil, timeout: Double = 90) async throws
        -> CommandResult
    {
        try await run(.kubectl, arguments, input, timeout)
    }

    public func kubectl(_ arguments: [String], input: String? = nil, timeout: Double = 90) async throws
        -> CommandResult
    {
        try await run(.kubectl, arguments, input, timeout)
    }

    public func run(
        _ client: Client, _ arguments: String..., input: String? = nil, timeout: Double = 90
    ) async throws -> CommandResult {
        try await run(client, arguments, input, timeout)
    }

    private func run(
        _ client: Client, _ arguments: [String], _ input: String?, _ timeout: Double
    ) async throws -> CommandResult {
        try await runCommand(
            [client == .kubectl ? "kubectl" : Self.binary] + arguments, input: input,
            environment: ["KUBECONFIG": kubeconfig], timeout: timeout)
    }

    /// A pod without a grace period is gone from the API before its containers are from the machine; those are once its
    /// directory is. Nothing tells of that, so this looks, for at most a minute.
    func waitUntilNoPodsAreLeft() async {
        for _ in 0..<600 {
            let pods = try? FileManager.default.contentsOfDirectory(atPath: dataDirectory + "/pods")
            guard let pods, !pods.isEmpty else { return }
            try? await Task.sleep(for: .milliseconds(100))  // cancelled, it just looks more often
        }
    }

    /// Applies a manifest and waits until the pod it names is ready.
    public func run(pod name: String, _ manifest: String) async throws {
        let applied = try await mayfly("apply", "-f", "-", input: manifest)
        guard applied.exitCode == 0 else { throw TestFailure("\(applied)") }
        let waited = try await mayfly("wait", "--for=condition=Ready", "pod/\(name)", "--timeout=60s")
        guard waited.exitCode == 0 else {
            let state = try await mayfly("get", "pod", name, "-o", "yaml")
            throw TestFailure("\(waited)\n\(state.output)\n\(log.suffix(3000))")
        }
    }
}

/// Why a test could not go on.
public struct TestFailure: Error, CustomStringConvertible {
    public var description: String
    public init(_ description: String) { self.description = description }
}

/// Runs `body` against a fresh server, then deletes its pods, ends it and removes all it had on disk.
public func withServer(
    flags: [String] = [], images: Bool = true, _ body: (TestServer) async throws -> Void
) async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "mayfly-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let server = TestServer(directory: directory, flags: flags)
    if images { try await SampleImages.load(into: server.dataDirectory) }
    try await server.start()
    do {
        try await body(server)
    } catch {
        await cleanUp(server)
        throw error
    }
    await cleanUp(server)
}

private func cleanUp(_ server: TestServer) async {
    // A server that a test left dead is started once more: only it can remove its containers.
    if kill(server.processID, 0) != 0 { _ = try? await server.start() }
    _ = try? await server.kubectl("delete", "pods", "--all", "-A", "--now", "--timeout=60s")
    await server.waitUntilNoPodsAreLeft()
    await server.stop()
    try? FileManager.default.removeItem(at: server.directory)  // what is left of a test is for the tester to see
}
