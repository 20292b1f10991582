internal import KubernetesAPI
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// One request after the other on an HTTP/1.1 connection, or the single one of an HTTP/2 stream: collects the body, has the
/// handler answer it in a task on this event loop, and writes the answer under back-pressure. Pipelined requests wait their turn.
final class ExchangeHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    enum State {
        case idle
        case receiving
        /// The handler has the request, or its bytes are being written.
        case responding
        /// An answer without a known end is being written.
        case streaming
        /// Answered before the request's end: the rest is thrown away, then the connection closes.
        case draining
        case closed
    }

    let connection: Connection
    /// What an upgrade takes out of the pipeline; nil on an HTTP/2 stream.
    let codec: HTTP1Codec?
    var state = State.idle
    var context: ChannelHandlerContext?
    var incoming: IncomingRequest?
    var waiting: [HTTPServerRequestPart] = []
    var task: Task<Void, Never>?
    var keepAlive = true
    var omitsBody = false
    var stopping = false
    var readHeld = false
    var patience = Patience()
    /// Answers that are written and not yet taken by the client.
    var unflushed = 0
    var writable: EventLoopPromise<Void>?
    private var deadline: Scheduled<Void>?
    var refused: EventLoopFuture<Void>?
    /// Told once, when the client has its answer or is gone.
    var onEnd: (@Sendable () -> Void)?

    init(_ connection: Connection, codec: HTTP1Codec?) {
        self.connection = connection
        self.codec = codec
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if !connection.isHTTP2 { setDeadline() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        clearDeadline()
        ended()
        self.context = nil
    }

    // MARK: Reading

    func read(context: ChannelHandlerContext) {
        // While one request is answered the next ones stay in the socket.
        switch state {
        case .responding where !connection.isHTTP2, .streaming where !connection.isHTTP2: readHeld = true
        default: context.read()
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        receive(unwrapInboundIn(data))
    }

    func receive(_ part: HTTPServerRequestPart) {
        switch (state, part) {
        case (.idle, .head(let head)): begin(head)
        case (.receiving, .body(let bytes)):
            incoming?.body.append(contentsOf: bytes.readableBytesView)
            if let incoming, incoming.body.count > connection.configuration.maximumBodyBytes {
                refuse(.bodyTooLarge(limit: connection.configuration.maximumBodyBytes))
            }
        case (.receiving, .end): dispatch()
        case (.responding, _), (.streaming, _): waiting.append(part)
        case (.draining, .end): endDraining()
        case (.draining, _), (.closed, _), (.idle, _), (.receiving, .head): break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if state == .receiving, deadline == nil { setDeadline() }
        context.fireChannelReadComplete()
    }

    private func begin(_ head: HTTPRequestHead) {
        clearDeadline()
        keepAlive = head.isKeepAlive && !head.headers.contains(name: "upgrade")
        omitsBody = head.method == .HEAD
        state = .receiving
        do {
            incoming = IncomingRequest(request: try APIRequest(head), head: head)
        } catch {
            return refuse((error as? RequestRefusal)?.response ?? .malformed)
        }
        let limit = connection.configuration.maximumBodyBytes
        if let length = head.headers.first(name: "content-length").flatMap({ Int($0) }), length > limit {
            return refuse(.bodyTooLarge(limit: limit))
        }
        if !connection.isHTTP2, head.version != .http1_0,
            head.headers[canonicalForm: "expect"].contains(where: { $0.lowercased() == "100-continue" })
        {
            write(.head(HTTPResponseHead(version: head.version, status: .continue)))
            context?.flush()
        }
    }

    private func dispatch() {
        guard let context, let incoming else { return }
        clearDeadline()
        self.incoming = nil
        state = .responding
        var request = incoming.request
        request.body = incoming.body
        let exchange = NIOLoopBound(self, eventLoop: context.eventLoop)
        if codec != nil, UpgradeRequest.asks(incoming.head) {
            keepAlive = false
            task = Self.upgradeTask(request, on: connection, through: exchange)
        } else {
            task = Self.answerTask(request, on: connection, through: exchange)
        }
    }

    // MARK: Endings

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { wakeWriter() }
        context.fireChannelWritabilityChanged()
    }

    func wakeWriter() {
        guard let writable else { return }
        self.writable = nil
        patience.end()
        writable.succeed()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            stopping = true
            switch state {
            case .idle: close()
            case .streaming:
                task?.cancel()
                wakeWriter()
            case .receiving, .responding, .draining, .closed: break
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        state = .closed
        task?.cancel()
        task = nil
        clearDeadline()
        patience.end()
        wakeWriter()
        ended()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch (error, state) {
        case (HTTPParserError.headerOverflow, .idle), (HTTPParserError.headerOverflow, .receiving):
            refuse(.headersTooLarge)
        case (is HTTPParserError, .idle), (is HTTPParserError, .receiving): refuse(.malformed)
        default:
            connection.logger.trace("a connection failed", metadata: ["error": "\(error)"])
            close()
        }
    }

    func close() {
        clearDeadline()
        state = .closed
        task?.cancel()
        context?.close(promise: nil)
    }

    func setDeadline(_ time: TimeAmount? = nil) {
        guard let context else { return }
        clearDeadline()
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: time ?? connection.configuration.requestTimeout) {
            channel.close(promise: nil)
        }
    }

    func clearDeadline() {
        deadline?.cancel()
        deadline = nil
    }
}

/// A request whose body is still coming.
struct IncomingRequest {
    var request: APIRequest
    var head: HTTPRequestHead
    var body: [UInt8] = []
}

/// The handlers that make HTTP/1.1 of a connection's bytes.
struct HTTP1Codec {
    let decoder: ByteToMessageHandler<HTTPRequestDecoder>
    let encoder: HTTPResponseEncoder
}
