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
    private(set) var state = State.idle
    private var context: ChannelHandlerContext?
    private var incoming: IncomingRequest?
    private var waiting: [HTTPServerRequestPart] = []
    private var task: Task<Void, Never>?
    private var keepAlive = true
    private var omitsBody = false
    private var stopping = false
    private var readHeld = false
    private var writable: EventLoopPromise<Void>?
    private var deadline: Scheduled<Void>?
    private var refused: EventLoopFuture<Void>?

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

    private func receive(_ part: HTTPServerRequestPart) {
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

    // MARK: Writing

    /// Answers with a body that is at hand.
    func send(_ response: APIResponse, _ bytes: [UInt8]) {
        guard let context, state == .responding || state == .draining else { return }
        var head = responseHead(response)
        if mayHaveBody(response.status) {
            head.headers.replaceOrAdd(name: "content-length", value: String(bytes.count))
        }
        write(.head(head))
        if !bytes.isEmpty, !omitsBody { write(.body(.byteBuffer(context.channel.allocator.buffer(bytes: bytes)))) }
        finish()
    }

    /// Begins an answer whose end is open, so that the client knows that it was heard. False: no chunk is wanted.
    func beginStream(_ response: APIResponse) -> Bool {
        guard let context, state == .responding else { return false }
        state = .streaming
        write(.head(responseHead(response)))
        if omitsBody {
            finish()
            return false
        }
        context.flush()
        if connection.isHTTP2, !connection.connections.add(context.channel) { stopping = true }
        if stopping { task?.cancel() }
        return true
    }

    /// Writes a chunk at once. A result is to be awaited before the next chunk: the client is slower than the producer.
    func sendChunk(_ bytes: [UInt8]) throws -> EventLoopFuture<Void>? {
        guard let context, state == .streaming else { throw ChannelError.ioOnClosedChannel }
        guard !bytes.isEmpty else { return nil }
        write(.body(.byteBuffer(context.channel.allocator.buffer(bytes: bytes))))
        context.flush()
        if context.channel.isWritable { return nil }
        let promise = writable ?? context.eventLoop.makePromise()
        writable = promise
        return promise.futureResult
    }

    func endStream() {
        guard state == .streaming else { return }
        finish()
    }

    /// Ends an answer that its producer could not finish, in a way that the client can tell from a whole one.
    func breakStream(_ error: any Error) {
        guard state == .streaming else { return }
        if stopping, error is CancellationError { return finish() }
        connection.logger.debug("a streamed answer broke off", metadata: ["error": "\(error)"])
        close()
    }

    /// Answers before the request has ended, and closes once the client has seen it.
    private func refuse(_ response: APIResponse) {
        incoming = nil
        keepAlive = false
        state = .draining
        guard case .bytes(let bytes) = response.body else { return }
        send(response, bytes)
    }

    private func finish() {
        guard let context else { return }
        task = nil
        let flushed = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: flushed)
        if state == .draining {
            // Closing a socket with unread input resets it, and the answer would be lost.
            refused = flushed.futureResult
            return setDeadline(.seconds(5))
        }
        if connection.isHTTP2 {
            state = .closed  // the stream ends by itself
        } else if keepAlive, !stopping {
            state = .idle
            next()
        } else {
            state = .closed
            let exchange = NIOLoopBound(self, eventLoop: context.eventLoop)
            flushed.futureResult.whenComplete { _ in exchange.value.close() }
        }
    }

    /// The client has seen that its request is refused, or will when it has read: nothing more comes from it.
    private func endDraining() {
        clearDeadline()
        state = .closed
        guard !connection.isHTTP2, let context, let refused else { return }
        let exchange = NIOLoopBound(self, eventLoop: context.eventLoop)
        refused.whenComplete { _ in exchange.value.close() }
    }

    private func next() {
        let parts = waiting
        waiting = []
        for part in parts { receive(part) }
        if readHeld, state == .idle || state == .receiving || state == .draining {
            readHeld = false
            context?.read()
        }
    }

    private func responseHead(_ response: APIResponse) -> HTTPResponseHead {
        var headers = HTTPHeaders()
        headers.reserveCapacity(response.headers.fields.count + 3)
        headers.add(name: "Server", value: "mayfly")
        for field in response.headers.fields { headers.add(name: field.name, value: field.value) }
        if !connection.isHTTP2, !keepAlive || stopping { headers.replaceOrAdd(name: "connection", value: "close") }
        return HTTPResponseHead(
            version: connection.isHTTP2 ? .http2 : .http1_1, status: HTTPResponseStatus(statusCode: response.status),
            headers: headers)
    }

    private func mayHaveBody(_ status: Int) -> Bool { status >= 200 && status != 204 && status != 304 }

    private func write(_ part: HTTPServerResponsePart) {
        context?.write(wrapOutboundOut(part), promise: nil)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { wakeWriter() }
        context.fireChannelWritabilityChanged()
    }

    private func wakeWriter() {
        writable?.succeed()
        writable = nil
    }

    // MARK: Endings

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
        wakeWriter()
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

    private func close() {
        clearDeadline()
        state = .closed
        task?.cancel()
        context?.close(promise: nil)
    }

    private func setDeadline(_ time: TimeAmount? = nil) {
        guard let context else { return }
        clearDeadline()
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: time ?? connection.configuration.requestTimeout) {
            channel.close(promise: nil)
        }
    }

    private func clearDeadline() {
        deadline?.cancel()
        deadline = nil
    }

    /// Sends a `101`, takes this connection's HTTP handlers out and has `add` put others in their place; it also gets the task
    /// that was working on the request and from now on is its own.
    func upgrade<Result>(
        _ head: HTTPResponseHead, add: (any Channel, Task<Void, Never>) throws -> Result
    ) throws -> Result {
        guard let context, let codec, let task, state == .responding else { throw ChannelError.ioOnClosedChannel }
        self.task = nil
        state = .closed
        write(.head(head))
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        let channel = context.channel
        let pipeline = channel.pipeline.syncOperations
        let held = readHeld
        pipeline.removeHandler(codec.encoder, promise: nil)
        pipeline.removeHandler(self, promise: nil)
        let result = try add(channel, task)
        pipeline.removeHandler(codec.decoder, promise: nil)  // last: it hands on bytes it did not need
        if held { channel.read() }
        return result
    }
}

/// A request whose body is still coming.
private struct IncomingRequest {
    var request: APIRequest
    var head: HTTPRequestHead
    var body: [UInt8] = []
}

/// The handlers that make HTTP/1.1 of a connection's bytes.
struct HTTP1Codec {
    let decoder: ByteToMessageHandler<HTTPRequestDecoder>
    let encoder: HTTPResponseEncoder
}
