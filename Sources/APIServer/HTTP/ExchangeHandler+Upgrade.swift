internal import NIOCore
internal import NIOHTTP1

extension ExchangeHandler {
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
