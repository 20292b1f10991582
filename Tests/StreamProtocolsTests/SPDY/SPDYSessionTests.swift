import KubernetesAPI
import NIOCore
import NIOEmbedded
import StreamProtocols
import Testing

/// The server's side of a session over a channel, with a test for its client.
@Suite struct SPDYSessionTests {
    private struct Client {
        let channel: NIOAsyncTestingChannel
        var encoder: SPDYFrameEncoder
        var decoder: SPDYFrameDecoder

        init(_ channel: NIOAsyncTestingChannel) throws {
            self.channel = channel
            encoder = try SPDYFrameEncoder()
            decoder = try SPDYFrameDecoder()
        }

        mutating func send(_ frames: SPDYFrame...) async throws {
            for frame in frames {
                var bytes = try encoder.encode(frame)
                if case .data(_, let data, _) = frame { bytes.writeImmutableBuffer(data) }
                try await channel.writeInbound(bytes)
            }
        }

        /// Opens streams from number 1 on, in this order.
        mutating func open(_ types: String...) async throws {
            for (index, type) in types.enumerated() {
                try await send(
                    .synStream(
                        id: UInt32(2 * index + 1), headers: ["streamType": type], isLast: false, isUnidirectional: false
                    ))
            }
        }

        /// Every frame up to one that fits.
        mutating func read(until fits: (SPDYFrame) -> Bool) async throws -> [SPDYFrame] {
            var frames: [SPDYFrame] = []
            while true {
                while let frame = try decoder.next() {
                    frames.append(frame)
                    if fits(frame) { return frames }
                }
                decoder.append(try await channel.waitForOutboundWrite(as: ByteBuffer.self))
            }
        }
    }

    private static func withSession(
        _ options: RemoteCommandOptions, _ version: RemoteCommandProtocol = .v4,
        _ body: (SPDYRemoteCommandSession, inout Client) async throws -> Void
    ) async throws {
        let channel = NIOAsyncTestingChannel()
        try await channel.connect(to: SocketAddress(unixDomainSocketPath: "/test")).get()
        let session = try await channel.testingEventLoop.executeInContext {
            try SPDYRemoteCommandSession.add(to: channel, asked: options, options: options, version: version)
        }
        var client = try Client(channel)
        try await body(session, &client)
        _ = try? await channel.finish()
    }

    private static let all = RemoteCommandOptions(stdin: true, stdout: true, stderr: true)

    private static func bytes(_ frames: [SPDYFrame], _ id: UInt32) -> String {
        frames.map { frame in
            if case .data(id, let bytes, _) = frame { String(buffer: bytes) } else { "" }
        }.joined()
    }

    private static func isEnd(_ frame: SPDYFrame) -> Bool { if case .goAway = frame { true } else { false } }

    @Test("A9 B3: input, output and the result go over their streams, each of which is ended")
    func session() async throws {
        try await Self.withSession(Self.all) { session, client in
            try await client.open("error", "stdin", "stdout", "stderr")
            try await session.begin()
            try await client.send(
                .data(id: 3, bytes: ByteBuffer(string: "in"), isLast: false),
                .data(id: 3, bytes: ByteBuffer(string: "put"), isLast: true))
            let inputs = session.input.makeAsyncIterator()
            #expect(await inputs.next() == .stdin(ByteBuffer(string: "in")))
            #expect(await inputs.next() == .stdin(ByteBuffer(string: "put")))
            #expect(await inputs.next() == .stdinClosed)
            try await session.write(ByteBuffer(string: "out"), to: .stdout)
            try await session.write(ByteBuffer(string: "err"), to: .stderr)
            await session.finish(.exited(code: 3))
            let frames = try await client.read(until: Self.isEnd)
            #expect(Self.bytes(frames, 5) == "out")
            #expect(Self.bytes(frames, 7) == "err")
            #expect(Self.bytes(frames, 1).contains(#""reason":"ExitCode","message":"3""#))
            let ended = frames.compactMap { if case .data(let id, _, isLast: true) = $0 { id } else { nil } }
            #expect(ended == [3, 5, 7, 1])
            #expect(frames.first == .synReply(id: 1, headers: [:], isLast: false))
        }
    }

