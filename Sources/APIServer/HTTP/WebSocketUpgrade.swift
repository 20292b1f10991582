internal import Crypto
internal import FoundationEssentials
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

    /// The `101` to a WebSocket handshake (RFC 6455 section 4.2). Throws ``RequestRefusal`` for what is none.
    static func handshake(_ request: APIRequest) throws -> (head: HTTPResponseHead, version: RemoteCommandProtocol) {
        guard request.headers["Upgrade"]?.lowercased() == "websocket" else {
            throw RequestRefusal.badRequest(
                "this server speaks exec and attach over WebSocket (\(RemoteCommandProtocol.v5.rawValue)) and not yet over "
                    + "SPDY: use kubectl 1.31 or later")
        }
        guard request.method == .get, request.headers["Sec-WebSocket-Version"] == "13",
            let key = request.headers["Sec-WebSocket-Key"], Data(base64Encoded: key)?.count == 16
        else { throw RequestRefusal.badRequest("the WebSocket handshake is not valid (RFC 6455, version 13)") }
        let offered = request.headers.all("Sec-WebSocket-Protocol").flatMap { field in
            field.split { $0 == "," || $0 == " " }.map(String.init)
        }
        let known = RemoteCommandProtocol.best(of: offered)
        guard let version = known ?? (offered.isEmpty ? .v1 : nil) else {
            let supported = RemoteCommandProtocol.allCases.map(\.rawValue).joined(separator: ", ")
            throw RequestRefusal.badRequest(
                "requested protocol(s) are not supported: \(offered.joined(separator: ", ")); supported are \(supported)"
            )
        }
        let digest = Insecure.SHA1.hash(data: Data((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
        var headers: HTTPHeaders = [
            "Upgrade": "websocket", "Connection": "Upgrade",
            "Sec-WebSocket-Accept": Data(digest).base64EncodedString(),
        ]
        if known != nil { headers.add(name: "Sec-WebSocket-Protocol", value: version.rawValue) }
        return (HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers), version)
    }
}

extension ExchangeHandler {
    /// Has the request decided on, then either answers it plainly or turns the connection into a session and runs that.
    static func upgradeTask(
        _ request: APIRequest, on connection: Connection, through exchange: NIOLoopBound<ExchangeHandler>
    ) -> Task<Void, Never> {
        // Not on the event loop: sessions do work that is not known here. Cancelled as ``answerTask(_:through:)`` is.
        Task {
            switch await connection.handler.prepareUpgrade(request, from: connection.identity) {
            case .refuse(let response):
                await withTaskExecutorPreference(connection.executor) { await Self.send(response, through: exchange) }
            case .accept(let session, var options):
                options.tty = session.tty
                await Self.run(session, options, for: request, on: connection, through: exchange)
            }
        }
    }

    private static func run(
        _ session: any PreparedSession, _ options: RemoteCommandOptions, for request: APIRequest,
        on connection: Connection,
        through exchange: NIOLoopBound<ExchangeHandler>
    ) async {
        do {
            let (head, version) = try UpgradeRequest.handshake(request)
            let webSocket = try await connection.executor.eventLoop.submit {
                try exchange.value.upgradeToWebSocket(head)
            }.get()
            let stream = WebSocketRemoteCommandSession(webSocket, options: options, version: version)
            try await stream.begin()
            await session.run(stream)
        } catch let refusal as RequestRefusal {
            await withTaskExecutorPreference(connection.executor) {
                await Self.send(refusal.response, through: exchange)
            }
        } catch {
            connection.logger.debug("a client left before its session began", metadata: ["error": "\(error)"])
        }
    }

    /// Takes the HTTP handlers out and puts a WebSocket in. The session's task is cancelled when the client is gone.
    private func upgradeToWebSocket(_ head: HTTPResponseHead) throws -> WebSocketConnection {
        try upgrade(head) { channel, task in
            try WebSocketConnection.add(to: channel, role: .server, onClose: { task.cancel() })
        }
    }
}
