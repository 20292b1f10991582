import APIServer
import Foundation
import KubernetesAPI
import KubernetesClient
import Logging
import ResourceStore

/// Mayfly's API server as the reference ran: over HTTPS, with one administrator's token, and alone. Without a node agent and
/// controllers, what a request answers depends on the requests before it only.
enum MayflyServer {
    static let token = "admin-token"

    static func with(_ body: (any APITransport) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "mayfly-differential-\(UUID())").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }  // what is left is for the tester to see
        let logger = Logger(label: "differential") { _ in SwiftLogNoOpLogHandler() }
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
        var connection = ClusterConnection(host: "127.0.0.1", port: server.port)
        connection.certificateAuthority = Array(keys.authorityPEM.utf8)
        connection.bearerToken = token
        let transport = try HTTPSTransport(connection, userAgent: Player.userAgent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            try await body(transport)
        }
    }
}
