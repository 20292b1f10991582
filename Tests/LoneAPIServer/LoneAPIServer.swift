import APIServer
import Foundation
import KubernetesAPI
import Logging
import ResourceStore

/// Mayfly's API server over HTTPS in this process, with one administrator's token, an empty store in memory, and alone: without
/// a node agent and controllers, what a request answers depends on the requests before it only.
package struct LoneAPIServer: Sendable {
    package static let token = "admin-token"

    package let port: Int
    package let authorityPEM: String

    /// Serves while `body` runs.
    package static func with(_ body: (LoneAPIServer) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "mayfly-api-\(UUID())").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }  // what is left is for the tester to see
        let logger = Logger(label: "lone") { _ in SwiftLogNoOpLogHandler() }
        let store = InMemoryStore()
        let resources = ServedResources.all() + ReviewResources.all
        var configuration = APIPipeline.Configuration(
            definitions: resources, store: store, audit: AuditLog(logger),
            documents: APIDocuments(resources, version: "0.0.0"), logger: logger)
        var listening = ServerConfiguration()
        listening.port = 0
        let keys = try PKI(directory: directory + "/pki", names: ServerNames(bindAddress: listening.bindAddress))
        configuration.authorityPEM = keys.authorityPEM
        configuration.authenticator = Authenticator(
            tokens: try TokenFile(parsing: "\(token),admin,1,system:masters"),
            serviceAccounts: try ServiceAccountTokens(keyPEM: keys.serviceAccountKeyPEM, store: store))
        let pipeline = APIPipeline(configuration)
        try await pipeline.bootstrap()
        let server = try await HTTPServer(listening, tls: keys.server, handler: pipeline, logger: logger)
        let lone = LoneAPIServer(port: server.port, authorityPEM: keys.authorityPEM)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            try await body(lone)
        }
    }
}
