internal import KubernetesAPI
internal import NIOCore

extension ExchangeHandler {
    /// The work on one request. A channel handler has no structured parent for it; ``ExchangeHandler`` keeps it and cancels it
    /// when the client is gone.
    static func answerTask(
        _ request: APIRequest, on connection: Connection, through exchange: NIOLoopBound<ExchangeHandler>
    ) -> Task<Void, Never> {
        Task(executorPreference: connection.executor) {
            let response = await connection.handler.respond(to: request, from: connection.identity)
            await Self.send(response, through: exchange)
        }
    }

    static func send(_ response: APIResponse, through exchange: NIOLoopBound<ExchangeHandler>) async {
        switch response.body {
        case .bytes(let bytes): exchange.value.send(response, bytes)
        case .stream(let chunks):
            guard exchange.value.beginStream(response) else { return }
            do {
                try await pump(chunks, through: exchange)
                exchange.value.endStream()
            } catch {
                exchange.value.breakStream(error)
            }
        }
    }

    private static func pump(
        _ chunks: some AsyncSequence<[UInt8], any Error>, through exchange: NIOLoopBound<ExchangeHandler>
    ) async throws {
        for try await chunk in chunks {
            if let writable = try exchange.value.sendChunk(chunk) { try await writable.get() }
        }
    }
}
