import NIOCore
import SeededRandom
import StreamProtocols
import Testing

@Suite struct SPDYFrameTests {
    /// Every frame that a session knows, as one side writes it.
    static let frames: [SPDYFrame] = [
        .synStream(id: 1, headers: ["streamtype": "error"], isLast: false, isUnidirectional: false),
        .synStream(id: 3, headers: ["streamtype": "stdin", "port": "80"], isLast: true, isUnidirectional: true),
        .synReply(id: 1, headers: [:], isLast: false), .headers(id: 3, headers: ["a": "b"], isLast: true),
        .rstStream(id: 3, status: SPDYFrame.ResetStatus.cancel), .settings([7: 65536, 4: 100]), .ping(id: 9),
        .goAway(lastStream: 3, status: 0), .windowUpdate(id: 0, delta: 0x7FFF_FFFF),
        .data(id: 1, bytes: ByteBuffer(string: "hello"), isLast: false),
        .data(id: 1, bytes: ByteBuffer(), isLast: true),
    ]

    static func bytes(_ frames: [SPDYFrame]) throws -> [UInt8] {
        var encoder = try SPDYFrameEncoder()
        var bytes: [UInt8] = []
        for frame in frames {
            bytes += try encoder.encode(frame).readableBytesView
            if case .data(_, let data, _) = frame { bytes += data.readableBytesView }
        }
        return bytes
    }

    private static func decode(_ bytes: [UInt8], pieces: Int = .max) throws -> [SPDYFrame] {
        var decoder = try SPDYFrameDecoder()
        var frames: [SPDYFrame] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            decoder.append(ByteBuffer(bytes: rest.prefix(pieces)))
            rest = rest.dropFirst(pieces)
            while let frame = try decoder.next() { frames.append(frame) }
        }
        return frames
    }

    @Test("what is written is read, all at once and byte for byte", arguments: [Int.max, 1, 2, 7])
    func roundTrip(pieces: Int) throws {
        let read = try Self.decode(Self.bytes(Self.frames), pieces: pieces)
        #expect(read.filter { !$0.isData } == Self.frames.filter { !$0.isData })
        let data = read.compactMap { if case .data(_, let bytes, _) = $0 { String(buffer: bytes) } else { nil } }
        #expect(data.joined() == "hello")
        #expect(read.last == Self.frames.last)
    }

    @Test("the frame that kubectl opens its error stream with is read")
    func kubectl() throws {
        let recorded: [UInt8] = [
            128, 3, 0, 1, 0, 0, 0, 41, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 120, 249, 227, 198, 167, 194, 98, 96, 96, 96, 4,
            167,
            179, 146, 162, 212, 196, 92, 104, 81, 194, 154, 10, 10, 104, 0, 0, 0, 0, 255, 255,
        ]
        #expect(
            try Self.decode(recorded) == [
                .synStream(id: 1, headers: ["streamtype": "error"], isLast: false, isUnidirectional: false)
            ])
    }

    @Test("a stream's data is marked as its last only with its last byte")
    func lastByte() throws {
        let bytes = try Self.bytes([.data(id: 5, bytes: ByteBuffer(string: "abc"), isLast: true)])
        #expect(
            try Self.decode(bytes, pieces: 10) == [
                .data(id: 5, bytes: ByteBuffer(string: "ab"), isLast: false),
                .data(id: 5, bytes: ByteBuffer(string: "c"), isLast: true),
            ])
    }

    @Test("frames of unknown kinds are passed over")
    func unknown() throws {
        let unknown: [UInt8] = [0x80, 3, 0, 99, 0, 0, 0, 2, 1, 2]
        #expect(try Self.decode(unknown + Self.bytes([.ping(id: 1)])) == [.ping(id: 1)])
    }

    @Test(
        "what is no SPDY/3.1 is an error",
        arguments: [
            Array("GET / HTTP/1.1\r\n\r\n".utf8).map { $0 | 0x80 },  // a control frame of another version
            [0x80, 2, 0, 6, 0, 0, 0, 4, 0, 0, 0, 1],  // SPDY/2
            [0x80, 3, 0, 6, 0, 0xFF, 0xFF, 0xFF],  // 16 MiB of ping
            [0x80, 3, 0, 6, 0, 0, 0, 3, 0, 0, 1],  // a short one
            [0x80, 3, 0, 3, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1],  // a reset of stream 0
            [0x80, 3, 0, 9, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0],  // a window that grows by nothing
            [0x80, 3, 0, 4, 0, 0, 0, 4, 0xFF, 0xFF, 0xFF, 0xFF],  // settings that are not there
            [0x80, 3, 0, 1, 0, 0, 0, 4, 0, 0, 0, 1],  // a stream without headers
            [0x80, 3, 0, 1, 0, 0, 0, 14, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4],  // headers that do not inflate
            [0, 0, 0, 0, 0, 0, 0, 1, 7],  // data for stream 0
        ] as [[UInt8]])
    func wrong(bytes: [UInt8]) {
        #expect(throws: SPDYError.self) { try Self.decode(bytes) }
    }

    @Test("headers that inflate beyond measure are an error")
    func bomb() throws {
        let bytes = try Self.bytes([
            .headers(id: 1, headers: ["x": String(repeating: "x", count: 1 << 20)], isLast: false)
        ])
        #expect(bytes.count < 10_000)
        #expect(throws: SPDYError.self) { try Self.decode(bytes) }
    }

    @Test("no bytes whatever make the decoder crash, and what it holds is bounded", arguments: 0..<8 as Range<UInt64>)
    func fuzz(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let valid = try Self.bytes(Self.frames)
        for _ in 0..<2000 {
            var bytes = valid
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[bytes.indices.randomElement(using: &random) ?? 0] = .random(in: 0...255, using: &random)
                case 1: bytes.remove(at: bytes.indices.randomElement(using: &random) ?? 0)
                case 2:
                    bytes.insert(
                        .random(in: 0...255, using: &random), at: Int.random(in: 0...bytes.count, using: &random))
                default: bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
                }
                if bytes.isEmpty { bytes = [0] }
            }
            let read = try? Self.decode(bytes, pieces: Int.random(in: 1...64, using: &random))
            #expect((read ?? []).count <= bytes.count)
        }
    }
}

extension SPDYFrame {
    var isData: Bool { if case .data = self { true } else { false } }
}
