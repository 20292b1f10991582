public import NIOCore
public import NIOWebSocket

/// Puts the frames of a WebSocket connection together to messages (RFC 6455). Pure: frames in, at most one event out each.
public struct MessageAssembler: Sendable {
    public enum Event: Sendable, Equatable {
        /// A whole binary or text message.
        case message(ByteBuffer)
        /// To be answered with a pong of the same bytes.
        case ping(ByteBuffer)
        /// To be answered with a close frame unless we sent one first.
        case close
        case nothing
    }

    public struct ProtocolError: Error, Equatable {
        /// What to close with: 1002 for wrong framing, 1009 for a message that is too big.
        public var tooBig: Bool

        public init(tooBig: Bool) { self.tooBig = tooBig }
    }

    private let limit: Int
    private var partial: ByteBuffer?

    /// - Parameter limit: the greatest length of a message in bytes, all its frames together.
    public init(limit: Int) { self.limit = limit }

    /// Takes the next frame. Throws ``ProtocolError`` where the connection must be given up.
    public mutating func accept(_ frame: WebSocketFrame) throws -> Event {
        guard !frame.rsv1, !frame.rsv2, !frame.rsv3 else { throw ProtocolError(tooBig: false) }
        switch frame.opcode {
        case .binary, .text:
            guard partial == nil else { throw ProtocolError(tooBig: false) }
            return try take(frame.unmaskedData, isLast: frame.fin)
        case .continuation:
            guard let begun = partial else { throw ProtocolError(tooBig: false) }
            var whole = begun
            partial = nil  // so that the bytes are appended in place
            guard whole.readableBytes + frame.length <= limit else { throw ProtocolError(tooBig: true) }
            whole.writeImmutableBuffer(frame.unmaskedData)
            return try take(whole, isLast: frame.fin)
        case .ping:
            try checkControl(frame)
            return .ping(frame.unmaskedData)
        case .pong:
            try checkControl(frame)
            return .nothing
        case .connectionClose:
            try checkControl(frame)
            return .close
        default: throw ProtocolError(tooBig: false)
        }
    }

    private mutating func take(_ bytes: ByteBuffer, isLast: Bool) throws -> Event {
        guard bytes.readableBytes <= limit else { throw ProtocolError(tooBig: true) }
        if isLast { return .message(bytes) }
        partial = bytes
        return .nothing
    }

    private func checkControl(_ frame: WebSocketFrame) throws {
        guard frame.fin, frame.length <= 125 else { throw ProtocolError(tooBig: false) }
    }
}
