internal import NIOCore
internal import Synchronization

/// Counts the bytes on their way to the socket, so that writers need not wait for each write and yet never get far ahead.
final class WriteCredit: Sendable {
    private struct State {
        var outstanding = 0
        var closed = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let high: Int
    private let low: Int
    private let state = Mutex(State())

    init(low: Int = 128 << 10, high: Int = 512 << 10) {
        self.low = low
        self.high = high
    }

    /// Counts bytes that are about to be written; waits first while there are too many. Throws once ``close()`` was called.
    func take(_ bytes: Int) async throws {
        while try !tryTake(bytes) {
            await withCheckedContinuation { continuation in
                let resumeNow = state.withLock { state in
                    if state.closed || state.outstanding < high { return true }
                    state.waiters.append(continuation)
                    return false
                }
                if resumeNow { continuation.resume() }
            }
        }
    }

    private func tryTake(_ bytes: Int) throws -> Bool {
        try state.withLock { state in
            guard !state.closed else { throw ChannelError.ioOnClosedChannel }
            guard state.outstanding < high else { return false }
            state.outstanding += bytes
            return true
        }
    }

    /// The bytes have been written.
    func giveBack(_ bytes: Int) {
        resume { state in
            state.outstanding -= bytes
            return state.outstanding <= low
        }
    }

    /// No more can be written: whoever waits and whoever comes fails.
    func close() {
        resume { state in
            state.closed = true
            return true
        }
    }

    private func resume(_ change: (inout sending State) -> Bool) {
        let waiters = state.withLock { state in
            guard change(&state) else { return [CheckedContinuation<Void, Never>]() }
            let waiters = state.waiters
            state.waiters = []
            return waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
