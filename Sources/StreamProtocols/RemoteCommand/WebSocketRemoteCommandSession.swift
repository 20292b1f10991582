public import NIOCore

/// The server's side of an exec or attach session over a WebSocket.
public struct WebSocketRemoteCommandSession: RemoteCommandSession {
    private let connection: WebSocketConnection
    private let options: RemoteCommandOptions
    private let version: RemoteCommandProtocol

    /// - Parameter options: what the client asked for, with the `tty` that the session really has.
    public init(_ connection: WebSocketConnection, options: RemoteCommandOptions, version: RemoteCommandProtocol) {
        self.connection = connection
        self.options = options
        self.version = version
    }

    /// Tells the client that the session stands, as Kubernetes does: an empty message on the first channel for output.
    /// Throws when the client is gone.
    public func begin() async throws {
        let channel =
            if options.stdout { ChannelMessage.Channel.stdout } else if options.stderr {
                ChannelMessage.Channel.stderr
            } else { ChannelMessage.Channel.error }
        try await connection.send(ByteBuffer(), on: channel)
    }

    public var input: RemoteCommandInputs { RemoteCommandInputs(connection, options: options, version: version) }

    public func write(_ bytes: ByteBuffer, to output: RemoteCommandOutput) async throws {
        switch output {
        case .stdout where options.stdout: try await connection.send(bytes, on: ChannelMessage.Channel.stdout)
        case .stderr where options.stderr: try await connection.send(bytes, on: ChannelMessage.Channel.stderr)
        case .stdout, .stderr: break  // the client did not ask for it
        }
    }

    public func finish(_ result: RemoteCommandResult) async {
        let status = RemoteCommandStatus.encode(result, for: version)
        do {
            if !status.isEmpty {
                try await connection.send(ByteBuffer(bytes: status), on: ChannelMessage.Channel.error)
            }
        } catch {
            return  // gone, and with it whoever wanted the result
        }
        await connection.close()
    }
}

/// The inputs of a session, as they come out of the connection's messages.
public struct RemoteCommandInputs: AsyncSequence, Sendable {
    private let connection: WebSocketConnection
    private let decoder: RemoteCommandServerDecoder

    init(_ connection: WebSocketConnection, options: RemoteCommandOptions, version: RemoteCommandProtocol) {
        self.connection = connection
        decoder = RemoteCommandServerDecoder(options: options, version: version)
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(messages: connection.makeIterator(), decoder: decoder)
    }

    public struct Iterator: AsyncIteratorProtocol {
        var messages: WebSocketConnection.MessageIterator
        var decoder: RemoteCommandServerDecoder

        /// nil when the client is gone, or the task is cancelled.
        public mutating func next() async -> RemoteCommandInput? {
            while let message = await messages.next() {
                if let input = decoder.decode(message) { return input }
            }
            return nil
        }
    }
}
