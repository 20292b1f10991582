public import NIOCore
internal import NIOWebSocket

/// One side of a WebSocket connection that carries ``ChannelMessage``s: reading stops while nobody takes what came, writing
/// suspends while the peer is slower, pings are answered.
public final class WebSocketConnection: Sendable {
    public enum Role: Sendable { case server, client }

    typealias Messages = NIOAsyncSequenceProducer<
        ChannelMessage, NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark, WebSocketHandler.Demand
    >

    /// The greatest message that is taken, the same as Kubernetes' own servers take.
    public static let maximumMessageBytes = 32 << 20
    /// Longer payloads are sent as several messages.
    static let maximumPayloadBytes = 64 << 10

    private let channel: any Channel
    private let handler: NIOLoopBound<WebSocketHandler>
    private let credit: WriteCredit
    private let sequence: Messages

    private init(channel: any Channel, handler: WebSocketHandler, credit: WriteCredit, sequence: Messages) {
        self.channel = channel
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
        self.credit = credit
        self.sequence = sequence
    }

    /// Makes a WebSocket of a channel whose handshake is over. To be called on the channel's event loop, with `add` putting
    /// a handler at the pipeline's end. `onClose` runs once, on the event loop, when the connection has gone.
    public static func add(
        to channel: any Channel, role: Role, encoding: ChannelEncoding = .binary,
        onClose: @escaping @Sendable () -> Void = {}
    ) throws -> WebSocketConnection {
        let pipeline = channel.pipeline.syncOperations
        let credit = WriteCredit()
        let handler = WebSocketHandler(role: role, encoding: encoding, credit: credit, onClose: onClose)
        let messages = NIOAsyncSequenceProducer.makeSequence(
            elementType: ChannelMessage.self,
            backPressureStrategy: NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark(
                lowWatermark: 4, highWatermark: 16),
            finishOnDeinit: false, delegate: WebSocketHandler.Demand(handler, on: channel.eventLoop))
        handler.source = messages.source
        try pipeline.addHandler(ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: maximumMessageBytes)))
        try pipeline.addHandler(WebSocketFrameEncoder())
        try pipeline.addHandler(handler)
        return WebSocketConnection(channel: channel, handler: handler, credit: credit, sequence: messages.sequence)
    }

    /// What the peer sends, in order; ends when the peer is gone. To be called once.
    public func makeIterator() -> MessageIterator { MessageIterator(messages: sequence.makeAsyncIterator()) }

    /// Takes the peer's messages one by one.
    public struct MessageIterator: AsyncIteratorProtocol {
        fileprivate let messages: Messages.AsyncIterator

        /// The next message; nil when the peer is gone or the task is cancelled.
        public func next() async -> ChannelMessage? { await messages.next() }
    }

    /// Sends a payload, in several messages if it is long. Suspends while too much is on its way already. Throws
    /// `ChannelError` when the peer is gone.
    public func send(_ payload: ByteBuffer, on channel: UInt8) async throws {
        var rest = payload
        repeat {
            guard let part = rest.readSlice(length: min(rest.readableBytes, Self.maximumPayloadBytes)) else { return }
            try await credit.take(part.readableBytes)
            onEventLoop { $0.send(part, on: channel) }
        } while rest.readableBytes > 0
    }

    /// Sends a close frame with a code (1000: all is well), and closes the connection once the peer has answered or some
    /// seconds have passed, so that nothing sent before is lost. Returns when the frame is on its way.
    public func close(code: UInt16 = 1000) async {
        let written = channel.eventLoop.makePromise(of: Void.self)
        onEventLoop { $0.close(code: code, written: written) }
        do { try await written.futureResult.get() } catch { return }  // the peer was faster
    }

    /// Runs the work on the connection's event loop, in order with other such calls from the same task.
    private func onEventLoop(_ work: @escaping @Sendable (WebSocketHandler) -> Void) {
        let handler = handler
        channel.eventLoop.execute { work(handler.value) }
    }
}
