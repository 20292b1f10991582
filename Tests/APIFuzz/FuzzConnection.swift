import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// What a server did with a request.
enum Outcome {
    case answered(status: Int, body: String)
    case hungUp
    case silent
}

/// One TLS connection on which whatever bytes are sent, and answers are read.
struct FuzzConnection {
    typealias Answers = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    let channel: Answers

    static func open(port: Int, tls: NIOSSLContext) async throws -> FuzzConnection {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil))
                    try pipeline.addHandler(RawSender())
                    try pipeline.addHandler(
                        ByteToMessageHandler(HTTPResponseDecoder(informationalResponseStrategy: .drop)))
                    return try Answers(wrappingChannelSynchronously: channel)
                }
            }
        return FuzzConnection(channel: channel)
    }

    /// Sends requests until `next` has none, or the connection is over: by the server, or after a request whose answer has no
    /// end that can be waited for.
    func exchange(
        _ next: () throws -> (request: RawRequest, bytes: [UInt8])?, judging judge: (RawRequest, Outcome) -> Void
    )
        async throws
    {
        try await channel.executeThenClose { inbound, outbound in
            var answers = inbound.makeAsyncIterator()
            var canGoOn = true
            while let (request, bytes) = try next() {
                let limit = request.isBrokenHTTP ? Duration.seconds(1) : .seconds(20)
                let start = ContinuousClock.now
                let watchdog = channel.channel.eventLoop.scheduleTask(in: TimeAmount(limit)) {
                    channel.channel.close(promise: nil)
                }
                defer { watchdog.cancel() }
                var status: Int?
                var body = ByteBuffer()
                var isOver = false
                do {
                    let head = HTTPRequestHead(version: .http1_1, method: HTTPMethod(rawValue: request.method), uri: "")
                    try await outbound.write(.head(head))
                    try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: bytes))))
                    reading: while !isOver {
                        switch try await answers.next() {
                        case .head(let head):
                            status = Int(head.status.code)
                            isOver = request.mayLast || request.method == "HEAD" || request.isBrokenHTTP
                            canGoOn = head.isKeepAlive
                        case .body(var part): if body.readableBytes < 1 << 16 { body.writeBuffer(&part) }
                        case .end: break reading
                        case nil: isOver = true
                        }
                    }
                } catch {
                    isOver = true  // the connection has ended, or what came is no HTTP: the status tells
                }
                if let status {
                    judge(request, .answered(status: status, body: String(buffer: body)))
                } else {
                    judge(request, start.duration(to: .now) < limit ? .hungUp : .silent)
                }
                if isOver || !canGoOn { return }
            }
        }
    }
}

/// Sends what is said to be a body as it is, and nothing else: the head is for the decoder, which wants to know what is answered.
private final class RawSender: ChannelOutboundHandler {
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = ByteBuffer

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .body(.byteBuffer(let bytes)) = unwrapOutboundIn(data) else {
            promise?.succeed()
            return
        }
        context.write(wrapOutboundOut(bytes), promise: promise)
    }
}
