import KubernetesAPI
import NIOCore
import StreamProtocols
import Testing

@Suite struct RemoteCommandCodecTests {
    private static func message(_ bytes: [UInt8]) -> ChannelMessage? {
        ChannelMessage(message: ByteBuffer(bytes: bytes))
    }

    @Test(
        "a message names its channel by its first byte",
        arguments: [
            ([0, 0x68, 0x69], 0, "hi"), ([2], 2, ""), ([255, 0], 255, "\0"),
        ] as [([UInt8], UInt8, String)])
    func message(bytes: [UInt8], channel: UInt8, payload: String) throws {
        let message = try #require(Self.message(bytes))
        #expect(message.channel == channel)
        #expect(String(buffer: message.payload) == payload)
    }

    @Test("an empty message names no channel")
    func empty() { #expect(Self.message([]) == nil) }

    private static let all = RemoteCommandOptions(stdin: true, stdout: true, stderr: true, tty: true)

    @Test(
        "the server reads what clients send",
        arguments: [
            ([0, 0x68], .stdin(ByteBuffer(string: "h"))), ([0], nil),
            (Array("\u{4}{\"Width\":80,\"Height\":24}".utf8), .resize(columns: 80, rows: 24)),
            (Array("\u{4}{\"Width\":80}".utf8), nil), (Array("\u{4}{\"Width\":-1,\"Height\":70000}".utf8), nil),
            (Array("\u{4}not json".utf8), nil), ([255, 0], .stdinClosed), ([255, 1], nil), ([255], nil),
            ([1, 2, 3], nil),
            ([7, 7], nil),
        ] as [([UInt8], RemoteCommandInput?)])
    func serverReads(bytes: [UInt8], input: RemoteCommandInput?) throws {
        var decoder = RemoteCommandServerDecoder(options: Self.all, version: .v5)
        #expect(decoder.decode(try #require(Self.message(bytes))) == input)
    }

    @Test("the server ignores channels that were not asked for")
    func notAskedFor() throws {
        var decoder = RemoteCommandServerDecoder(options: RemoteCommandOptions(stdout: true), version: .v5)
        for bytes in [[0, 0x68], [255, 0], Array("\u{4}{\"Width\":80,\"Height\":24}".utf8)] as [[UInt8]] {
            #expect(decoder.decode(try #require(Self.message(bytes))) == nil)
        }
    }

    @Test("half-close came with v5, and nothing is read behind it")
    func halfClose() throws {
        var old = RemoteCommandServerDecoder(options: Self.all, version: .v4)
        #expect(old.decode(try #require(Self.message([255, 0]))) == nil)
        var new = RemoteCommandServerDecoder(options: Self.all, version: .v5)
        #expect(new.decode(try #require(Self.message([255, 0]))) == .stdinClosed)
        #expect(new.decode(try #require(Self.message([0, 0x68]))) == nil)
        #expect(new.decode(try #require(Self.message([255, 0]))) == nil)
    }

    @Test(
        "what a client encodes a server decodes",
        arguments: [
            .stdin(ByteBuffer(string: "ls\n")), .stdinClosed, .resize(columns: 132, rows: 50),
        ] as [RemoteCommandInput])
    func roundTrip(input: RemoteCommandInput) throws {
        var decoder = RemoteCommandServerDecoder(options: Self.all, version: .v5)
        let message = try #require(RemoteCommandClientCoder(version: .v5).encode(input))
        #expect(decoder.decode(message) == input)
    }

    @Test("a client of an older protocol has no word for half-close")
    func noHalfClose() { #expect(RemoteCommandClientCoder(version: .v4).encode(.stdinClosed) == nil) }

    @Test(
        "the client reads what servers send",
        arguments: [
            ([1, 0x61], .output(ByteBuffer(string: "a"), .stdout)),
            ([2, 0x62], .output(ByteBuffer(string: "b"), .stderr)),
            ([1], nil), ([3], nil), ([9, 1], nil),
            (Array("\u{3}{\"metadata\":{},\"status\":\"Success\"}".utf8), .result(.exited(code: 0))),
            (Array("\u{3}broken".utf8), .result(.failed("broken"))),
        ] as [([UInt8], RemoteCommandEvent?)])
    func clientReads(bytes: [UInt8], event: RemoteCommandEvent?) throws {
        #expect(RemoteCommandClientCoder(version: .v5).decode(try #require(Self.message(bytes))) == event)
    }

    @Test(
        "B3: results are written in Kubernetes' words",
        arguments: [
            (.exited(code: 0), #"{"metadata":{},"status":"Success"}"#),
            (
                .exited(code: 3),
                #"{"metadata":{},"status":"Failure","message":"command terminated with non-zero exit code: exit status 3","#
                    + #""reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"3"}]}}"#
            ),
            (
                .failed("error executing command in container: boom"),
                #"{"metadata":{},"status":"Failure","message":"Internal error occurred: error executing command in container: boom","#
                    + #""reason":"InternalError","details":{"causes":[{"message":"error executing command in container: boom"}]},"#
                    + #""code":500}"#
            ),
        ] as [(RemoteCommandResult, String)])
    func results(result: RemoteCommandResult, text: String) {
        #expect(String(decoding: RemoteCommandStatus.encode(result, for: .v5), as: UTF8.self) == text)
        #expect(String(decoding: RemoteCommandStatus.encode(result, for: .v4), as: UTF8.self) == text)
    }

    @Test("the oldest protocol says nothing of success and the rest as text")
    func oldest() {
        #expect(RemoteCommandStatus.encode(.exited(code: 0), for: .v1).isEmpty)
        #expect(RemoteCommandStatus.decode([], for: .v1) == .exited(code: 0))
        let text = RemoteCommandStatus.encode(.failed("boom"), for: .v1)
        #expect(String(decoding: text, as: UTF8.self) == "Internal error occurred: boom")
    }

    @Test("B3: a code is read back as it was written", arguments: [0, 1, 137, 255] as [Int32])
    func codes(code: Int32) {
        let bytes = RemoteCommandStatus.encode(.exited(code: code), for: .v5)
        #expect(RemoteCommandStatus.decode(bytes, for: .v5) == .exited(code: code))
    }

    @Test(
        "in base64 the channel is a digit and the rest is base64",
        arguments: [
            ("0Zm9vCg==", 0, "foo\n"), ("1", 1, ""), ("0not base64", nil, ""), ("", nil, ""), ("/", 255, ""),
        ] as [(String, UInt8?, String)])
    func base64(text: String, channel: UInt8?, payload: String) {
        let message = ChannelMessage(message: ByteBuffer(string: text), encoding: .base64)
        #expect(message?.channel == channel)
        if let message { #expect(String(buffer: message.payload) == payload) }
    }

    @Test("no bytes whatever make the decoders fail")
    func fuzz() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            guard let message = Self.message(bytes) else { continue }
            for version in RemoteCommandProtocol.allCases {
                var decoder = RemoteCommandServerDecoder(options: Self.all, version: version)
                if case .stdin(let payload)? = decoder.decode(message) {
                    #expect(payload.readableBytes == bytes.count - 1)
                }
                _ = RemoteCommandClientCoder(version: version).decode(message)
            }
        }
    }
}
