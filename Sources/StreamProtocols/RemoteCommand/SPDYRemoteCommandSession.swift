public import NIOCore

/// The server's side of an exec or attach session over SPDY/3.1.
public struct SPDYRemoteCommandSession: RemoteCommandSession {
    /// Time for the client to open its streams, as long as a kubelet gives.
    private static let openTimeout = TimeAmount.seconds(30)
    /// Longer output is sent in several frames.
    private static let maximumFrameBytes = 64 << 10

    private let channel: any Channel
    private let handler: NIOLoopBound<SPDYRemoteCommandHandler>
    private let credit: WriteCredit
    private let complete: EventLoopFuture<Void>
    private let version: RemoteCommandProtocol
    public let input: Inputs

    /// Makes a session of a channel whose handshake is over. To be called on the channel's event loop, with `add` putting a
    /// handler at the pipeline's end. `onClose` runs once, on the event loop, when the connection has gone.
    /// - Parameters:
    ///   - asked: the options in the client's request, which say what streams it opens.
    ///   - options: the same with the `tty` that the session really has.
    public static func add(
        to channel: any Channel, asked: RemoteCommandOptions, options: RemoteCommandOptions,
        version: RemoteCommandProtocol, onClose: @escaping @Sendable () -> Void = {}
    ) throws -> SPDYRemoteCommandSession {
        let credit = WriteCredit()
        let handler = try SPDYRemoteCommandHandler(
            RemoteCommandStreams(asked: asked, options: options, version: version), on: channel.eventLoop,
            credit: credit, onClose: onClose)
        let inputs = NIOAsyncSequenceProducer.makeSequence(
            elementType: RemoteCommandInput.self,
            backPressureStrategy: NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark(
                lowWatermark: 4, highWatermark: 16),
            finishOnDeinit: false, delegate: SPDYRemoteCommandHandler.Demand(handler))
        handler.source = inputs.source
        try channel.pipeline.syncOperations.addHandler(handler)
        return SPDYRemoteCommandSession(
            channel: channel, handler: NIOLoopBound(handler, eventLoop: channel.eventLoop), credit: credit,
            complete: handler.isComplete, version: version, input: Inputs(inputs.sequence))
    }

    /// Waits until the client has opened its streams. Throws when it does not in time, or is gone.
    public func begin() async throws {
        let channel = channel
        let timer = channel.eventLoop.scheduleTask(in: Self.openTimeout) { channel.close(promise: nil) }
        defer { timer.cancel() }
        try await complete.get()
    }

    public func write(_ bytes: ByteBuffer, to output: RemoteCommandOutput) async throws {
        var rest = bytes
        while let part = rest.readSlice(length: min(rest.readableBytes, Self.maximumFrameBytes)),
            part.readableBytes > 0
        {
            try await credit.take(part.readableBytes)
            onEventLoop { $0.send(part, to: output == .stdout ? .stdout : .stderr) }
        }
    }

    public func finish(_ result: RemoteCommandResult) async {
        let status = RemoteCommandStatus.encode(result, for: version)
        let written = channel.eventLoop.makePromise(of: Void.self)
        do {
            try await credit.take(status.count)
            onEventLoop { $0.finish(status, written: written) }
            try await written.futureResult.get()
        } catch {
            // Gone, and with it whoever wanted the result.
            written.fail(error)
        }
    }

    /// Runs the work on the connection's event loop, in order with other such calls from the same task.
    private func onEventLoop(_ work: @escaping @Sendable (SPDYRemoteCommandHandler) -> Void) {
        let handler = handler
        channel.eventLoop.execute { work(handler.value) }
    }

    /// What the client sends, in order. Ends when it is gone.
    public struct Inputs: AsyncSequence, Sendable {
        private let inputs: SPDYRemoteCommandHandler.Inputs

        init(_ inputs: SPDYRemoteCommandHandler.Inputs) { self.inputs = inputs }

        public func makeAsyncIterator() -> Iterator { Iterator(inputs: inputs.makeAsyncIterator()) }

        public struct Iterator: AsyncIteratorProtocol {
            fileprivate let inputs: SPDYRemoteCommandHandler.Inputs.AsyncIterator

            /// nil when the client is gone, or the task is cancelled.
            public func next() async -> RemoteCommandInput? { await inputs.next() }
        }
    }
}
