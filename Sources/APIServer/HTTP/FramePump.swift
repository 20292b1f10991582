internal import NIOCore
internal import ResourceStore

/// Sends the frames of a watch as they come, on the connection's event loop. It asks for them instead of waiting in a task: a
/// change that many watch is then one call for each, and no task has to be woken.
final class FramePump {
    private enum State {
        /// Nothing is there to be sent.
        case waiting
        /// The client is slower than the frames come.
        case blocked
        case over
    }

    private var frames: WatchFrames.Iterator
    private let exchange: ExchangeHandler
    private let end: EventLoopPromise<Void>
    private var state = State.waiting
    private var wake: @Sendable () -> Void = {}

    /// Returns when the watch is over. Throws where the client is gone, or once the task is cancelled.
    static func run(_ frames: WatchFrames, through exchange: NIOLoopBound<ExchangeHandler>) async throws {
        guard let eventLoop = exchange.value.context?.eventLoop else { throw ChannelError.ioOnClosedChannel }
        let end = eventLoop.makePromise(of: Void.self)
        let pump = NIOLoopBound(FramePump(frames, exchange.value, end: end), eventLoop: eventLoop)
        pump.value.wake = { eventLoop.execute { pump.value.send() } }
        pump.value.send()
        try await withTaskCancellationHandler {
            try await end.futureResult.get()
        } onCancel: {
            eventLoop.execute { pump.value.finish(.failure(CancellationError())) }
        }
    }

    private init(_ frames: WatchFrames, _ exchange: ExchangeHandler, end: EventLoopPromise<Void>) {
        self.frames = frames.makeAsyncIterator()
        self.exchange = exchange
        self.end = end
    }

    /// The most frames that are sent before the other connections of this event loop get their turn.
    private static let turn = 64

    private func send() {
        guard state == .waiting else { return }
        do {
            for _ in 0..<Self.turn {
                switch try frames.poll(orCall: wake) {
                case .pending: return
                case .finished: return finish(.success(()))
                case .ready(let frame):
                    guard let writable = try exchange.sendChunk(frame) else { continue }
                    state = .blocked
                    return writable.assumeIsolated().whenComplete { _ in
                        guard self.state == .blocked else { return }
                        self.state = .waiting
                        self.send()
                    }
                }
            }
            wake()
        } catch {
            finish(.failure(error))
        }
    }

    private func finish(_ result: Result<Void, any Error>) {
        guard state != .over else { return }
        state = .over
        wake = {}
        frames.end()
        end.completeWith(result)
    }
}
