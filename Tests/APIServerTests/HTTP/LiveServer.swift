import APIServer
import Foundation
import KubernetesAPI
import Logging
import StreamProtocols
import Subprocess
import SystemPackage

/// A server on a free port with keys of its own, for as long as the body of `with` runs.
struct LiveServer {
    let url: String
    let port: Int
    let directory: String
    let pki: PKI

    static func with<Result: Sendable>(
        _ handler: some RequestHandler, configure: (inout ServerConfiguration) -> Void = { _ in },
        _ body: (LiveServer) async throws -> Result
    ) async throws -> Result {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("mayfly-http-\(UUID())").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        var configuration = ServerConfiguration()
        configuration.port = 0
        configure(&configuration)
        let pki = try PKI(directory: directory + "/pki", names: ServerNames(bindAddress: configuration.bindAddress))
        let server = try await HTTPServer(
            configuration, tls: pki.server, handler: handler,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let live = LiveServer(
            url: "https://\(server.host):\(server.port)", port: server.port, directory: directory, pki: pki)
        try AdminKubeconfig(server: live.url, authorityPEM: pki.authorityPEM, admin: pki.admin)
            .write(to: directory + "/admin.kubeconfig")
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let result: Result
            do { result = try await body(live) } catch {
                group.cancelAll()
                throw error
            }
            group.cancelAll()
            try await group.waitForAll()
            return result
        }
    }

    /// Runs curl against a path with the server's CA. The answer is what `-i` shows, or curl's own words.
    func curl(_ path: String, _ arguments: [String] = [], stdin: Data? = nil) async throws -> Answer {
        let output = try await run(
            "curl",
            ["-sS", "-i", "--max-time", "20", "--cacert", directory + "/pki/ca.crt"] + arguments + [url + path],
            stdin: stdin)
        return Answer(output: output.standardOutput, errors: output.standardError, exitCode: output.code)
    }

    var adminCertificate: [String] { ["--cert", directory + "/pki/admin.crt", "--key", directory + "/pki/admin.key"] }

    struct Answer {
        var output: String
        var errors: String
        var exitCode: Int32

        /// The status lines, `100 Continue` included.
        var statuses: [Int] {
            output.split(separator: "\r\n").filter { $0.hasPrefix("HTTP/") }.compactMap {
                Int($0.split(separator: " ")[1])
            }
        }
        var status: Int? { statuses.last }
        var head: String { output.components(separatedBy: "\r\n\r\n").dropLast().last ?? "" }
        var body: String { output.components(separatedBy: "\r\n\r\n").last ?? "" }
        var json: JSONValue? { try? JSONValue.parse(Array(body.utf8)) }
    }
}

/// Runs a program to its end. Foundation's `Process` is not used: many of them at once can block every thread of the pool.
func run(
    _ program: String, _ arguments: [String], stdin: Data? = nil
) async throws -> (standardOutput: String, standardError: String, code: Int32) {
    let result = try await Subprocess.run(
        .name(program), arguments: Arguments(arguments),
        input: .fileDescriptor(try inputFile(stdin), closeAfterSpawningProcess: true),
        output: .bytes(limit: 64 << 20), error: .bytes(limit: 1 << 20))
    let code: Int32 =
        switch result.terminationStatus {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    return (
        String(decoding: result.standardOutput, as: UTF8.self), String(decoding: result.standardError, as: UTF8.self),
        code
    )
}

/// A nameless file with a program's input. Subprocess' own writer stops this whole process where a program ends before it has
/// read its input.
private func inputFile(_ bytes: Data?) throws -> FileDescriptor {
    guard let bytes else { return try FileDescriptor.open("/dev/null", .readOnly) }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("mayfly-input-\(UUID())").path
    try bytes.write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }  // the descriptor keeps the content
    return try FileDescriptor.open(FilePath(path), .readOnly)
}

/// Answers with what it was asked, so that a test sees what the HTTP layer made of the request.
struct EchoHandler: RequestHandler {
    func respond(to request: APIRequest, from connection: ConnectionIdentity) async -> APIResponse {
        let body: JSONValue = [
            "method": .string(request.method.rawValue), "path": .string(request.path),
            "query": .array(request.query.items.map { ["name": .string($0.name), "value": .string($0.value)] }),
            "length": .number(JSONNumber(request.body.count)),
            "user": .string(connection.certificate?.name ?? ""),
            "groups": .array((connection.certificate?.groups ?? []).map { .string($0) }),
        ]
        return APIResponse(status: 200, headers: ["Content-Type": "application/json"], body: .bytes(body.encoded()))
    }

    func prepareUpgrade(_ request: APIRequest, from connection: ConnectionIdentity) async -> UpgradeDecision {
        .refuse(APIResponse(status: 404))
    }
}
