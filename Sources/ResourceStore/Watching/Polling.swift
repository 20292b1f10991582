internal import Synchronization

/// What a source says when it is asked without being waited for.
public enum Poll<Element: Sendable>: Sendable {
    case ready(Element)
    /// Nothing yet: whoever asked is called once there may be something.
    case pending
    case finished
}

/// An iterator that a task can wait for, as for any other, and that can also be asked by who has no task: to tell many
/// consumers of one change, waking a task for each costs more than what it then does.
public protocol PollingIterator: AsyncIteratorProtocol where Failure == any Error, Element: Sendable {
    /// What there is. Where that is ``Poll/pending``, `wake` is called from any thread once it is worth asking again, and perhaps
    /// without need; it must be quick. Throws what ends the iteration.
    mutating func poll(orCall wake: @escaping @Sendable () -> Void) throws -> Poll<Element>

    /// Ends the iteration. To be called by a consumer that will not ask again.
    func end()
}

extension PollingIterator {
    public mutating func next() async throws -> Element? { try await next(isolation: nil) }

    /// Waits for the next element; nil at the end, and once the task is cancelled.
    public mutating func next(isolation actor: isolated (any Actor)?) async throws -> Element? {
        while !Task.isCancelled {
            let waker = TaskWaker()
            switch try poll(orCall: { waker.wake() }) {
            case .ready(let element): return element
            case .finished: return nil
            case .pending: await waker.wait(isolation: actor)
            }
        }
        end()
        return nil
    }
}

/// Lets one task wait for a call from anywhere, or for its cancellation.
private final class TaskWaker: Sendable {
    private enum State {
        case idle
        case waiting(CheckedContinuation<Void, Never>)
        case called
    }

    private let state = Mutex(State.idle)

    func wake() {
        let waiting: CheckedContinuation<Void, Never>? = state.withLock { state in
            defer { state = .called }
            guard case .waiting(let continuation) = state else { return nil }
            return continuation
        }
        waiting?.resume()
    }

    func wait(isolation actor: isolated (any Actor)?) async {
        await withTaskCancellationHandler(
            operation: {
                await withCheckedContinuation(isolation: actor) { continuation in
                    let isCalled = state.withLock { state in
                        if case .called = state { return true }
                        state = .waiting(continuation)
                        return false
                    }
                    if isCalled { continuation.resume() }
                }
            }, onCancel: { wake() }, isolation: actor)
    }
}
