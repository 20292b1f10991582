internal import KubernetesAPI
internal import NIOCore

extension ExchangeHandler {
    /// The work on one request. A channel handler has no structured parent for it; ``ExchangeHandler`` keeps it and cancels it
    /// when the client is gone.
    static func answerTask(
        _ request: APIRequest, on connection: Connection, through exchange: NIOLoopBound<ExchangeHandler>
    ) -> Task<Void, Never> {
        connection.connections.taskBegins()
        return Task(executorPreference: connection.executor) {
            let response = await connection.handler.respond(to: request, from: connection.identity)
            await Self.send(response, through: exchange)
            connection.connections.taskEnded()
        }
    }

    static func send(_ response: APIResponse, through exchange: NIOLoopBound<ExchangeHandler>) async {
        exchange.value.onEnd = response.onEnd
        if case .bytes(let bytes) = response.body, bytes.count <= pieceSize {
            return exchange.value.send(response, bytes)
        }
        do {
            switch response.body {
            case .bytes(let bytes):
                guard exchange.value.beginSending(response, length: bytes.count) else { return }
                try await pump(bytes, through: exchange)
            case .pieces(let pieces, let length):
                guard exchange.value.beginSending(response, length: length) else { return }
                try await pump(pieces, through: exchange, yields: true)
            case .stream(let chunks):
                guard exchange.value.beginStream(response) else { return }
                if let frames = chunks as? WatchFrames {
                    try await FramePump.run(frames, through: exchange)
                } else {
                    try await pump(chunks, through: exchange)
                }
            }
            exchange.value.endStream()
        } catch {
            exchange.value.breakStream(error)
        }
    }

    /// The most of a body that is handed to the connection before it has taken the last of it.
    private static let pieceSize = 512 << 10

    /// Sends a long body piece by piece, so that a slow reader makes the server hold it once and not once more.
    private static func pump(_ bytes: [UInt8], through exchange: NIOLoopBound<ExchangeHandler>) async throws {
        for start in stride(from: 0, to: bytes.count, by: pieceSize) {
            let piece = bytes[start..<min(start + pieceSize, bytes.count)]
            if let writable = try exchange.value.sendChunk(piece) { try await writable.get() }
        }
    }

    /// - Parameter yields: whether the chunks are there at once, so that the other connections of this event loop are to get
    ///   their turn between them.
    private static func pump(
        _ chunks: some AsyncSequence<[UInt8], any Error>, through exchange: NIOLoopBound<ExchangeHandler>,
        yields: Bool = false
    ) async throws {
        for try await chunk in chunks {
            if let writable = try exchange.value.sendChunk(chunk) { try await writable.get() }
            if yields { await Task.yield() }
        }
    }
}
