internal import KubernetesAPI
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTP2
internal import NIOSSL

/// What the exchanges of one connection share.
final class Connection: Sendable {
    let handler: any RequestHandler
    let configuration: ServerConfiguration
    let connections: OpenConnections
    let executor: EventLoopExecutor
    let identity: ConnectionIdentity
    let isHTTP2: Bool
    let logger: Logger

    init(
        handler: any RequestHandler, configuration: ServerConfiguration, connections: OpenConnections,
        executor: EventLoopExecutor, identity: ConnectionIdentity, isHTTP2: Bool, logger: Logger
    ) {
        self.handler = handler
        self.configuration = configuration
        self.connections = connections
        self.executor = executor
        self.identity = identity
        self.isHTTP2 = isHTTP2
        self.logger = logger
    }
}

/// Builds the pipeline of an accepted connection: TLS, then HTTP/1.1 or HTTP/2 as the client chose, then ``ExchangeHandler``.
struct ConnectionSetup: Sendable {
    let configuration: ServerConfiguration
    let tls: NIOSSLContext
    let handler: any RequestHandler
    let connections: OpenConnections
    let logger: Logger

    /// To be called on the channel's event loop.
    func prepare(_ channel: any Channel) throws {
        guard connections.add(channel) else { return channel.close(promise: nil) }
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(NIOSSLServerHandler(context: tls))
        try pipeline.addHandler(WriteCoalescer())
        let handshakeDeadline = HandshakeDeadline(timeout: configuration.requestTimeout)
        try pipeline.addHandler(handshakeDeadline)
        channel.configureHTTP2SecureUpgrade(
            h2ChannelConfigurator: { channel in
                channel.eventLoop.makeCompletedFuture { try configureHTTP2(channel) }
            },
            http1ChannelConfigurator: { channel in
                channel.eventLoop.makeCompletedFuture { try configureHTTP1(channel) }
            }
        ).whenFailure { error in
            logger.debug("a connection could not be set up", metadata: ["error": "\(error)"])
            channel.close(promise: nil)
        }
    }

    private func configureHTTP1(_ channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = configuration.maximumHeaderBytes
        limits.maxHeaderListSize = configuration.maximumHeaderBytes * 4
        let decoder = ByteToMessageHandler(
            HTTPRequestDecoder(
                leftOverBytesStrategy: .forwardBytes, informationalResponseStrategy: .drop, limitConfiguration: limits))
        let encoder = HTTPResponseEncoder()
        try pipeline.addHandler(decoder)
        try pipeline.addHandler(encoder)
        try pipeline.addHandler(
            ExchangeHandler(connection(channel, isHTTP2: false), codec: HTTP1Codec(decoder: decoder, encoder: encoder)))
    }

    private func configureHTTP2(_ channel: any Channel) throws {
        let connection = try connection(channel, isHTTP2: true)
        var http2 = NIOHTTP2Handler.Configuration()
        http2.connection.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: 250),  // as Kubernetes
            HTTP2Setting(parameter: .maxHeaderListSize, value: configuration.maximumHeaderBytes * 4),
            HTTP2Setting(parameter: .initialWindowSize, value: 1 << 20),
        ]
        http2.connection.targetWindowSize = 4 << 20
        http2.stream.targetWindowSize = 1 << 20
        http2.stream.outboundBufferSizeHighWatermark = 256 << 10
        http2.stream.outboundBufferSizeLowWatermark = 64 << 10
        let manager = NIOHTTP2ServerConnectionManagementHandler(
            eventLoop: channel.eventLoop,
            configuration: .init(
                maxIdleTime: nil, maxAge: nil, maxGraceTime: configuration.shutdownGrace, keepalive: nil))
        let pipeline = channel.pipeline.syncOperations
        _ = try pipeline.configureHTTP2Pipeline(
            mode: .server, connectionConfiguration: http2.connection, streamConfiguration: http2.stream,
            streamDelegate: manager.http2StreamDelegate
        ) { stream in
            stream.eventLoop.makeCompletedFuture {
                try stream.pipeline.syncOperations.addHandler(HTTP2FramePayloadToHTTP1ServerCodec())
                try stream.pipeline.syncOperations.addHandler(ExchangeHandler(connection, codec: nil))
            }
        }
        try pipeline.addHandler(manager)
    }

    private func connection(_ channel: any Channel, isHTTP2: Bool) throws -> Connection {
        let pipeline = channel.pipeline.syncOperations
        let certificate = try pipeline.handler(type: NIOSSLServerHandler.self).peerCertificate
        try pipeline.handler(type: HandshakeDeadline.self).met()
        return Connection(
            handler: handler, configuration: configuration, connections: connections,
            executor: EventLoopExecutor(channel.eventLoop),
            identity: ConnectionIdentity(
                certificate: try certificate.flatMap { try ClientCertificate.user(of: $0.toDERBytes()) },
                remoteAddress: channel.remoteAddress?.ipAddress ?? ""),
            isHTTP2: isHTTP2, logger: logger)
    }
}

/// Closes a connection that has not finished its TLS handshake in time.
final class HandshakeDeadline: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let timeout: TimeAmount
    private var timer: Scheduled<Void>?

    init(timeout: TimeAmount) { self.timeout = timeout }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        timer = context.eventLoop.scheduleTask(in: timeout) { channel.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        met()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent, timer != nil { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func met() {
        timer?.cancel()
        timer = nil
    }
}
