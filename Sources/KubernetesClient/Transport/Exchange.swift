internal import KubernetesAPI
internal import NIOCore
internal import NIOHTTP1
internal import StreamProtocols

/// One request on a connection and the place its answer goes to.
struct Exchange: Sendable {
    enum Kind: Sendable { case collected, stream, upgrade }

    enum Result: Sendable {
        case response(APIResponse)
        case webSocket(WebSocketConnection, subprotocol: String)
    }

    let head: HTTPRequestHead
    let body: [UInt8]
    let kind: Kind
    let result: EventLoopPromise<Result>
    /// Called on the event loop when the answer is complete and the connection may carry the next request.
    let onReusable: @Sendable () -> Void
}

/// The connection was gone before any of the answer came.
struct ConnectionWasClosed: Error, CustomStringConvertible {
    var description: String { "the server closed the connection without an answer" }

    /// False where the request cannot have reached the server.
    let wasSent: Bool
}

/// Sends an ``Exchange`` and gathers its answer. Reads are asked for one by one, so that a slow reader of a stream slows the
/// server; an idle connection keeps one read outstanding and so learns of its end.
final class ExchangeHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = Exchange
    typealias OutboundOut = HTTPClientRequestPart
    typealias Producer = NIOThrowingAsyncSequenceProducer<
        ByteBuffer, any Error, NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark, StreamDelegate
    >

    private let encoder = HTTPRequestEncoder()
    private let decoder = ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .forwardBytes))
    private var exchange: Exchange?
    private var head: HTTPResponseHead?
    private var collected = ByteBuffer()
    private var stream: Producer.Source?
    private var wantsMore = true
    private var failure: (any Error)?
    /// Counts the exchanges, so that the end of one stream is not taken for the end of the next.
    private var generation = 0

    /// Lays HTTP and this handler at the pipeline's end.
    func add(to channel: any Channel) throws {
        try channel.pipeline.syncOperations.addHandlers(encoder, decoder, self)
    }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        context.read()
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { context.read() }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let exchange = unwrapOutboundIn(data)
        guard context.channel.isActive, self.exchange == nil else {
            exchange.result.fail(failure ?? ConnectionWasClosed(wasSent: false))
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        self.exchange = exchange
        context.write(wrapOutboundOut(.head(exchange.head)), promise: nil)
        if !exchange.body.isEmpty {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: exchange.body)))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            if exchange?.kind == .stream, head.status.code >= 200 { beginStream(context: context, head) }
        case .body(let bytes):
            guard let stream else {
                collected.writeImmutableBuffer(bytes)
                return
            }
            if case .stopProducing = stream.yield(bytes) { wantsMore = false }
        case .end:
            complete(context: context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        if wantsMore { context.read() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(with: failure ?? (head == nil ? ConnectionWasClosed(wasSent: true) : brokenOff))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // TLS that is closed without close_notify is reported here; what counts is whether the answer was complete.
        let failure = self.failure ?? TransportError(exchanging: error)
        self.failure = failure
        end(with: failure)
        context.close(promise: nil)
    }

    private func beginStream(context: ChannelHandlerContext, _ head: HTTPResponseHead) {
        let delegate = StreamDelegate(
            channel: context.channel, handler: NIOLoopBound(self, eventLoop: context.eventLoop), generation: generation)
        let producer = Producer.makeSequence(
            backPressureStrategy: .init(lowWatermark: 8, highWatermark: 64), finishOnDeinit: false, delegate: delegate)
        stream = producer.source
        let body = APIResponse.Body.stream(producer.sequence.map { [UInt8](buffer: $0) })
        exchange?.result.succeed(.response(APIResponse(head, body)))
    }

    private func complete(context: ChannelHandlerContext) {
        guard let exchange, let head else { return }
        if exchange.kind == .upgrade, head.status == .switchingProtocols {
            return upgrade(context: context, exchange, head)
        }
        guard head.status.code >= 200 else { return }
        if let stream {
            stream.finish()
        } else {
            exchange.result.succeed(.response(APIResponse(head, .bytes([UInt8](buffer: collected)))))
        }
        reset()
        if head.isKeepAlive { exchange.onReusable() } else { context.close(promise: nil) }
    }

    /// Takes HTTP out of the connection and puts a WebSocket in, which reads by itself.
    private func upgrade(context: ChannelHandlerContext, _ exchange: Exchange, _ head: HTTPResponseHead) {
        let pipeline = context.pipeline.syncOperations
        let channel = context.channel
        self.exchange = nil
        do {
            let webSocket = try WebSocketConnection.add(to: channel, role: .client)
            let subprotocol = head.headers.first(name: "Sec-WebSocket-Protocol") ?? ""
            pipeline.removeHandler(self, promise: nil)
            pipeline.removeHandler(encoder, promise: nil)
            pipeline.removeHandler(decoder, promise: nil)
            try channel.syncOptions?.setOption(.autoRead, value: true)
            exchange.result.succeed(.webSocket(webSocket, subprotocol: subprotocol))
        } catch {
            exchange.result.fail(error)
            channel.close(promise: nil)
        }
    }

    private func end(with error: any Error) {
        exchange?.result.fail(error)
        stream?.finish(error)
        reset()
    }

    private func reset() {
        exchange = nil
        head = nil
        stream = nil
        collected = ByteBuffer()
        wantsMore = true
        generation += 1
    }

    fileprivate func resume(_ channel: any Channel) {
        wantsMore = true
        channel.read()
    }

    fileprivate func abandon(_ generation: Int, _ channel: any Channel) {
        if stream != nil, generation == self.generation { channel.close(promise: nil) }
    }

    private var brokenOff: TransportError { TransportError("the connection broke off in the middle of an answer") }
}

/// Tells the connection of a stream when its reader wants more, and when it has gone.
struct StreamDelegate: NIOAsyncSequenceProducerDelegate {
    let channel: any Channel
    let handler: NIOLoopBound<ExchangeHandler>
    let generation: Int

    func produceMore() { channel.eventLoop.execute { handler.value.resume(channel) } }

    func didTerminate() {
        // A stream is finished before its connection is used again, so one that is still under way was given up.
        channel.eventLoop.execute { handler.value.abandon(generation, channel) }
    }
}

extension APIResponse {
    fileprivate init(_ head: HTTPResponseHead, _ body: Body) {
        self.init(status: Int(head.status.code), headers: HeaderFields(head.headers), body: body)
    }
}

extension HeaderFields {
    fileprivate init(_ headers: HTTPHeaders) {
        self.init()
        for header in headers { add(name: header.name, value: header.value) }
    }
}
