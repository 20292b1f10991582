import KubernetesAPI
import NIOCore
import StreamProtocols
import Synchronization
import Testing

@testable import APIServer

@Suite struct PodStreamsTests {
    static let path = TestServer.pods + "/web"
    let connection = ConnectionIdentity(certificate: TestServer.admin, remoteAddress: "127.0.0.1")

    func server(spec: [(String, JSONValue)] = []) async throws -> (TestServer, FakeNode) {
        let server = try await TestServer()
        try await server.createNode("n1")
        let node = FakeNode()
        server.nodes.register(node, node: "n1")
        try await server.createPod("web", spec: spec)
        return (server, node)
    }

    @Test("A9: a log comes from the pod's node, with the options that were asked for")
    func log() async throws {
        let (server, node) = try await server()
        let answer = await server.send(
            .get, Self.path + "/log",
            query: [
                ("follow", "true"), ("tailLines", "10"), ("timestamps", "1"), ("sinceTime", "2026-11-21T05:01:02Z"),
            ])
        #expect(answer.status == 200)
        #expect(answer.headers["Content-Type"] == "text/plain")
        var chunks = answer.frames()
        #expect(try await chunks.next(isolation: nil) == Array("hello\n".utf8))
        let call = try #require(node.calls.last)
        #expect(call.container.container == "app")
        #expect(call.container.pod == "web")
        #expect(call.container.podUID.count == 36)
        #expect(call.log?.follow == true)
        #expect(call.log?.timestamps == true)
        #expect(call.log?.tailLines == 10)
        #expect(call.log?.sinceTime == Timestamp("2026-11-21T05:01:02Z"))
        #expect(server.audit.events.last?.stage == "ResponseStarted")
    }

    @Test("A9: the container is found or the request refused in Kubernetes' words")
    func containers() async throws {
        let (server, _) = try await server(spec: [
            ("containers", [["name": "a", "image": "i"], ["name": "b", "image": "i"]]),
            ("initContainers", [["name": "first", "image": "i"]]),
        ])
        let none = await server.send(.get, Self.path + "/log")
        #expect(none.status == 400)
        #expect(
            none.message == "a container name must be specified for pod web, choose one of: [first a b]")
        let unknown = await server.send(.get, Self.path + "/log", query: [("container", "nosuch")])
        #expect(unknown.status == 400)
        #expect(unknown.message == "container nosuch is not valid for pod web")
        _ = await server.send(
            .patch, Self.path + "/ephemeralcontainers", headers: TestServer.strategicPatch,
            ["spec": ["ephemeralContainers": [["name": "dbg", "image": "busybox"]]]])
        #expect(await server.send(.get, Self.path + "/log", query: [("container", "dbg")]).status == 200)
        #expect(await server.send(.get, TestServer.pods + "/nope/log").message == "pods \"nope\" not found")
    }

    @Test("The log of a pod without a node is empty, and one whose node is away cannot be had")
    func unscheduled() async throws {
        let (server, _) = try await server()
        try await server.createPod("gated", spec: [("schedulingGates", [["name": "example.com/g"]])])
        let empty = await server.send(.get, TestServer.pods + "/gated/log")
        #expect(empty.status == 204)
        #expect(empty.bytes.isEmpty)
        try await server.createPod("away", spec: [("nodeName", "n9")])
        let away = await server.send(.get, TestServer.pods + "/away/log")
        #expect(away.status == 503)
        #expect(away.message == "node \"n9\" is not connected to this server")
    }

    @Test("What the node refuses is the client's answer")
    func refusedByNode() async throws {
        let (server, node) = try await server()
        node.refusal = .badRequest("container \"app\" in pod \"web\" is waiting to start: ContainerCreating")
        let answer = await server.send(.get, Self.path + "/log")
        #expect(answer.status == 400)
        #expect(answer.message == "container \"app\" in pod \"web\" is waiting to start: ContainerCreating")
    }

    func upgrade(
        _ server: TestServer, _ method: APIRequest.Method, _ path: String, _ query: QueryItems
    ) async -> UpgradeDecision {
        await server.pipeline.prepareUpgrade(APIRequest(method, path, query: query), from: connection)
    }

    @Test("A9: exec is prepared with its command and streams", arguments: [APIRequest.Method.get, .post])
    func exec(_ method: APIRequest.Method) async throws {
        let (server, node) = try await server()
        let decision = await upgrade(
            server, method, Self.path + "/exec",
            [
                ("command", "sh"), ("command", "-c"), ("command", "ls /"), ("stdin", "true"), ("stdout", "1"),
                ("stderr", "true"), ("tty", "true"),
            ])
        guard case .accept(_, let options) = decision else {
            Issue.record("refused: \(decision)")
            return
        }
        #expect(options == RemoteCommandOptions(stdin: true, stdout: true, stderr: false, tty: true))
        #expect(node.calls.last?.command == ["sh", "-c", "ls /"])
        let event = try #require(server.audit.events.last)
        #expect(event.responseCode == 101)
        #expect(event.info.subresource == "exec")
        #expect(event.info.verb == (method == .get ? "get" : "create"))
    }

    @Test("A9: an attach goes by the container's terminal, not the client's wish")
    func attach() async throws {
        let (server, node) = try await server()
        node.tty = true
        let decision = await upgrade(
            server, .get, Self.path + "/attach", [("stdin", "true"), ("stdout", "true"), ("stderr", "true")])
        guard case .accept(_, let options) = decision else {
            Issue.record("refused: \(decision)")
            return
        }
        #expect(options == RemoteCommandOptions(stdin: true, stdout: true, stderr: false, tty: true))
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var path: String
        var query: QueryItems
        var code: Int
        var message: String
        var testDescription: String { message }
    }

    @Test(
        "Refusals come before the upgrade",
        arguments: [
            Refusal(
                path: TestServer.pods + "/gated/exec", query: [("command", "sh"), ("stdout", "1")], code: 400,
                message: "pod gated does not have a host assigned"),
            Refusal(
                path: path + "/exec", query: [("command", "sh")], code: 400,
                message: "you must specify at least 1 of stdin, stdout, stderr"),
            Refusal(
                path: path + "/exec", query: [("stdout", "1")], code: 400,
                message: "you must specify at least one command for the container"),
            Refusal(
                path: path + "/attach", query: [("stdout", "1"), ("container", "x")], code: 400,
                message: "container x is not valid for pod web"),
            Refusal(
                path: TestServer.pods + "/nope/attach", query: [("stdout", "1")], code: 404,
                message: "pods \"nope\" not found"),
            Refusal(path: path, query: [], code: 200, message: ""),
        ])
    func refusals(_ test: Refusal) async throws {
        let (server, _) = try await server()
        try await server.createPod("gated", spec: [("schedulingGates", [["name": "example.com/g"]])])
        guard case .refuse(let response) = await upgrade(server, .get, test.path, test.query) else {
            Issue.record("accepted")
            return
        }
        #expect(response.status == test.code)
        #expect(Answer(response).message == test.message)
    }

    @Test("Without an upgrade, exec and attach are 400; without rights 403")
    func plain() async throws {
        let (server, _) = try await server()
        let answer = await server.send(.post, Self.path + "/exec", query: [("command", "sh")])
        #expect(answer.status == 400)
        #expect(answer.message == "Upgrade request required")
        let stranger = ConnectionIdentity(certificate: TestServer.bob, remoteAddress: "127.0.0.1")
        let decision = await server.pipeline.prepareUpgrade(
            APIRequest(.post, Self.path + "/attach"), from: stranger)
        guard case .refuse(let response) = decision else {
            Issue.record("accepted")
            return
        }
        #expect(response.status == 403)
        #expect(Answer(response).message.contains("User \"bob\" cannot create resource \"pods/attach\""))
    }
}

