public import KubernetesAPI
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

/// Requests over HTTP/1.1 and TLS to one cluster, on connections that are kept and used again. A debug shell's requests come
/// one after the other, so each finds a connection with its handshake behind it.
public final class HTTPSTransport: APITransport {
    let connection: ClusterConnection
    private let tls: NIOSSLContext?
    private let group: any EventLoopGroup
    private let userAgent: String
    private let idle = Mutex<[any Channel]>([])
    private let isMayfly = Atomic(false)
    /// Connections that were asked for ahead of their use and have not been used yet.
    private let opening = Mutex<[EventLoopFuture<any Channel>]>([])

    /// Reads the connection's certificates; throws a ``KubeconfigError`` where they are no use.
    public init(_ connection: ClusterConnection, userAgent: String) throws {
        self.connection = connection
        self.userAgent = userAgent
        // Swift's runtime (seen with 6.3.1) can crash when threads need a generic type for the first time at the same moment, as
        // two connections of a command that has just started did: so those types are made before the event loops run.
        _ = ExchangeHandler()
        group = MultiThreadedEventLoopGroup.singleton
        tls = connection.usesTLS ? try connection.tlsContext() : nil
    }

    public func respond(to request: APIRequest) async throws -> APIResponse {
        switch try await perform(request, request.expectsStream ? .stream : .collected) {
        case .response(let response): return response
        case .webSocket: throw TransportError("the server upgraded a connection that was to carry an answer")
        }
    }

    /// Whether the server, by its last answer, is one that lets an attach wait for its container to be created.
    public var canWaitForStart: Bool { isMayfly.load(ordering: .relaxed) }

    /// Sends a request on a connection that is open already, else on a new one.
    func perform(_ request: APIRequest, _ kind: Exchange.Kind) async throws -> Exchange.Result {
        while let channel = await takeOpen() {
            do { return try await exchange(request, kind, on: channel) } catch let closed as ConnectionWasClosed
                where !closed.wasSent || request.method == .get
            {
                // The server closed it while it lay idle: the request goes out anew, unless it may have been carried out.
                try Task.checkCancellation()
            }
        }
        return try await exchange(request, kind, on: try await connect())
    }

    /// Begins to open connections ahead of their use, so that their handshakes run beside other work. Where one cannot be
    /// opened, the request that needs it tries again and says why.
    public func openAhead(_ count: Int) {
        let futures = (0..<count).map { _ in connecting() }
        opening.withLock { $0 += futures }
    }

    /// A connection that is open, or will be soon.
    private func takeOpen() async -> (any Channel)? {
        if let channel = takeIdle() { return channel }
        while let future = opening.withLock({ $0.popLast() }) {
            // What cannot be opened ahead of time is tried again in time.
            if let channel = try? await future.get(), channel.isActive { return channel }
        }
        return nil
    }

    private func takeIdle() -> (any Channel)? {
        idle.withLock { channels in
            while let channel = channels.popLast() { if channel.isActive { return channel } }
            return nil
        }
    }

    private func exchange(
        _ request: APIRequest, _ kind: Exchange.Kind, on channel: any Channel
    ) async throws -> Exchange.Result {
        let result = channel.eventLoop.makePromise(of: Exchange.Result.self)
        let exchange = Exchange(
            head: head(for: request), body: request.body, kind: kind, result: result,
            onReusable: { [weak self] in self?.idle.withLock { $0.append(channel) } })
        channel.writeAndFlush(exchange, promise: nil)
        let answer = try await withTaskCancellationHandler {
            try await result.futureResult.get()
        } onCancel: {
            // TLS waits some seconds for the other side's farewell; the caller need not.
            result.fail(CancellationError())
            channel.close(promise: nil)
        }
        if case .response(let response) = answer {
            isMayfly.store(response.headers["Server"] == "mayfly", ordering: .relaxed)
        }
        return answer
    }

    func head(for request: APIRequest) -> HTTPRequestHead {
        var headers = HTTPHeaders()
        headers.add(name: "Host", value: "\(connection.host):\(connection.port)")
        if request.headers["User-Agent"] == nil { headers.add(name: "User-Agent", value: userAgent) }
        if request.headers["Accept"] == nil { headers.add(name: "Accept", value: "application/json") }
        if let token = connection.bearerToken, request.headers["Authorization"] == nil {
            headers.add(name: "Authorization", value: "Bearer \(token)")
        }
        for field in request.headers.fields { headers.add(name: field.name, value: field.value) }
        if !request.body.isEmpty || request.method == .post || request.method == .put || request.method == .patch {
            headers.replaceOrAdd(name: "Content-Length", value: String(request.body.count))
        }
        let uri = connection.pathPrefix + request.encodedTarget
        return HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: request.method.rawValue), uri: uri, headers: headers)
    }

    /// Connects and speaks TLS. Throws a ``TransportError``.
    private func connect() async throws -> any Channel {
        do { return try await connecting().get() } catch { throw TransportError(connecting: connection, error) }
    }

    private func connecting() -> EventLoopFuture<any Channel> {
        ClientBootstrap(group: group)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.autoRead, value: false)
            .connectTimeout(.seconds(30))
            .channelInitializer { [tls, connection] channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        let handler = try NIOSSLClientHandler(context: tls, serverHostname: connection.verifiedName)
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    try ExchangeHandler().add(to: channel)
                }
            }
            .connect(host: connection.host, port: connection.port)
    }
}

/// Why no answer was had from a server; one sentence for the terminal.
public struct TransportError: Error, Sendable, CustomStringConvertible {
    public var description: String
    init(_ description: String) { self.description = description }
}
