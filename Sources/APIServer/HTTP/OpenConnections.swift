internal import NIOCore
internal import Synchronization

/// Every open connection and the work on its requests, so that a shutdown can reach and await them.
final class OpenConnections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var stopping = false
        /// How many requests are worked on, and what is told when there are none.
        var tasks = 0
        var idle: EventLoopPromise<Void>?
    }

    private let state = Mutex(State())

    /// Remembers the channel until it closes. False: the server is stopping, the channel should end at once.
    func add(_ channel: any Channel) -> Bool {
        let id = ObjectIdentifier(channel)
        let stopping = state.withLock { state in
            state.channels[id] = channel
            return state.stopping
        }
        channel.closeFuture.whenComplete { _ in self.state.withLock { _ = $0.channels.removeValue(forKey: id) } }
        return !stopping
    }

    /// To be called before a task for a request is made, and ``taskEnded()`` at the task's end.
    func taskBegins() { state.withLock { $0.tasks += 1 } }

    func taskEnded() {
        let idle = state.withLock { state in
            state.tasks -= 1
            return state.tasks == 0 ? state.idle : nil
        }
        idle?.succeed()
    }

    /// Asks every connection to end after what it is doing, closes those that have not within the time, and awaits the work that
    /// was cancelled so: it may still need the event loops. What does not end when it is cancelled is given up after a second.
    func finish(within grace: TimeAmount, on loop: any EventLoop) async {
        let channels = state.withLock { state in
            state.stopping = true
            return Array(state.channels.values)
        }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
        let deadline = loop.scheduleTask(in: grace) {
            for channel in self.state.withLock({ Array($0.channels.values) }) { channel.close(promise: nil) }
        }
        for channel in channels {
            // Its result does not matter here: closed is closed.
            _ = try? await channel.closeFuture.get()
        }
        deadline.cancel()
        let idle = loop.makePromise(of: Void.self)
        let isIdle = state.withLock { state in
            state.idle = idle
            return state.tasks == 0
        }
        if isIdle { idle.succeed() }
        let patience = loop.scheduleTask(in: .seconds(1)) { idle.succeed() }
        _ = try? await idle.futureResult.get()  // never fails
        patience.cancel()
    }
}
