internal import ContainerRuntime
internal import Synchronization

/// Wakes whoever follows a container when its run is over.
final class ExitNotices: Sendable {
    private struct State {
        var next = 0
        var listeners: [ContainerID: [Int: AsyncStream<Void>.Continuation]] = [:]
    }
    private let state = Mutex(State())

    /// Yields to the continuation when the run ends. Returns the key to ``remove(_:_:)`` it with.
    func add(_ id: ContainerID, _ continuation: AsyncStream<Void>.Continuation) -> Int {
        state.withLock { state in
            state.next += 1
            state.listeners[id, default: [:]][state.next] = continuation
            return state.next
        }
    }

    func remove(_ id: ContainerID, _ key: Int) {
        state.withLock { state in
            state.listeners[id]?[key] = nil
            if state.listeners[id]?.isEmpty == true { state.listeners[id] = nil }
        }
    }

    func tell(_ id: ContainerID) {
        let listeners = state.withLock { $0.listeners[id] ?? [:] }
        for continuation in listeners.values { continuation.yield() }
    }
}