/// A node that notes what it is asked.
final class FakeNode: NodeStreams {
    struct Call: Sendable {
        var container: ContainerReference
        var command: [String] = []
        var log: LogOptions?
    }

    private struct State {
        var calls: [Call] = []
        var tty = false
        var refusal: StatusError?
    }
    private let state = Mutex(State())

    var calls: [Call] { state.withLock { $0.calls } }
    var tty: Bool {
        get { state.withLock { $0.tty } }
        set { state.withLock { $0.tty = newValue } }
    }
    var refusal: StatusError? {
        get { state.withLock { $0.refusal } }
        set { state.withLock { $0.refusal = newValue } }
    }

    private func note(_ call: Call) throws {
        state.withLock { $0.calls.append(call) }
        if let refusal { throw refusal }
    }

    func prepareExec(
        _ container: ContainerReference, command: [String], options: RemoteCommandOptions
    ) async throws -> any PreparedSession {
        try note(Call(container: container, command: command))
        return FakeSession(tty: options.tty)
    }

    func prepareAttach(
        _ container: ContainerReference, options: RemoteCommandOptions
    ) async throws -> any PreparedSession {
        try note(Call(container: container))
        return FakeSession(tty: tty)
    }

    func logs(
        _ container: ContainerReference, options: LogOptions
    ) async throws -> any AsyncSequence<[UInt8], any Error> & Sendable {
        try note(Call(container: container, log: options))
        return AsyncThrowingStream<[UInt8], any Error> { continuation in
            continuation.yield(Array("hello\n".utf8))
            continuation.finish()
        }
    }
}

struct FakeSession: PreparedSession {
    let tty: Bool
    func run(_ session: some RemoteCommandSession) async {}
}
