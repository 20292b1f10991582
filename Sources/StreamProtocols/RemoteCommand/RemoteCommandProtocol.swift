/// The versions of Kubernetes' channel protocol for remote commands, as named in `Sec-WebSocket-Protocol` and in
/// `X-Stream-Protocol-Version`, newest first.
public enum RemoteCommandProtocol: String, Sendable, CaseIterable {
    /// Adds half-close to WebSocket (channel 255); SPDY has had it always.
    case v5 = "v5.channel.k8s.io"
    /// Reports the result as a `Status` in JSON.
    case v4 = "v4.channel.k8s.io"
    case v4Base64 = "v4.base64.channel.k8s.io"
    /// Adds the stream for sizes of the terminal to SPDY.
    case v3 = "v3.channel.k8s.io"
    case v2 = "v2.channel.k8s.io"
    /// Reports a failure as plain text, and success as nothing.
    case v1 = "channel.k8s.io"
    case v1Base64 = "base64.channel.k8s.io"

    /// Those that are spoken over WebSocket.
    public static let webSocket: [RemoteCommandProtocol] = [.v5, .v4, .v4Base64, .v1, .v1Base64]
    /// Those that are spoken over SPDY.
    public static let spdy: [RemoteCommandProtocol] = [.v5, .v4, .v3, .v2, .v1]

    /// Whether the result is a `Status`, else plain text.
    var reportsStatus: Bool { [.v5, .v4, .v4Base64].contains(self) }
    var hasResizeStream: Bool { [.v5, .v4, .v3].contains(self) }
    /// How messages are written over WebSocket.
    public var encoding: ChannelEncoding { [.v4Base64, .v1Base64].contains(self) ? .base64 : .binary }
}
