import Crypto
import KubernetesAPI
import Logging
import ResourceStore
import StreamProtocols
import Synchronization
import Testing

@testable import APIServer

/// KubernetesAPI has a type of that name too.
typealias User = APIServer.UserInfo

/// A whole pipeline over the in-memory store, without sockets.
struct TestServer {
    let pipeline: APIPipeline
    let store: InMemoryStore
    let audit = RecordingAudit()
    let nodes = NodeDirectory()

    static let admin = User(name: "admin", groups: ["system:masters", "system:authenticated"])
    static let bob = User(name: "bob", groups: ["system:authenticated"])

    init(
        gates: FeatureGates = FeatureGates(), history: HistoryLimits = HistoryLimits(),
        authorizer: any Authorizer = BasicAuthorizer(), readiness: [HealthCheck] = [], authorityPEM: String = "",
        configure: (inout APIPipeline.Configuration) -> Void = { _ in }
    ) async throws {
        store = InMemoryStore(history: history)
        let definitions = ServedResources.all(gates: gates) + ReviewResources.all
        var configuration = APIPipeline.Configuration(
            definitions: definitions, store: store, audit: audit,
            documents: APIDocuments(definitions, version: "0.0.0"),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        configuration.nodes = nodes
        configuration.authorizer = authorizer
        configuration.readiness = readiness
        configuration.authorityPEM = authorityPEM
        configuration.authenticator = Authenticator(
            serviceAccounts: try ServiceAccountTokens(keyPEM: Self.signingKey, store: store))
        configure(&configuration)
        pipeline = APIPipeline(configuration)
        try await pipeline.bootstrap()
    }

    /// Sends a request as a user of this process. A body is sent as JSON unless a Content-Type is given.
    func send(
        _ method: APIRequest.Method, _ path: String, query: QueryItems = [], headers: HeaderFields = [:],
        body: [UInt8] = [], as user: User = Self.admin
    ) async -> Answer {
        Answer(
            await pipeline.respond(
                to: APIRequest(method, path, query: query, headers: headers, body: body), as: user))
    }

    func send(
        _ method: APIRequest.Method, _ path: String, query: QueryItems = [], headers: HeaderFields = [:],
        _ body: JSONValue, as user: User = Self.admin
    ) async -> Answer {
        await send(method, path, query: query, headers: headers, body: body.encoded(), as: user)
    }

    /// Creates an object; fails the test where that is refused.
    @discardableResult
    func create(_ path: String, _ object: JSONValue) async throws -> JSONValue {
        let answer = await send(.post, path, object)
        try #require(answer.status == 201, "\(answer.text)")
        return answer.json
    }

    @discardableResult
    func createPod(_ name: String, labels: JSONValue = [:], spec: [(String, JSONValue)] = []) async throws -> JSONValue
    {
        var pod: JSONValue = [
            "kind": "Pod", "apiVersion": "v1", "metadata": ["name": .string(name), "labels": labels],
            "spec": ["containers": [["name": "app", "image": "busybox:1.36"]]],
        ]
        for (key, value) in spec { pod["spec"]?[key] = value }
        return try await create(Self.pods, pod)
    }

    func createNode(_ name: String, ready: Bool = true, labels: JSONValue = [:]) async throws {
        try await create(
            "/api/v1/nodes",
            ["kind": "Node", "apiVersion": "v1", "metadata": ["name": .string(name), "labels": labels]])
        let patch: JSONValue = ["status": ["conditions": [["type": "Ready", "status": ready ? "True" : "False"]]]]
        let answer = await send(
            .patch, "/api/v1/nodes/\(name)/status", headers: Self.mergePatch, patch)
        try #require(answer.status == 200, "\(answer.text)")
    }

    static let signingKey = P256.Signing.PrivateKey().pemRepresentation

    static let pods = "/api/v1/namespaces/default/pods"
    static let configMaps = "/api/v1/namespaces/default/configmaps"
    static let jsonPatch: HeaderFields = ["Content-Type": "application/json-patch+json"]
    static let mergePatch: HeaderFields = ["Content-Type": "application/merge-patch+json"]
    static let applyPatch: HeaderFields = ["Content-Type": "application/apply-patch+yaml"]
    static let strategicPatch: HeaderFields = ["Content-Type": "application/strategic-merge-patch+json"]
}

/// An answer, its body read.
struct Answer: Sendable {
    let response: APIResponse
    var status: Int { response.status }
    var headers: HeaderFields { response.headers }

    init(_ response: APIResponse) { self.response = response }

    var bytes: [UInt8] { if case .bytes(let bytes) = response.body { bytes } else { [] } }
    var text: String { String(decoding: bytes, as: UTF8.self) }
    var json: JSONValue {
        do { return try JSONValue.parse(bytes) } catch { return .null }
    }
    var message: String { json["message"]?.string ?? "" }
    var reason: String { json["reason"]?.string ?? "" }

    /// The frames of a watch, one at a time; made once.
    func frames() -> any AsyncIteratorProtocol<[UInt8], any Error> {
        guard case .stream(let stream) = response.body else { preconditionFailure("no stream: \(text)") }
        return stream.makeAsyncIterator()
    }
}

/// The names and types of objects, as `ADDED a`, for comparing watches.
func next(_ frames: inout any AsyncIteratorProtocol<[UInt8], any Error>) async throws -> JSONValue? {
    guard let frame = try await frames.next(isolation: nil) else { return nil }
    #expect(frame.last == UInt8(ascii: "\n"))
    return try JSONValue.parse(frame)
}

func summary(_ frame: JSONValue?) -> String {
    guard let frame else { return "end" }
    return "\(frame["type"]?.string ?? "") \(frame["object", "metadata", "name"]?.string ?? "")"
}

final class RecordingAudit: AuditSink {
    private let storage = Mutex<[AuditEvent]>([])
    var events: [AuditEvent] { storage.withLock { $0 } }
    func record(_ event: AuditEvent) { storage.withLock { $0.append(event) } }
}
