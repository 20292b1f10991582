internal import NIOCore

/// The server's reading of a client's messages. Pure: a message in, at most one input out.
public struct RemoteCommandServerDecoder: Sendable {
    private let options: RemoteCommandOptions
    private let version: RemoteCommandProtocol
    private var stdinClosed = false

    public init(options: RemoteCommandOptions, version: RemoteCommandProtocol) {
        self.options = options
        self.version = version
    }

    /// nil for what a server is to ignore: channels that were not asked for, and sizes that make no sense.
    public mutating func decode(_ message: ChannelMessage) -> RemoteCommandInput? {
        switch message.channel {
        case ChannelMessage.Channel.stdin:
            guard options.stdin, !stdinClosed, message.payload.readableBytes > 0 else { return nil }
            return .stdin(message.payload)
        case ChannelMessage.Channel.resize:
            return options.tty ? RemoteCommandInput(size: message.payload.readableBytesView) : nil
        case ChannelMessage.Channel.close where version == .v5:
            guard message.payload.getInteger(at: message.payload.readerIndex) == ChannelMessage.Channel.stdin,
                options.stdin, !stdinClosed
            else { return nil }
            stdinClosed = true
            return .stdinClosed
        default: return nil
        }
    }
}
