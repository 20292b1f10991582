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

    /// Reads a whole WebSocket message; nil if it is empty, which names no channel.
    public init?(message: ByteBuffer) {
        var payload = message
        guard let channel = payload.readInteger(as: UInt8.self) else { return nil }
        self.init(channel: channel, payload: payload)
    }
}

/// The versions of Kubernetes' channel protocol for remote commands, as named in `Sec-WebSocket-Protocol`.
public enum RemoteCommandProtocol: String, Sendable, CaseIterable {
    /// Adds half-close (channel 255).
    case v5 = "v5.channel.k8s.io"
    /// Reports the result as a `Status` in JSON.
    case v4 = "v4.channel.k8s.io"
    /// Reports a failure as plain text, and success as nothing.
    case v1 = "channel.k8s.io"

    /// The best of what a client offers, newest first as its own order says nothing; nil if we share none.
    public static func best(of offered: some Sequence<some StringProtocol>) -> RemoteCommandProtocol? {
        let offered = Set(offered.map { String($0) })
        return allCases.first { offered.contains($0.rawValue) }
    }
}
