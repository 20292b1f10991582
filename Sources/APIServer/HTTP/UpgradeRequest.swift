internal import KubernetesAPI
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import StreamProtocols

/// Requests that ask for another protocol on their connection.
enum UpgradeRequest {
    /// Whether a request asks to be upgraded to a stream that this server knows of, WebSocket or SPDY/3.1.
    static func asks(_ head: HTTPRequestHead) -> Bool {
        let wanted = head.headers[canonicalForm: "upgrade"].map { $0.lowercased() }
        return (wanted.contains("websocket") || wanted.contains { $0.hasPrefix("spdy/") })
            && head.headers[canonicalForm: "connection"].contains { $0.lowercased() == "upgrade" }
    }
}

/// A handshake that is accepted: the `101` to send and the protocol to speak after it.
struct UpgradeHandshake {
    enum Carrier { case webSocket, spdy }

    var carrier: Carrier
    var version: RemoteCommandProtocol
    var headers: HTTPHeaders

    /// Throws ``RequestRefusal`` for what is no handshake.
    init(_ request: APIRequest) throws {
        self = request.headers["Upgrade"]?.lowercased() == "websocket" ? try .webSocket(request) : try .spdy(request)
    }

    init(carrier: Carrier, version: RemoteCommandProtocol, headers: HTTPHeaders) {
        self.carrier = carrier
        self.version = version
        self.headers = headers
    }

    var head: HTTPResponseHead {
        HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers)
    }
}

extension ExchangeHandler {
    /// Has the request decided on, then either answers it plainly or turns the connection into a session and runs that.
    static func upgradeTask(
        _ request: APIRequest, on connection: Connection, through exchange: NIOLoopBound<ExchangeHandler>
    ) -> Task<Void, Never> {
        // Not on the event loop: sessions do work that is not known here. Cancelled as ``answerTask(_:through:)`` is.
        connection.connections.taskBegins()
        return Task {
            switch await connection.handler.prepareUpgrade(request, from: connection.identity) {
            case .refuse(let response):
                await withTaskExecutorPreference(connection.executor) { await Self.send(response, through: exchange) }
            case .accept(let session, var options):
                options.tty = session.tty
                await Self.run(session, options, for: request, on: connection, through: exchange)
            }
            connection.connections.taskEnded()
        }
    }

    private static func run(
        _ session: any PreparedSession, _ options: RemoteCommandOptions, for request: APIRequest,
        on connection: Connection,
        through exchange: NIOLoopBound<ExchangeHandler>
    ) async {
        do {
            let handshake = try UpgradeHandshake(request)
            let loop = connection.executor.eventLoop
            switch handshake.carrier {
            case .webSocket:
                let stream = try await loop.submit { try exchange.value.upgrade(handshake, options) }.get()
                try await stream.begin()
                await session.run(stream)
            case .spdy:
                let asked = RemoteCommandOptions(request.query)
                let stream = try await loop.submit { try exchange.value.upgrade(handshake, options, asked: asked) }
                    .get()
                try await stream.begin()
                await session.run(stream)
            }
        } catch let refusal as RequestRefusal {
            await withTaskExecutorPreference(connection.executor) {
                await Self.send(refusal.response, through: exchange)
            }
        } catch {
            connection.logger.debug("a client left before its session began", metadata: ["error": "\(error)"])
        }
    }

    /// Takes the HTTP handlers out and puts a WebSocket in. The session's task is cancelled when the client is gone.
    private func upgrade(
        _ handshake: UpgradeHandshake, _ options: RemoteCommandOptions
    ) throws -> WebSocketRemoteCommandSession {
        let connection = try upgrade(handshake.head) { channel, task in
            try WebSocketConnection.add(
                to: channel, role: .server, encoding: handshake.version.encoding, onClose: { task.cancel() })
        }
        return WebSocketRemoteCommandSession(connection, options: options, version: handshake.version)
    }

    /// The same with SPDY.
    private func upgrade(
        _ handshake: UpgradeHandshake, _ options: RemoteCommandOptions, asked: RemoteCommandOptions
    ) throws -> SPDYRemoteCommandSession {
        try upgrade(handshake.head) { channel, task in
            try SPDYRemoteCommandSession.add(
                to: channel, asked: asked, options: options, version: handshake.version, onClose: { task.cancel() })
        }
    }
}
