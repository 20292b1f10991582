internal import FoundationEssentials
internal import NIOCore
internal import NIOWebSocket

/// The event-loop half of ``WebSocketConnection``.
final class WebSocketHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    /// Time for the peer to answer our close frame.
    private static let closeTimeout = TimeAmount.seconds(10)

    var source: WebSocketConnection.Messages.Source?
    private let role: WebSocketConnection.Role
    private let encoding: ChannelEncoding
    private let credit: WriteCredit
    private let onClose: @Sendable () -> Void
    private var assembler = MessageAssembler(limit: WebSocketConnection.maximumMessageBytes)
    private var context: ChannelHandlerContext?
    private var paused = false
    private var readHeld = false
    private var closeSent = false
    private var ended = false

    init(
        role: WebSocketConnection.Role, encoding: ChannelEncoding, credit: WriteCredit,
        onClose: @escaping @Sendable () -> Void
    ) {
        self.role = role
        self.encoding = encoding
        self.credit = credit
        self.onClose = onClose
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
    }

    // MARK: Reading

    func read(context: ChannelHandlerContext) {
        // After our close frame everything is read and dropped, up to the peer's answer.
        if paused, !closeSent { readHeld = true } else { context.read() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        do {
            switch try assembler.accept(unwrapInboundIn(data)) {
            case .message(let bytes):
                guard !closeSent, let message = ChannelMessage(message: bytes, encoding: encoding) else { return }
                if case .stopProducing? = source?.yield(message) { paused = true }
            case .ping(let bytes): if !closeSent { write(.pong, bytes) }
            case .close:
                if closeSent { return context.close(promise: nil) }
                close(code: 1000, written: nil)
                source?.finish()
                context.close(mode: .all, promise: nil)
            case .nothing: break
            }
        } catch {
            fail((error as? MessageAssembler.ProtocolError)?.tooBig == true ? 1009 : 1002)
        }
    }

    private func fail(_ code: UInt16) {
        close(code: code, written: nil)
        source?.finish()
    }

    fileprivate func resumeReading() {
        paused = false
        if readHeld {
            readHeld = false
            context?.read()
        }
    }

    // MARK: Writing

    /// Sends one message and gives its credit back when it has been written.
    func send(_ payload: ByteBuffer, on channel: UInt8) {
        guard let context, !closeSent else { return credit.giveBack(payload.readableBytes) }
        let credit = credit
        let size = payload.readableBytes
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in credit.giveBack(size) }
        context.writeAndFlush(wrapOutboundOut(frame(payload, on: channel)), promise: written)
    }

    private func frame(_ payload: ByteBuffer, on channel: UInt8) -> WebSocketFrame {
        switch encoding {
        case .binary:
            // The channel's number goes out as extension data, which stands before the payload: no byte of that is copied.
            WebSocketFrame(
                fin: true, opcode: .binary, maskKey: maskKey, data: payload, extensionData: ByteBuffer(integer: channel)
            )
        case .base64:
            WebSocketFrame(
                fin: true, opcode: .text, maskKey: maskKey,
                data: ByteBuffer(string: Data(payload.readableBytesView).base64EncodedString()),
                extensionData: ByteBuffer(integer: channel &+ ChannelEncoding.zero))
        }
    }

    func close(code: UInt16, written: EventLoopPromise<Void>?) {
        guard let context, !closeSent else {
            written?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        closeSent = true
        write(.connectionClose, context.channel.allocator.buffer(integer: code), written)
        let channel = context.channel
        let timer = context.eventLoop.scheduleTask(in: Self.closeTimeout) { channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in timer.cancel() }
        resumeReading()
    }

    private func write(_ opcode: WebSocketOpcode, _ bytes: ByteBuffer, _ written: EventLoopPromise<Void>? = nil) {
        guard let context else {
            written?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: maskKey, data: bytes)
        context.writeAndFlush(wrapOutboundOut(frame), promise: written)
    }

    private var maskKey: WebSocketMaskingKey? { role == .client ? .random() : nil }

    // MARK: Endings

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // The process is going down; 1001 tells the peer that it was not its session that ended.
        if event is ChannelShouldQuiesceEvent {
            end()
            close(code: 1001, written: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? NIOWebSocketError {
            fail(error == .invalidFrameLength ? 1009 : 1002)
        } else {
            context.close(promise: nil)
        }
    }

    private func end() {
        guard !ended else { return }
        ended = true
        source?.finish()
        credit.close()
        onClose()
    }

    /// Brings the consumer's appetite to the event loop.
    struct Demand: NIOAsyncSequenceProducerDelegate {
        private let handler: NIOLoopBound<WebSocketHandler>
        private let eventLoop: any EventLoop

        init(_ handler: WebSocketHandler, on eventLoop: any EventLoop) {
            self.handler = NIOLoopBound(handler, eventLoop: eventLoop)
            self.eventLoop = eventLoop
        }

        func produceMore() {
            let handler = handler
            eventLoop.execute { handler.value.resumeReading() }
        }

        /// Nobody wants messages any more: they are read and dropped, so that the peer's close is seen.
        func didTerminate() { produceMore() }
    }
}
