import NIOCore
import NIOWebSocket
import StreamProtocols
import Testing

@Suite struct MessageAssemblerTests {
    private static func frame(_ opcode: WebSocketOpcode, _ text: String, fin: Bool = true) -> WebSocketFrame {
        WebSocketFrame(fin: fin, opcode: opcode, data: ByteBuffer(string: text))
    }

    @Test("a message may come in one frame or in several, with control frames between them")
    func fragments() throws {
        var assembler = MessageAssembler(limit: 100)
        #expect(try assembler.accept(Self.frame(.binary, "whole")) == .message(ByteBuffer(string: "whole")))
        #expect(try assembler.accept(Self.frame(.binary, "a", fin: false)) == .nothing)
        #expect(try assembler.accept(Self.frame(.ping, "p")) == .ping(ByteBuffer(string: "p")))
        #expect(try assembler.accept(Self.frame(.continuation, "b", fin: false)) == .nothing)
        #expect(try assembler.accept(Self.frame(.pong, "")) == .nothing)
        #expect(try assembler.accept(Self.frame(.continuation, "c")) == .message(ByteBuffer(string: "abc")))
        #expect(try assembler.accept(Self.frame(.connectionClose, "")) == .close)
    }

    @Test("masked frames are unmasked")
    func masked() throws {
        var assembler = MessageAssembler(limit: 100)
        var data = ByteBuffer(string: "hello")
        data.webSocketMask([1, 2, 3, 4])
        let frame = WebSocketFrame(fin: true, opcode: .binary, maskKey: [1, 2, 3, 4], data: data)
        #expect(try assembler.accept(frame) == .message(ByteBuffer(string: "hello")))
    }

    @Test(
        "wrong framing is an error",
        arguments: [
            [frame(.continuation, "x")], [frame(.binary, "a", fin: false), frame(.binary, "b")],
            [frame(.ping, String(repeating: "p", count: 126))], [frame(.ping, "", fin: false)],
            [WebSocketFrame(fin: true, rsv1: true, opcode: .binary, data: ByteBuffer())],
        ])
    func wrong(frames: [WebSocketFrame]) {
        var assembler = MessageAssembler(limit: 1000)
        #expect(throws: MessageAssembler.ProtocolError.self) {
            for frame in frames { _ = try assembler.accept(frame) }
        }
    }

    @Test("a message beyond the limit is an error, in one frame or in many")
    func limit() throws {
        var one = MessageAssembler(limit: 4)
        #expect(throws: MessageAssembler.ProtocolError(tooBig: true)) { try one.accept(Self.frame(.binary, "12345")) }
        var many = MessageAssembler(limit: 4)
        _ = try many.accept(Self.frame(.binary, "123", fin: false))
        #expect(throws: MessageAssembler.ProtocolError(tooBig: true)) {
            try many.accept(Self.frame(.continuation, "45", fin: false))
        }
    }
}
