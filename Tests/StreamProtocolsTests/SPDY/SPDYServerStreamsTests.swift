import NIOCore
import SeededRandom
import StreamProtocols
import Testing

@Suite struct SPDYServerStreamsTests {
    private static let buffer = ByteBuffer(repeating: 7, count: 200_000)

    private static func bytes(_ count: Int) -> ByteBuffer { buffer.getSlice(at: 0, length: count) ?? ByteBuffer() }

    private static func opened(_ ids: UInt32...) throws -> SPDYServerStreams {
        var streams = SPDYServerStreams()
        for id in ids {
            _ = try streams.receive(.synStream(id: id, headers: [:], isLast: false, isUnidirectional: false))
            streams.accept(id)
        }
        _ = streams.takeOutput()
        return streams
    }

    private static func sent(_ output: SPDYServerStreams.Output) -> [Int] {
        output.frames.compactMap { if case .data(_, let bytes, _) = $0 { bytes.readableBytes } else { nil } }
    }

    @Test("a stream is opened, answered, read to its end and closed")
    func life() throws {
        var streams = SPDYServerStreams()
        let opening = SPDYFrame.synStream(
            id: 1, headers: ["streamType": "stdin"], isLast: false, isUnidirectional: false)
        #expect(try streams.receive(opening) == .opened(1, ["streamtype": "stdin"]))
        streams.accept(1)
        #expect(streams.takeOutput().frames == [.synReply(id: 1, headers: [:], isLast: false)])
        #expect(
            try streams.receive(.data(id: 1, bytes: Self.bytes(3), isLast: false))
                == .received(1, Self.bytes(3), isLast: false))
        #expect(
            try streams.receive(.data(id: 1, bytes: Self.bytes(0), isLast: true))
                == .received(1, Self.bytes(0), isLast: true))
        #expect(!streams.hasSentAll)
        streams.finish(1)
        #expect(streams.takeOutput().frames == [.data(id: 1, bytes: Self.bytes(0), isLast: true)])
        #expect(streams.hasSentAll)
        // What comes late is passed over.
        #expect(try streams.receive(.data(id: 1, bytes: Self.bytes(3), isLast: false)) == nil)
        #expect(try streams.receive(.rstStream(id: 1, status: 5)) == nil)
        #expect(streams.takeOutput() == SPDYServerStreams.Output())
    }

    @Test(
        "a number that is not a stream's turn ends the session", arguments: [0, 2, 1, 3] as [UInt32])
    func wrongNumber(id: UInt32) throws {
        var streams = try Self.opened(3)
        #expect(throws: SPDYError.self) {
            try streams.receive(.synStream(id: id, headers: [:], isLast: false, isUnidirectional: false))
        }
    }

    @Test("data for a stream that never was is answered with a reset")
    func unknownStream() throws {
        var streams = try Self.opened(1)
        #expect(try streams.receive(.data(id: 7, bytes: Self.bytes(3), isLast: false)) == nil)
        #expect(
            streams.takeOutput().frames == [.rstStream(id: 7, status: SPDYFrame.ResetStatus.invalidStream)])
    }

    @Test("a reset ends the stream's input, and what it was to send counts as dropped")
    func reset() throws {
        var streams = try Self.opened(1)
        _ = try streams.receive(.settings([7: 2]))
        streams.send(Self.bytes(5), on: 1)
        #expect(Self.sent(streams.takeOutput()) == [2])
        #expect(try streams.receive(.rstStream(id: 1, status: 5)) == .received(1, Self.bytes(0), isLast: true))
        #expect(streams.takeOutput() == SPDYServerStreams.Output(frames: [], dropped: 3))
        streams.send(Self.bytes(5), on: 1)
        streams.finish(1)
        #expect(streams.takeOutput() == SPDYServerStreams.Output(frames: [], dropped: 5))
        #expect(streams.hasSentAll)
    }

    @Test("a client's pings are answered, and answers are not")
    func ping() throws {
        var streams = try Self.opened(1)
        for id in [1, 2, 3] as [UInt32] { _ = try streams.receive(.ping(id: id)) }
        #expect(streams.takeOutput().frames == [.ping(id: 1), .ping(id: 3)])
    }

    @Test("what was consumed is acknowledged for the stream and for the session, in large steps")
    func acknowledgement() throws {
        var streams = try Self.opened(1, 3)
        streams.acknowledge(20_000, on: 1)
        #expect(streams.takeOutput().frames == [])
        streams.acknowledge(20_000, on: 3)
        #expect(streams.takeOutput().frames == [.windowUpdate(id: 0, delta: 40_000)])
        streams.acknowledge(20_000, on: 1)
        #expect(streams.takeOutput().frames == [.windowUpdate(id: 1, delta: 40_000)])
    }

    @Test("a client that never speaks of windows is not held to any")
    func noWindows() throws {
        var streams = try Self.opened(1)
        streams.send(Self.bytes(200_000), on: 1)
        #expect(Self.sent(streams.takeOutput()) == [200_000])
    }

    @Test("a client that does gets no more than the stream's and the session's window allow, and the end after all")
    func windows() throws {
        var streams = try Self.opened(1, 3)
        _ = try streams.receive(.settings([7: 100]))
        streams.send(Self.bytes(150), on: 1)
        streams.finish(1)
        #expect(Self.sent(streams.takeOutput()) == [100])
        _ = try streams.receive(.windowUpdate(id: 1, delta: 20))
        #expect(Self.sent(streams.takeOutput()) == [20])
        _ = try streams.receive(.settings([7: 110]))
        #expect(Self.sent(streams.takeOutput()) == [10])
        _ = try streams.receive(.windowUpdate(id: 1, delta: 1 << 20))
        #expect(
            streams.takeOutput().frames == [
                .data(id: 1, bytes: Self.bytes(20), isLast: false), .data(id: 1, bytes: Self.bytes(0), isLast: true),
            ])
        // The session's own window is 64 KiB, of which 150 are used.
        _ = try streams.receive(.windowUpdate(id: 3, delta: 1 << 20))
        streams.send(Self.bytes(70_000), on: 3)
        #expect(Self.sent(streams.takeOutput()) == [65_536 - 150])
        _ = try streams.receive(.windowUpdate(id: 0, delta: 1 << 20))
        #expect(Self.sent(streams.takeOutput()) == [70_000 - 65_536 + 150])
    }

    @Test("a window beyond the largest resets its stream, or ends the session where it is the session's")
    func tooLarge() throws {
        var streams = try Self.opened(1)
        _ = try streams.receive(.windowUpdate(id: 1, delta: 0x7FFF_FFFF))
        #expect(
            streams.takeOutput().frames == [.rstStream(id: 1, status: SPDYFrame.ResetStatus.flowControlError)])
        #expect(throws: SPDYError.self) { try streams.receive(.windowUpdate(id: 0, delta: 0x7FFF_FFFF)) }
    }

    @Test("no frames in whatever order make a session crash or lose a byte", arguments: 0..<8 as Range<UInt64>)
    func fuzz(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<100 {
            var streams = SPDYServerStreams()
            var handedOver = 0
            var left = 0
            for _ in 0..<60 {
                let id = UInt32.random(in: 0...9, using: &random)
                let frames: [SPDYFrame] = [
                    .synStream(
                        id: id, headers: [:], isLast: .random(using: &random), isUnidirectional: .random(using: &random)
                    ),
                    .data(
                        id: id, bytes: Self.bytes(.random(in: 0...40_000, using: &random)),
                        isLast: .random(using: &random)),
                    .rstStream(id: id, status: 5), .settings([7: .random(in: 0...UInt32.max, using: &random)]),
                    .ping(id: id), .goAway(lastStream: id, status: 0), .headers(id: id, headers: [:], isLast: true),
                    .windowUpdate(id: id, delta: .random(in: 1...0x7FFF_FFFF, using: &random)),
                    .synReply(id: id, headers: [:], isLast: true),
                ]
                if let frame = frames.randomElement(using: &random) { _ = try? streams.receive(frame) }
                let count = Int.random(in: 0...100_000, using: &random)
                streams.send(Self.bytes(count), on: id)
                handedOver += count
                if Int.random(in: 0..<10, using: &random) == 0 { streams.finish(id) }
                let output = streams.takeOutput()
                left += output.dropped + Self.sent(output).reduce(0, +)
                #expect(left <= handedOver)
            }
            // Whatever is still queued is dropped with its stream.
            for id in 0...9 as ClosedRange<UInt32> { _ = try? streams.receive(.rstStream(id: id, status: 5)) }
            left += streams.takeOutput().dropped
            #expect(left == handedOver)
        }
    }
}
