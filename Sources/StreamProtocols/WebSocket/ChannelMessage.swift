internal import FoundationEssentials
public import NIOCore

/// One message of Kubernetes' channel protocols over WebSocket: a byte that names the channel, then the bytes for it.
public struct ChannelMessage: Sendable, Equatable {
    /// Channel numbers of `*.channel.k8s.io` for remote commands.
    public enum Channel {
        public static let stdin: UInt8 = 0
        public static let stdout: UInt8 = 1
        public static let stderr: UInt8 = 2
        /// Carries the `Status` at the end.
        public static let error: UInt8 = 3
        public static let resize: UInt8 = 4
        /// Followed by the number of a channel whose sender is done (v5 only).
        public static let close: UInt8 = 255
    }

    public var channel: UInt8
    public var payload: ByteBuffer

    public init(channel: UInt8, payload: ByteBuffer) {
        self.channel = channel
        self.payload = payload
    }

    /// Reads a whole WebSocket message; nil if it is empty, which names no channel, or not in the encoding.
    public init?(message: ByteBuffer, encoding: ChannelEncoding = .binary) {
        var payload = message
        guard let channel = payload.readInteger(as: UInt8.self) else { return nil }
        switch encoding {
        case .binary: self.init(channel: channel, payload: payload)
        case .base64:
            guard let bytes = Data(base64Encoded: String(buffer: payload)) else { return nil }
            self.init(channel: channel &- ChannelEncoding.zero, payload: ByteBuffer(bytes: bytes))
        }
    }
}

/// How a message's bytes are written: as they are, or with the channel as a digit and the rest in base64, as text.
public enum ChannelEncoding: Sendable {
    case binary, base64

    static let zero = UInt8(ascii: "0")
}
