internal import NIOCore

/// The client's side of an exec or attach session over a WebSocket whose handshake is over.
public struct WebSocketRemoteCommandClient: Sendable {
    private let connection: WebSocketConnection
    private let coder: RemoteCommandClientCoder

    public init(_ connection: WebSocketConnection, version: RemoteCommandProtocol) {
        self.connection = connection
        coder = RemoteCommandClientCoder(version: version)
    }

    /// Sends input; suspends while the server is slower. Throws `ChannelError` when the server is gone.
    public func send(_ input: RemoteCommandInput) async throws {
        guard let message = coder.encode(input) else { return }
        try await connection.send(message.payload, on: message.channel)
    }

    /// What the server sends, in order, under back-pressure. Ends after the result, or without one when the server is gone.
    /// To be iterated once.
    public var events: Events { Events(connection: connection, coder: coder) }

    /// Leaves the session; what is not sent yet is sent first.
    public func close() async { await connection.close() }

    public struct Events: AsyncSequence, Sendable {
        let connection: WebSocketConnection
        let coder: RemoteCommandClientCoder

        public func makeAsyncIterator() -> Iterator { Iterator(messages: connection.makeIterator(), coder: coder) }

        public struct Iterator: AsyncIteratorProtocol {
            var messages: WebSocketConnection.MessageIterator
            let coder: RemoteCommandClientCoder

            public mutating func next() async -> RemoteCommandEvent? {
                while let message = await messages.next() {
                    if let event = coder.decode(message) { return event }
                }
                return nil
            }
        }
    }
}
