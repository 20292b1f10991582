internal import NIOCore

/// The event-loop half of ``SPDYRemoteCommandSession``.
final class SPDYRemoteCommandHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    typealias Inputs = NIOAsyncSequenceProducer<
        RemoteCommandInput, NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark, Demand
    >

    /// Time for the client to leave once all is sent.
    private static let closeTimeout = TimeAmount.seconds(10)
    /// More answers than this that a client lets lie are no session.
    private static let maximumReplies = 1000

    var source: Inputs.Source?
    private let credit: WriteCredit
    private let onClose: @Sendable () -> Void
    private let complete: EventLoopPromise<Void>
    private let eventLoop: any EventLoop
    private var decoder: SPDYFrameDecoder
    private var encoder: SPDYFrameEncoder
    private var session = SPDYServerStreams()
    private var streams: RemoteCommandStreams
    private var context: ChannelHandlerContext?
    /// Bytes that the session has not taken yet, by stream; filled while it is slower than the client.
    private var held: [(UInt32, Int)] = []
    private var paused = false
    private var readHeld = false
    private var replies = 0
    private var ended = false
    /// The session is over: what still comes is dropped, up to the client's leaving.
    private var finishing: EventLoopPromise<Void>?
    private var finished = false

    init(
        _ streams: RemoteCommandStreams, on eventLoop: any EventLoop, credit: WriteCredit,
        onClose: @escaping @Sendable () -> Void
    ) throws {
        self.streams = streams
        self.eventLoop = eventLoop
        self.credit = credit
        self.onClose = onClose
        decoder = try SPDYFrameDecoder()
        encoder = try SPDYFrameEncoder()
        complete = eventLoop.makePromise()
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
    }

    /// Kept when the client has opened its streams.
    var isComplete: EventLoopFuture<Void> { complete.futureResult }

    // MARK: Reading

    func read(context: ChannelHandlerContext) {
        if paused { readHeld = true } else { context.read() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !ended else { return }
        do {
            decoder.append(unwrapInboundIn(data))
            while let frame = try decoder.next() {
                if let event = try session.receive(frame) { take(event) }
            }
            flush()
        } catch {
            fail()
        }
    }

    private func take(_ event: SPDYServerStreams.Event) {
        switch event {
        case .opened(let number, let headers):
            guard finishing == nil, streams.open(number, headers) else { return session.refuse(number) }
            session.accept(number)
            if streams.isComplete { complete.succeed() }
        case .received(let number, let bytes, let isLast):
            if finishing == nil {
                for input in streams.receive(number, bytes, isLast: isLast) {
                    if case .stopProducing? = source?.yield(input) { paused = true }
                }
            }
            if paused {
                held.append((number, bytes.readableBytes))
            } else {
                session.acknowledge(bytes.readableBytes, on: number)
            }
        }
    }

    fileprivate func resumeReading() {
        paused = false
        for (number, count) in held { session.acknowledge(count, on: number) }
        held = []
        flush()
        if readHeld {
            readHeld = false
            context?.read()
        }
    }

    // MARK: Writing

    /// Sends output; its credit comes back when it has been written, or will not be.
    func send(_ bytes: ByteBuffer, to role: RemoteCommandStreams.Role) {
        guard !ended, finishing == nil, let number = streams.numbers[role] else {
            return credit.giveBack(bytes.readableBytes)
        }
        session.send(bytes, on: number)
        flush()
    }

    /// Ends every stream, the one of the result last, and closes once the client has had time to leave. The promise is kept
    /// when all is written.
    func finish(_ status: [UInt8], written: EventLoopPromise<Void>) {
        guard !ended, finishing == nil else { return written.fail(ChannelError.ioOnClosedChannel) }
        finishing = written
        for role in RemoteCommandStreams.Role.allCases where role != .error {
            if let number = streams.numbers[role] { session.finish(number) }
        }
        if let number = streams.numbers[.error] {
            session.send(ByteBuffer(bytes: status), on: number)
            session.finish(number)
        }
        resumeReading()
    }

    private func flush() {
        writeOutput()
        if replies > Self.maximumReplies { return fail() }
        guard let written = finishing, !finished, session.hasSentAll else { return }
        finished = true
        session.goAway()
        writeOutput(written)
        guard let channel = context?.channel else { return }
        written.futureResult.whenComplete { _ in
            let timer = channel.eventLoop.scheduleTask(in: Self.closeTimeout) { channel.close(promise: nil) }
            channel.closeFuture.whenComplete { _ in timer.cancel() }
        }
    }

    /// Writes what the session has for the client. The promise is kept when the last of it is written.
    private func writeOutput(_ written: EventLoopPromise<Void>? = nil) {
        let output = session.takeOutput()
        if output.dropped > 0 { credit.giveBack(output.dropped) }
        for frame in output.frames.dropLast(written == nil ? 0 : 1) { write(frame) }
        if let written {
            if let last = output.frames.last { write(last).cascade(to: written) } else { written.succeed() }
        }
        context?.flush()
    }

    @discardableResult
    private func write(_ frame: SPDYFrame) -> EventLoopFuture<Void> {
        let written = eventLoop.makePromise(of: Void.self)
        guard let context else {
            written.fail(ChannelError.ioOnClosedChannel)
            return written.futureResult
        }
        do {
            let head = try encoder.encode(frame)
            if case .data(_, let bytes, _) = frame {
                let credit = credit
                let size = bytes.readableBytes
                context.write(wrapOutboundOut(head), promise: nil)
                written.futureResult.whenComplete { _ in credit.giveBack(size) }
                context.write(wrapOutboundOut(bytes), promise: written)
            } else {
                replies += 1
                let handler = NIOLoopBound(self, eventLoop: eventLoop)
                written.futureResult.whenComplete { _ in handler.value.replies -= 1 }
                context.write(wrapOutboundOut(head), promise: written)
            }
        } catch {
            written.fail(error)
            context.close(promise: nil)
        }
        return written.futureResult
    }

    // MARK: Endings

    /// The client does not speak the protocol.
    private func fail() { giveUp(SPDYFrame.GoAwayStatus.protocolError) }

    private func giveUp(_ status: UInt32) {
        guard !ended else { return }
        session.goAway(status)
        writeOutput()
        end()
        context?.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { giveUp(SPDYFrame.GoAwayStatus.fine) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func end() {
        guard !ended else { return }
        ended = true
        source?.finish()
        credit.close()
        complete.fail(ChannelError.ioOnClosedChannel)
        if !finished { finishing?.fail(ChannelError.ioOnClosedChannel) }
        onClose()
    }

    /// Brings the consumer's appetite to the event loop.
    struct Demand: NIOAsyncSequenceProducerDelegate {
        private let handler: NIOLoopBound<SPDYRemoteCommandHandler>
        private let eventLoop: any EventLoop

        init(_ handler: SPDYRemoteCommandHandler) {
            eventLoop = handler.eventLoop
            self.handler = NIOLoopBound(handler, eventLoop: eventLoop)
        }

        func produceMore() {
            let handler = handler
            eventLoop.execute { handler.value.resumeReading() }
        }

        /// Nobody wants input any more: it is read and dropped, so that the client's leaving is seen.
        func didTerminate() { produceMore() }
    }
}