    @Test("the oldest versions report failures as text, and success as nothing", arguments: ["v3", "v2", "v1"])
    func text(version: String) async throws {
        let version = try #require(
            ["v3": RemoteCommandProtocol.v3, "v2": RemoteCommandProtocol.v2, "v1": RemoteCommandProtocol.v1][version])
        for (result, text) in [
            (RemoteCommandResult.exited(code: 0), ""), (.failed("boom"), "Internal error occurred: boom"),
        ] {
            try await Self.withSession(Self.all, version) { session, client in
                try await client.open("error", "stdin", "stdout", "stderr")
                try await session.begin()
                await session.finish(result)
                #expect(Self.bytes(try await client.read(until: Self.isEnd), 1) == text)
            }
        }
    }

    @Test("a session waits for every stream that was asked for, and refuses those of no known type")
    func opening() async throws {
        try await Self.withSession(RemoteCommandOptions(stdout: true, tty: true)) { session, client in
            try await client.open("error", "data", "stdout", "error")
            let frames = try await client.read { $0 == .rstStream(id: 7, status: SPDYFrame.ResetStatus.refusedStream) }
            #expect(frames.contains(.rstStream(id: 3, status: SPDYFrame.ResetStatus.refusedStream)))
            async let begun: Void = session.begin()
            try await client.send(
                .synStream(id: 9, headers: ["streamtype": "resize"], isLast: false, isUnidirectional: false))
            try await begun
        }
    }

    @Test("sizes of the terminal are read however they are cut")
    func sizes() async throws {
        try await Self.withSession(RemoteCommandOptions(stdout: true, tty: true)) { session, client in
            try await client.open("error", "stdout", "resize")
            for text in [#"{"Width":80,"#, #""Height":24}\#n{"Wid"#, #"th":1}{"Width":132,"Height":50}"#] {
                try await client.send(.data(id: 5, bytes: ByteBuffer(string: text), isLast: false))
            }
            let inputs = session.input.makeAsyncIterator()
            #expect(await inputs.next() == .resize(columns: 80, rows: 24))
            #expect(await inputs.next() == .resize(columns: 132, rows: 50))
        }
    }

    @Test("a reset of stdin ends the input, and one of stdout only drops its output")
    func resets() async throws {
        try await Self.withSession(Self.all) { session, client in
            try await client.open("error", "stdin", "stdout", "stderr")
            try await client.send(.rstStream(id: 3, status: 5), .rstStream(id: 5, status: 5))
            let inputs = session.input.makeAsyncIterator()
            #expect(await inputs.next() == .stdinClosed)
            for _ in 0..<20 { try await session.write(ByteBuffer(repeating: 1, count: 100_000), to: .stdout) }
            try await session.write(ByteBuffer(string: "err"), to: .stderr)
            await session.finish(.exited(code: 0))
            #expect(Self.bytes(try await client.read(until: Self.isEnd), 7) == "err")
        }
    }

    @Test("a client that reads nothing suspends the writer, and gets every byte in the end")
    func backPressure() async throws {
        try await Self.withSession(RemoteCommandOptions(stdout: true)) { session, client in
            try await client.open("error", "stdout")
            try await client.send(.settings([7: 1000]))
            let text = (0..<150_000).map { "\($0)\n" }.joined()
            async let writing: Void = {
                try await session.write(ByteBuffer(string: text), to: .stdout)
                await session.finish(.exited(code: 0))
            }()
            var received = ""
            var acknowledged = 0
            while !received.hasSuffix("\n149999\n") {
                let frames = try await client.read { $0.isData }
                received += Self.bytes(frames, 3)
                let count = received.utf8.count - acknowledged
                if count > 0 {
                    #expect(count <= 1 << 16)
                    acknowledged += count
                    try await client.send(
                        .windowUpdate(id: 0, delta: UInt32(count)), .windowUpdate(id: 3, delta: UInt32(50_000)))
                }
            }
            #expect(received == text)
            try await writing
        }
    }

    @Test(
        "what is no SPDY ends the session: its input ends, and its writer fails",
        arguments: ["GET / HTTP/1.1\r\n\r\n", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{1}x"])
    func malformed(text: String) async throws {
        try await Self.withSession(Self.all) { session, client in
            try await client.open("error", "stdin", "stdout", "stderr")
            // A version that is not 3.
            var bytes = ByteBuffer(bytes: Array(text.utf8))
            bytes.setInteger(bytes.getInteger(at: 0, as: UInt8.self).map { $0 == 0 ? 0 : $0 | 0x80 } ?? 0, at: 0)
            try await client.channel.writeInbound(bytes)
            let inputs = session.input.makeAsyncIterator()
            #expect(await inputs.next() == nil)
            await #expect(throws: ChannelError.self) {
                try await session.write(ByteBuffer(string: "x"), to: .stdout)
            }
            let frames = try await client.read(until: Self.isEnd)
            #expect(frames.last == .goAway(lastStream: 7, status: SPDYFrame.GoAwayStatus.protocolError))
            try await client.channel.closeFuture.get()
        }
    }

    @Test("a client that asks for more answers than it reads loses its session")
    func flood() async throws {
        try await Self.withSession(Self.all) { session, client in
            let channel = client.channel
            try await channel.testingEventLoop.executeInContext {
                try channel.pipeline.syncOperations.addHandler(Unread(), position: .first)
            }
            var bytes = ByteBuffer()
            for id in 0..<1500 as Range<UInt32> {
                bytes.writeImmutableBuffer(try client.encoder.encode(.ping(id: 2 * id + 1)))
            }
            try await channel.writeInbound(bytes)
            try await channel.closeFuture.get()
            let inputs = session.input.makeAsyncIterator()
            #expect(await inputs.next() == nil)
        }
    }
}

/// A peer that reads nothing: writes are never done.
private final class Unread: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    private var writes: [EventLoopPromise<Void>] = []

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if let promise { writes.append(promise) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        for write in writes { write.fail(ChannelError.ioOnClosedChannel) }
    }
}
