internal import KubernetesAPI
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// Writing answers, and what comes after them.
extension ExchangeHandler {
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

    /// Begins an answer whose body comes in pieces; their length in all, where it is known. False: no piece is wanted.
    func beginSending(_ response: APIResponse, length: Int?) -> Bool {
        guard context != nil, state == .responding else { return false }
        var head = responseHead(response)
        if let length, mayHaveBody(response.status) {
            head.headers.replaceOrAdd(name: "content-length", value: String(length))
        }
        write(.head(head))
        if omitsBody { finish() }
        return !omitsBody
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
    func sendChunk(_ bytes: some Collection<UInt8>) throws -> EventLoopFuture<Void>? {
        guard let context, state == .streaming || state == .responding else { throw ChannelError.ioOnClosedChannel }
        guard !bytes.isEmpty else { return nil }
        write(.body(.byteBuffer(context.channel.allocator.buffer(bytes: bytes))))
        context.flush()
        if context.channel.isWritable { return nil }
        let promise = writable ?? context.eventLoop.makePromise()
        writable = promise
        // A reader that takes nothing at all is given up, and with it what is kept for it.
        patience.begin(with: context.channel, connection.configuration.stallTimeout)
        return promise.futureResult
    }

    func endStream() {
        guard state == .streaming || state == .responding else { return }
        finish()
    }

    /// Ends an answer that its producer could not finish, in a way that the client can tell from a whole one.
    func breakStream(_ error: any Error) {
        guard state == .streaming || state == .responding else { return }
        if stopping, state == .streaming, error is CancellationError { return finish() }
        connection.logger.debug("a streamed answer broke off", metadata: ["error": "\(error)"])
        close()
    }

    /// Answers before the request has ended, and closes once the client has seen it.
    func refuse(_ response: APIResponse) {
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
        awaitReader(flushed.futureResult)
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

    /// What has been written counts as under way until the client has taken it; one that takes nothing is given up.
    private func awaitReader(_ flushed: EventLoopFuture<Void>) {
        guard let context else { return }
        let exchange = NIOLoopBound(self, eventLoop: context.eventLoop)
        let onEnd = onEnd
        self.onEnd = nil
        unflushed += 1
        flushed.whenComplete { _ in
            exchange.value.hasFlushed()
            onEnd?()
        }
        if unflushed > 0 { patience.begin(with: context.channel, connection.configuration.stallTimeout) }
    }

    private func hasFlushed() {
        unflushed -= 1
        patience.end()
        guard unflushed > 0, let context else { return }
        patience.begin(with: context.channel, connection.configuration.stallTimeout)
    }

    func ended() {
        onEnd?()
        onEnd = nil
    }

    /// The client has seen that its request is refused, or will when it has read: nothing more comes from it.
    func endDraining() {
        clearDeadline()
        state = .closed
        guard !connection.isHTTP2, let context, let refused else { return }
        let exchange = NIOLoopBound(self, eventLoop: context.eventLoop)
        refused.whenComplete { _ in exchange.value.close() }
    }

    func next() {
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

    func write(_ part: HTTPServerResponsePart) {
        context?.write(wrapOutboundOut(part), promise: nil)
    }
}
