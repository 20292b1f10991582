internal import NIOCore

/// Puts the small writes between two flushes together, so that an answer's head and body, or a chunk with its frame, become one
/// TLS record and not one each: with many watchers, encrypting is a good part of what an event costs.
final class WriteCoalescer: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// A TLS record holds no more.
    private static let limit = 16 << 10

    private var pending = ByteBuffer()
    private var promise: EventLoopPromise<Void>?

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        var bytes = unwrapOutboundIn(data)
        if pending.readableBytes + bytes.readableBytes > Self.limit { writePending(context) }
        guard bytes.readableBytes <= Self.limit else { return context.write(data, promise: promise) }
        if pending.readableBytes == 0 { pending = bytes } else { pending.writeBuffer(&bytes) }
        guard let promise else { return }
        if let earlier = self.promise { earlier.futureResult.cascade(to: promise) } else { self.promise = promise }
    }

    func flush(context: ChannelHandlerContext) {
        writePending(context)
        context.flush()
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        writePending(context)
        context.close(mode: mode, promise: promise)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        promise?.fail(ChannelError.ioOnClosedChannel)
        promise = nil
    }

    private func writePending(_ context: ChannelHandlerContext) {
        guard pending.readableBytes > 0 || promise != nil else { return }
        let bytes = pending
        let promise = promise
        pending = ByteBuffer()
        self.promise = nil
        context.write(wrapOutboundOut(bytes), promise: promise)
    }
}
