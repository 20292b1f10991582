internal import KubernetesAPI
public import NIOCore

/// What a client hears from the server of a remote command.
public enum RemoteCommandEvent: Sendable, Equatable {
    case output(ByteBuffer, RemoteCommandOutput)
    /// How the command ended; nothing follows.
    case result(RemoteCommandResult)
}

/// The client's side of the framing: a message in, at most one event out, and the messages that a client sends.
public struct RemoteCommandClientCoder: Sendable {
    private let version: RemoteCommandProtocol

    public init(version: RemoteCommandProtocol) { self.version = version }

    /// nil for empty messages, which servers send to say that they are there, and for unknown channels.
    public func decode(_ message: ChannelMessage) -> RemoteCommandEvent? {
        switch message.channel {
        case ChannelMessage.Channel.stdout where message.payload.readableBytes > 0: .output(message.payload, .stdout)
        case ChannelMessage.Channel.stderr where message.payload.readableBytes > 0: .output(message.payload, .stderr)
        case ChannelMessage.Channel.error where message.payload.readableBytes > 0:
            .result(RemoteCommandStatus.decode(Array(message.payload.readableBytesView), for: version))
        default: nil
        }
    }

    /// nil where the protocol has no word for the input: half-close came with v5.
    public func encode(_ input: RemoteCommandInput) -> ChannelMessage? {
        switch input {
        case .stdin(let bytes): ChannelMessage(channel: ChannelMessage.Channel.stdin, payload: bytes)
        case .stdinClosed where version == .v5:
            ChannelMessage(
                channel: ChannelMessage.Channel.close, payload: ByteBuffer(integer: ChannelMessage.Channel.stdin))
        case .stdinClosed: nil
        case .resize(let columns, let rows):
            ChannelMessage(
                channel: ChannelMessage.Channel.resize,
                payload: ByteBuffer(
                    bytes: JSONValue.object([
                        "Width": .number(JSONNumber(columns)), "Height": .number(JSONNumber(rows)),
                    ]).encoded()))
        }
    }
}
